package vorlauf.cli;

import vorlauf.render.Clock;
import vorlauf.render.SystemClock;

/**
 * A thread that allocates so many megabytes a second beside an engine: what a program around it would do to its collector.
 *
 * <p>It makes linked lists of small arrays and keeps the newest few, so that the collector has something to follow.
 *
 * <p>Threads: started and closed by the command; it allocates on a daemon thread of its own.
 */
public final class Garbage implements AutoCloseable {
    private static final int LIST_BYTES = 65_536;
    private static final int LINK_BYTES = 64;
    private static final int KEPT_LISTS = 256;
    private static final long SLICE_NANOS = 10_000_000;

    private final Clock clock = SystemClock.INSTANCE;
    private final double bytesPerNano;
    private final Object[] kept = new Object[KEPT_LISTS];
    private final Thread thread = new Thread(this::run, "vorlauf-garbage");
    private volatile boolean stopped;
    private volatile long allocatedBytes;

    private Garbage(double megabytesPerSecond) {
        bytesPerNano = megabytesPerSecond * 1e6 / 1e9;
        thread.setDaemon(true);
    }

    /** Starts to allocate; nothing where the rate is 0. */
    public static Garbage start(double megabytesPerSecond) {
        Garbage garbage = new Garbage(megabytesPerSecond);
        garbage.thread.start();
        return garbage;
    }

    private void run() {
        long start = clock.nanoTime();
        int next = 0;
        long allocated = 0;
        while (!stopped) {
            long due = (long) ((clock.nanoTime() - start) * bytesPerNano);
            while (allocated < due && !stopped) {
                kept[next] = list();
                next = (next + 1) % KEPT_LISTS;
                allocated += LIST_BYTES;
            }
            allocatedBytes = allocated;
            clock.parkUntil(clock.nanoTime() + SLICE_NANOS);
        }
    }

    private static Object[] list() {
        Object[] head = new Object[0];
        for (int bytes = 0; bytes < LIST_BYTES; bytes += LINK_BYTES) {
            Object[] link = new Object[10]; // 64 bytes with compressed references
            link[0] = head;
            head = link;
        }
        return head;
    }

    /** Bytes allocated so far. */
    public long allocatedBytes() {
        return allocatedBytes;
    }

    @Override
    public void close() {
        stopped = true;
        clock.wake(thread);
    }
}
