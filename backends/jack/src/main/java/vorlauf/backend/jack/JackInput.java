package vorlauf.backend.jack;

import org.jspecify.annotations.Nullable;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.FrameSink;
import vorlauf.engine.InputFormat;

/**
 * The input ports of a stream: the server's own callback, which plays a period, records the one beside it first. So there is
 * one clock, and a server that is lost takes both along.
 *
 * <p>Threads: control thread; {@link #sink} any.
 */
final class JackInput implements Backend.Input {
    private final JackStream stream;
    private final String server;
    private final int channels;
    private final int periodFrames;
    private volatile @Nullable FrameSink sink;

    JackInput(JackStream stream, String server, int channels, int periodFrames) {
        this.stream = stream;
        this.server = server;
        this.channels = channels;
        this.periodFrames = periodFrames;
    }

    @Override
    public InputFormat format() {
        return new InputFormat(server, "32-bit float", channels, periodFrames, InputFormat.Clocking.SHARED);
    }

    @Override
    public void start(FrameSink newSink) throws BackendException {
        if (newSink.channels() != channels) {
            throw new BackendException(JackBackend.NAME + ": the input has " + channels + " channels, its sink "
                    + newSink.channels() + "; both must be the same");
        }
        sink = newSink;
        stream.record();
    }

    int channels() {
        return channels;
    }

    /** Where recorded frames go; null where nobody records (yet). */
    @Nullable
    FrameSink sink() {
        return sink;
    }

    @Override
    public void close() {
        sink = null;
        stream.endRecord();
    }
}
