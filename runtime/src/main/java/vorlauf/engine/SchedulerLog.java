package vorlauf.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * How long a thread was ready to run and did not, as the operating system counts it, read now and then.
 *
 * <p>Source: Linux's {@code /proc/.../task/.../schedstat}: nanoseconds on a processor, nanoseconds waiting for one, and time
 * slices. Elsewhere the log stays empty.
 *
 * <p>Threads: {@link #openForCallingThread} the thread that is watched, before it does anything in real time; the rest the
 * control thread.
 */
final class SchedulerLog implements AutoCloseable {
    private static final Path SELF = Path.of("/proc/thread-self");
    private static final int KEPT = 2_048;
    private static final int MOST_BYTES = 128;

    private final ByteBuffer text = ByteBuffer.allocateDirect(MOST_BYTES);
    private final long[] atNanos = new long[KEPT];
    private final long[] waitedNanos = new long[KEPT];
    private long count;
    private volatile @Nullable FileChannel channel;

    /** An empty log. */
    SchedulerLog() {}

    /** Watches the calling thread from now on, where the system tells. */
    void openForCallingThread() {
        try {
            Path task = Path.of("/proc").resolve(Files.readSymbolicLink(SELF));
            channel = FileChannel.open(task.resolve("schedstat"), StandardOpenOption.READ);
        } catch (IOException | UnsupportedOperationException e) {
            channel = null;
        }
    }

    /** Reads the count. */
    void read(long nowNanos) {
        FileChannel open = channel;
        if (open == null) {
            return;
        }
        text.clear();
        try {
            if (open.read(text, 0) > 0) {
                text.flip();
                add(nowNanos, second(text));
            }
        } catch (IOException e) {
            close();
        }
    }

    /** Adds a reading. */
    void add(long nowNanos, long waited) {
        int slot = (int) (count++ % KEPT);
        atNanos[slot] = nowNanos;
        waitedNanos[slot] = waited;
    }

    /** The second number of a line. */
    static long second(ByteBuffer line) {
        long number = 0;
        int spaces = 0;
        while (line.hasRemaining()) {
            int symbol = line.get();
            if (symbol == ' ') {
                spaces++;
            } else if (spaces == 1 && symbol >= '0' && symbol <= '9') {
                number = 10 * number + symbol - '0';
            }
        }
        return number;
    }

    /**
     * How long the thread waited for a processor in a span, at most: from the last reading before it to the first one after
     * it. 0 where no readings lie around it.
     */
    long waitedNanos(long fromNanos, long toNanos) {
        long before = -1;
        for (long index = Math.max(0, count - KEPT); index < count; index++) {
            int slot = (int) (index % KEPT);
            if (atNanos[slot] <= fromNanos) {
                before = waitedNanos[slot];
            } else if (atNanos[slot] >= toNanos) {
                return before < 0 ? 0 : Math.min(toNanos - fromNanos, waitedNanos[slot] - before);
            }
        }
        return 0;
    }

    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it was only read
            }
        }
    }
}
