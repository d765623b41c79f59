package vorlauf.backend.jack;

import java.util.Arrays;
import java.util.List;
import vorlauf.engine.BackendException;
import vorlauf.engine.BackendOptions;
import vorlauf.engine.StreamRequest;

/**
 * What a client is and where its channels go.
 *
 * @param server name of the server
 * @param client name of the client; the server appends a number where it is taken
 * @param wiring how ports are connected
 * @param targets full names of ports, channel by channel, for {@link Wiring#NAMED}
 * @param inputWiring how the ports of the input are connected
 * @param sources full names of ports for them
 */
record JackSettings(
        String server, String client, Wiring wiring, List<String> targets, Wiring inputWiring, List<String> sources) {
    /** How ports are connected. */
    enum Wiring {
        /** To the sound card's, in order; one channel goes to both sides. */
        AUTOMATIC,
        /** By somebody else. */
        NONE,
        /** To the ports that the user named. */
        NAMED
    }

    static final String USUAL_SERVER = "default";
    private static final int MOST_INPUTS = 64;
    private static final int LONGEST_CLIENT_NAME = 60;

    /** The settings of a request. */
    static JackSettings of(StreamRequest request, String usualServer) throws BackendException {
        BackendOptions options = new BackendOptions(JackBackend.NAME, request.options());
        String client = options.text("client").orElse("vorlauf").strip();
        String connect = options.text("connect").orElse("auto").strip();
        String connectInputs = options.text("connect-inputs").orElse("auto").strip();
        options.refuseUnknown();
        if (client.isEmpty() || client.length() > LONGEST_CLIENT_NAME || client.contains(":")) {
            throw new BackendException(JackBackend.NAME + ": option client is '" + client + "', must be 1 to "
                    + LONGEST_CLIENT_NAME + " characters and no colon");
        }
        String server = request.device().orElse(usualServer);
        return new JackSettings(
                server,
                client,
                wiring(connect),
                names("connect", connect, request.channels(), "system:playback_1,system:playback_2"),
                wiring(connectInputs),
                names("connect-inputs", connectInputs, MOST_INPUTS, "system:capture_1,system:capture_2"));
    }

    private static Wiring wiring(String connect) {
        return switch (connect) {
            case "auto" -> Wiring.AUTOMATIC;
            case "none" -> Wiring.NONE;
            default -> Wiring.NAMED;
        };
    }

    private static List<String> names(String option, String connect, int channels, String example)
            throws BackendException {
        if (wiring(connect) != Wiring.NAMED) {
            return List.of();
        }
        List<String> names =
                Arrays.stream(connect.split(",", -1)).map(String::strip).toList();
        if (names.size() > channels || names.stream().anyMatch(name -> name.indexOf(':') < 1)) {
            throw new BackendException(JackBackend.NAME + ": option " + option + " is '" + connect
                    + "', must be auto, none or at most " + channels
                    + " full port names with commas between, such as " + example);
        }
        return names;
    }
}
