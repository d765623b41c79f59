package vorlauf.backend.jack;

import java.util.List;
import java.util.Optional;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.FrameSource;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;
import vorlauf.render.SystemClock;

/**
 * A JACK server: it owns the thread that pulls, and the rate.
 *
 * <p>The device is a server's name. Options: {@code client} (the name in the server's patch bay), {@code connect}: {@code auto}
 * (the sound card), {@code none}, or full port names with commas between, channel by channel; {@code connect-inputs}: the same
 * for the input.
 */
public final class JackBackend implements Backend {
    static final String NAME = "jack";
    private static final int MOST_CHANNELS = 64;

    /** For {@link java.util.ServiceLoader}. */
    public JackBackend() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "JACK server, or PipeWire in its place; options client, connect and connect-inputs (auto, none, or port names)";
    }

    @Override
    public List<Device> devices() {
        String server = usualServer();
        if (JackLookup.LIBRARY.isEmpty()) {
            return List.of();
        }
        long client = JackLibrary.open("vorlauf-probe", server);
        if (client == 0) {
            return List.of();
        }
        try {
            return List.of(new Device(
                    server,
                    JackLibrary.sampleRateHertz(client) + " Hz, " + JackLibrary.periodFrames(client)
                            + " frames at once"));
        } finally {
            JackLibrary.close(client);
        }
    }

    @Override
    public String unavailableReason() {
        if (JackLookup.LIBRARY.isEmpty()) {
            return NAME + ": the library libjack.so.0 is missing, install the package libjack-jackd2-0 (or "
                    + "pipewire-jack)";
        }
        return devices().isEmpty()
                ? NAME + ": no server '" + usualServer() + "' is running; start one, for instance jackd -d alsa"
                : "";
    }

    private static String usualServer() {
        return Optional.ofNullable(System.getenv("JACK_DEFAULT_SERVER")).orElse(JackSettings.USUAL_SERVER);
    }

    @Override
    public Stream open(StreamRequest request, FrameSource source, StreamListener listener) throws BackendException {
        if (request.channels() != source.channels() || request.channels() < 1 || request.channels() > MOST_CHANNELS) {
            throw new BackendException(NAME + ": the request has " + request.channels() + " channels, the frames have "
                    + source.channels() + "; both must be the same, 1 to " + MOST_CHANNELS);
        }
        JackSettings settings = JackSettings.of(request, usualServer());
        if (JackLookup.LIBRARY.isEmpty()) {
            throw new BackendException(unavailableReason());
        }
        JackClient first = JackClient.open(settings, request, source);
        if (first.periodFrames() > request.periodFrames()) {
            listener.notice(NAME + ": the server takes " + first.periodFrames() + " frames at once and not "
                    + request.periodFrames() + "; let the producer be ahead by more than that (--ring)");
        }
        return new JackStream(settings, request, first, source, listener, SystemClock.INSTANCE);
    }
}
