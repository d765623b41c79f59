package vorlauf.backend.browser;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import vorlauf.engine.BackendException;
import vorlauf.engine.BackendOptions;
import vorlauf.engine.StreamRequest;

/**
 * Where a page is served and who may see it.
 *
 * @param address address that is listened on
 * @param port its port, 0 for a free one
 * @param origins further origins that the page is reached by, such as {@code https://hub.example.org}: a proxy's
 * @param framed whether pages of other origins may hold this one in a frame
 * @param bufferFrames frames that a page holds, at first where that grows
 * @param grows whether a page that has run dry holds more from then on
 * @param title of the page
 */
record BrowserSettings(
        InetAddress address,
        int port,
        List<String> origins,
        boolean framed,
        int bufferFrames,
        boolean grows,
        String title) {
    private static final int LEAST_BUFFER_FRAMES = 1_024;
    static final int MOST_BUFFER_FRAMES = 16_384;
    private static final int USUAL_BUFFER_FRAMES = 4_096;

    BrowserSettings {
        origins = List.copyOf(origins);
    }

    /** The settings of a request. */
    static BrowserSettings of(StreamRequest request) throws BackendException {
        BackendOptions options = new BackendOptions(BrowserBackend.NAME, request.options());
        InetAddress address = address(options.text("bind").orElse("127.0.0.1").strip());
        int port = (int) options.whole("port", 0, 0, 65_535);
        boolean framed = options.choice("frame", "refuse", "refuse", "allow").equals("allow");
        int bufferFrames =
                (int) options.whole("buffer-frames", USUAL_BUFFER_FRAMES, LEAST_BUFFER_FRAMES, MOST_BUFFER_FRAMES);
        boolean grows = options.text("buffer-frames").isEmpty();
        List<String> origins = origins(options.text("origin").orElse(""));
        String title = options.text("title").orElse("Vorlauf, live").strip();
        options.refuseUnknown();
        return new BrowserSettings(address, port, origins, framed, bufferFrames, grows, title);
    }

    private static InetAddress address(String name) throws BackendException {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new BackendException(
                    BrowserBackend.NAME + ": option bind is '" + name
                            + "', must be an address of this machine such as 127.0.0.1, ::1 or 0.0.0.0",
                    e);
        }
    }

    private static List<String> origins(String text) throws BackendException {
        List<String> origins = Arrays.stream(text.split(",", -1))
                .map(origin -> origin.strip().toLowerCase(Locale.ROOT))
                .filter(origin -> !origin.isEmpty())
                .toList();
        for (String origin : origins) {
            if (!origin.matches("https?://[^/?#@\\s]+")) {
                throw new BackendException(BrowserBackend.NAME + ": option origin has '" + origin
                        + "', must be origins with commas between, such as https://hub.example.org");
            }
        }
        return origins;
    }
}
