package vorlauf.backend.wav;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import vorlauf.engine.FrameSource;
import vorlauf.engine.FrameTime;
import vorlauf.engine.StreamFormat;
import vorlauf.files.WavWriter;

/**
 * A consumer as a function of time: takes periods and puts them into a WAV file.
 *
 * <p>A stream that ends leaves exactly its frames in the file. Where the disk fails, frames are still taken, so that the
 * sound's time goes on and everything that did not reach the file is known.
 *
 * <p>Threads: all methods but {@link #lostFrames} one thread at a time; it does I/O, so it is no real-time thread.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // each count has one writer
final class WavRecorder {
    private static final long SHORTEST_WAIT_NANOS = 100_000;
    private static final long LONGEST_WAIT_NANOS = 5_000_000;

    private final WavWriter writer;
    private final FrameSource source;
    private final double sampleRateHertz;
    private final StreamFormat format;
    private final float[] interleaved;
    private final long idleNanos;
    private long startNanos;
    private long takenFrames;
    private volatile long lostFrames;
    private @Nullable String failure;

    WavRecorder(WavWriter writer, FrameSource source, double sampleRateHertz, StreamFormat format) {
        this.writer = writer;
        this.source = source;
        this.sampleRateHertz = sampleRateHertz;
        this.format = format;
        this.interleaved = new float[format.periodFrames() * source.channels()];
        this.idleNanos = Math.clamp(
                FrameTime.nanos(format.periodFrames(), sampleRateHertz) / 4, SHORTEST_WAIT_NANOS, LONGEST_WAIT_NANOS);
    }

    StreamFormat format() {
        return format;
    }

    /** Starts the clock of a file that keeps real time. */
    long start(long nowNanos) {
        startNanos = nowNanos;
        return switch (format.pacing()) {
            case REAL_TIME -> dueNanos();
            case FREE_RUNNING -> nowNanos;
        };
    }

    /**
     * Takes at most one period.
     *
     * @return when to call again; at once where that is not after {@code nowNanos}
     */
    long step(long nowNanos) {
        return switch (format.pacing()) {
            case REAL_TIME -> stepInRealTime(nowNanos);
            case FREE_RUNNING -> stepAsFramesCome(nowNanos);
        };
    }

    private long stepInRealTime(long nowNanos) {
        long dueNanos = dueNanos();
        if (dueNanos - nowNanos > 0) {
            return dueNanos;
        }
        int found = source.pull(interleaved, 0, format.periodFrames());
        takenFrames += format.periodFrames();
        // Silence in the middle is part of what was heard; silence behind the end is not.
        store(source.ended() ? found : format.periodFrames());
        return dueNanos();
    }

    private long stepAsFramesCome(long nowNanos) {
        int found = source.pullAvailable(interleaved, 0, format.periodFrames());
        takenFrames += found;
        store(found);
        return found > 0 ? nowNanos : nowNanos + idleNanos;
    }

    private long dueNanos() {
        return startNanos + FrameTime.nanos(takenFrames + format.periodFrames(), sampleRateHertz);
    }

    private void store(int frames) {
        if (failure != null) {
            lostFrames = lostFrames + frames;
            return;
        }
        long before = writer.frames();
        try {
            writer.write(interleaved, 0, frames);
        } catch (IOException e) {
            fail(e, before + frames);
        }
    }

    private void fail(IOException exception, long framesTaken) {
        failure = exception.getMessage();
        // What the writer still held in memory is lost with the rest.
        lostFrames = lostFrames + Math.max(0, framesTaken - writer.frames());
    }

    /** One line on why nothing is written any more; null while all is well. */
    @Nullable
    String failure() {
        return failure;
    }

    /** Frames that were taken and are not in the file. */
    long lostFrames() {
        return lostFrames;
    }

    /** Samples that did not fit an integer format. */
    long clippedSamples() {
        return writer.clippedSamples();
    }

    /** Puts the rest into the file and closes it. */
    void close() {
        long before = writer.frames();
        try {
            writer.close();
        } catch (IOException e) {
            if (failure == null) {
                fail(e, before);
            }
        }
    }
}
