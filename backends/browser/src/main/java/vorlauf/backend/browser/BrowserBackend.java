package vorlauf.backend.browser;

import java.util.List;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.FrameSource;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;
import vorlauf.render.SystemClock;

/**
 * A web page: it is served on this machine, its worker takes frames from a WebSocket, its audio thread plays them.
 *
 * <p>The device of an open stream is the page's address. Options: {@code port}, {@code bind}, {@code origin}, {@code frame},
 * {@code buffer-frames}, {@code title}; see {@link BrowserSettings}.
 */
public final class BrowserBackend implements Backend {
    static final String NAME = "browser";

    /** What browsers give a page at most. */
    private static final int MOST_CHANNELS = 32;

    private static final double LEAST_HERTZ = 8_000;
    private static final double MOST_HERTZ = 96_000;

    /** For {@link java.util.ServiceLoader}. */
    public BrowserBackend() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "a page in a web browser; options port, bind, origin, frame (allow), buffer-frames, title";
    }

    @Override
    public List<Device> devices() {
        return List.of(new Device("page", "served on this machine, to any number of listeners"));
    }

    @Override
    public String unavailableReason() {
        return "";
    }

    @Override
    public Stream open(StreamRequest request, FrameSource source, StreamListener listener) throws BackendException {
        if (request.channels() != source.channels() || request.channels() < 1 || request.channels() > MOST_CHANNELS) {
            throw new BackendException(NAME + ": the request has " + request.channels() + " channels, the frames have "
                    + source.channels() + "; both must be the same, 1 to " + MOST_CHANNELS);
        }
        if (!(request.sampleRateHertz() >= LEAST_HERTZ && request.sampleRateHertz() <= MOST_HERTZ)) {
            throw new BackendException(NAME + ": a page cannot play at " + request.sampleRateHertz()
                    + " Hz; --rate must be from 8000 to 96000");
        }
        String device = request.device().orElse("page");
        if (!device.equals("page")) {
            throw new BackendException(NAME + ": no device is called '" + device + "'; there is one, 'page'");
        }
        return BrowserStream.open(BrowserSettings.of(request), request, source, listener, SystemClock.INSTANCE);
    }
}
