package vorlauf.simulate;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The last sixteen counts of frames, the oldest first: what an underrun's record tells of the time before it.
 *
 * <p>Threads: one.
 */
final class RecentCounts {
    /** How many are kept. */
    static final int KEPT = 16;

    private final ArrayDeque<Integer> counts = new ArrayDeque<>(KEPT);

    void add(int frames) {
        if (counts.size() == KEPT) {
            counts.removeFirst();
        }
        counts.addLast(frames);
    }

    List<Integer> list() {
        return List.copyOf(counts);
    }

    void clear() {
        counts.clear();
    }
}
