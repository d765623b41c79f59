package vorlauf.backend.javasound;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import vorlauf.engine.FrameTime;

/**
 * A sound card at the reading end of a pipe: takes a period of 24-bit stereo each 10 ms by its own absolute deadlines, and
 * checks each frame.
 */
final class PipeCard implements AutoCloseable {
    private static final int RATE = 48_000;
    private static final int PERIOD_FRAMES = 480;
    private static final int FRAME_BYTES = 6;

    /** Held open for writing too, so that opening does not wait for a writer and reading sees no end. */
    private final RandomAccessFile keeper;

    private final InputStream input;
    private final byte[] period = new byte[PERIOD_FRAMES * FRAME_BYTES];
    private long startNanos;
    private long periods;
    private final FrameCheck check = new FrameCheck(2, 24);

    PipeCard(Path pipe) throws IOException {
        keeper = new RandomAccessFile(pipe.toFile(), "rw");
        input = new FileInputStream(pipe.toFile());
    }

    /** Plays on for so long, by the card's clock; deadlines that passed during a stall are caught up with. */
    void play(double seconds) throws IOException {
        if (periods == 0) {
            take(PERIOD_FRAMES);
            startNanos = System.nanoTime();
        }
        long end = periods + (long) (seconds * RATE / PERIOD_FRAMES);
        while (periods < end) {
            periods++;
            long dueNanos = startNanos + FrameTime.nanos(periods * PERIOD_FRAMES, RATE);
            for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            take(PERIOD_FRAMES);
        }
    }

    /** Takes nothing for so long; the card's time passes all the same. */
    void stall(long nanos) {
        long untilNanos = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = untilNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        // The deadlines of play() are absolute, so it now has these periods to catch up with.
    }

    /** Takes what is in the pipe. */
    void drain() throws IOException {
        while (input.available() >= FRAME_BYTES) {
            take(Math.min(PERIOD_FRAMES, input.available() / FRAME_BYTES));
        }
    }

    private void take(int frames) throws IOException {
        int bytes = input.readNBytes(period, 0, frames * FRAME_BYTES);
        check.hear(period, 0, bytes);
    }

    /** What was heard. */
    FrameCheck check() {
        return check;
    }

    @Override
    public void close() throws IOException {
        input.close();
        keeper.close();
    }
}
