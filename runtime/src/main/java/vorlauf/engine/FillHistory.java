package vorlauf.engine;

/**
 * How full the ring was at the device's last pulls, for pictures.
 *
 * <p>Threads: the control thread adds, under the engine's lock.
 */
final class FillHistory {
    private static final int KEPT = 1 << 16;

    private final long[] nanos = new long[KEPT];
    private final int[] frames = new int[KEPT];
    private long count;

    void add(long atNanos, int fillFrames) {
        int slot = (int) (count % KEPT);
        nanos[slot] = atNanos;
        frames[slot] = fillFrames;
        count++;
    }

    /** What is kept, the oldest first, times counted from {@code startNanos}. */
    RingFill since(long startNanos) {
        int size = (int) Math.min(count, KEPT);
        long[] times = new long[size];
        int[] fills = new int[size];
        for (int index = 0; index < size; index++) {
            int slot = (int) ((count - size + index) % KEPT);
            times[index] = nanos[slot] - startNanos;
            fills[index] = frames[slot];
        }
        return new RingFill(times, fills);
    }
}
