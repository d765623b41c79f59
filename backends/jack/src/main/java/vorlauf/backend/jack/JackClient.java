package vorlauf.backend.jack;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vorlauf.engine.BackendException;
import vorlauf.engine.FrameSink;
import vorlauf.engine.FrameSource;
import vorlauf.engine.StreamRequest;

/**
 * A client of one life of a server: opened, active, closed; a server that returns gets a new one.
 *
 * <p>Threads: one at a time, the control thread or the supervisor.
 */
final class JackClient {
    private final JackSettings settings;
    private final long client;
    private final JackCallback callback;
    private final Arena arena;
    private final List<String> ownPorts;
    private final int periodFrames;
    private final List<String> inputPorts = new ArrayList<>();

    private JackClient(
            JackSettings settings,
            long client,
            JackCallback callback,
            Arena arena,
            List<String> ownPorts,
            int periodFrames) {
        this.settings = settings;
        this.client = client;
        this.callback = callback;
        this.arena = arena;
        this.ownPorts = List.copyOf(ownPorts);
        this.periodFrames = periodFrames;
    }

    /** A client with a port for each channel; nothing is pulled yet. */
    @SuppressWarnings("MustBeClosedChecker") // the client owns the arena and closes it
    static JackClient open(JackSettings settings, StreamRequest request, FrameSource source) throws BackendException {
        long client = JackLibrary.open(settings.client(), settings.server());
        if (client == 0) {
            throw new BackendException(JackBackend.NAME + ": no JACK server is called '" + settings.server()
                    + "'; start one (jackd -d alsa) or name another by --device");
        }
        Arena arena = Arena.ofShared();
        try {
            int rateHertz = JackLibrary.sampleRateHertz(client);
            if (rateHertz != request.sampleRateHertz()) {
                throw new BackendException(String.format(
                        Locale.ROOT,
                        "%s: server '%s' runs at %d Hz and no other rate; add --rate %d",
                        JackBackend.NAME,
                        settings.server(),
                        rateHertz,
                        rateHertz));
            }
            long[] ports = new long[request.channels()];
            List<String> names = new ArrayList<>();
            for (int index = 0; index < ports.length; index++) {
                String name = "out_" + (index + 1);
                ports[index] = JackLibrary.registerPort(client, name, JackLibrary.PORT_IS_OUTPUT);
                if (ports[index] == 0) {
                    throw new BackendException(JackBackend.NAME + ": server '" + settings.server() + "' refuses port "
                            + (index + 1) + " of " + ports.length + "; jackd --port-max sets how many there may be");
                }
                names.add(JackLibrary.clientName(client) + ":" + name);
            }
            JackCallback callback = new JackCallback(source, ports);
            if (!callback.install(client, arena)) {
                throw new BackendException(
                        JackBackend.NAME + ": server '" + settings.server() + "' refuses the callbacks");
            }
            return new JackClient(settings, client, callback, arena, names, JackLibrary.periodFrames(client));
        } catch (BackendException | RuntimeException e) {
            JackLibrary.close(client);
            arena.close();
            throw e;
        }
    }

    /**
     * Registers the ports of an input that has a sink, if they are not there yet, and lets the callback record them.
     */
    void record(JackInput input) throws BackendException {
        FrameSink sink = input.sink();
        if (sink == null || !inputPorts.isEmpty()) {
            return;
        }
        long[] ports = new long[input.channels()];
        for (int index = 0; index < ports.length; index++) {
            String name = "in_" + (index + 1);
            ports[index] = JackLibrary.registerPort(client, name, JackLibrary.PORT_IS_INPUT);
            if (ports[index] == 0) {
                throw new BackendException(JackBackend.NAME + ": server '" + settings.server() + "' refuses input port "
                        + (index + 1) + " of " + ports.length + "; jackd --port-max sets how many there may be");
            }
            inputPorts.add(JackLibrary.clientName(client) + ":" + name);
        }
        callback.record(new RecordedPorts(sink, ports));
    }

    /** Lets the callback record nothing any more. */
    void endRecord() {
        callback.record(null);
    }

    /** Makes the connections of the input that are missing; the names of those that cannot be made (yet). */
    List<String> connectInputs() {
        List<String> sources = settings.inputWiring() == JackSettings.Wiring.AUTOMATIC
                ? JackLibrary.ports(client, JackLibrary.PORT_IS_OUTPUT | JackLibrary.PORT_IS_PHYSICAL)
                : settings.sources();
        List<String> missing = new ArrayList<>();
        for (int index = 0; index < Math.min(sources.size(), inputPorts.size()); index++) {
            int outcome = JackLibrary.connect(client, sources.get(index), inputPorts.get(index));
            if (outcome != 0 && outcome != JackLibrary.EXISTS) {
                missing.add(sources.get(index));
            }
        }
        return missing;
    }

    /** Full names of the ports that give sound. */
    List<String> possibleSources() {
        return JackLibrary.ports(client, JackLibrary.PORT_IS_OUTPUT);
    }

    /** Starts the callbacks. */
    void activate() throws BackendException {
        if (!JackLibrary.activate(client)) {
            throw new BackendException(
                    JackBackend.NAME + ": server '" + settings.server() + "' cannot be joined, it may have ended");
        }
    }

    /** Makes the connections that are missing; the names of those that cannot be made (yet). */
    List<String> connect() {
        List<String> missing = new ArrayList<>();
        switch (settings.wiring()) {
            case NONE -> {}
            case NAMED -> {
                for (int index = 0; index < settings.targets().size(); index++) {
                    link(ownPorts.get(index), settings.targets().get(index), missing);
                }
            }
            case AUTOMATIC -> {
                List<String> card = JackLibrary.ports(client, JackLibrary.PORT_IS_INPUT | JackLibrary.PORT_IS_PHYSICAL);
                int wanted = ownPorts.size() == 1 ? Math.min(2, card.size()) : Math.min(card.size(), ownPorts.size());
                for (int index = 0; index < wanted; index++) {
                    link(ownPorts.get(Math.min(index, ownPorts.size() - 1)), card.get(index), missing);
                }
            }
        }
        return missing;
    }

    private void link(String from, String to, List<String> missing) {
        int outcome = JackLibrary.connect(client, from, to);
        if (outcome != 0 && outcome != JackLibrary.EXISTS) {
            missing.add(to);
        }
    }

    /** Full names of the ports that take sound. */
    List<String> possibleTargets() {
        return JackLibrary.ports(client, JackLibrary.PORT_IS_INPUT);
    }

    JackCallback callback() {
        return callback;
    }

    int periodFrames() {
        return periodFrames;
    }

    String server() {
        return settings.server();
    }

    /** Leaves the server; may wait for it. */
    void close() {
        JackLibrary.close(client);
        // Not before: the library calls what lives in here until the client is closed.
        arena.close();
    }
}
