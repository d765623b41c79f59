package vorlauf.check.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One store to a location, as others may see it. */
final class Message {
    static final int NEVER = Integer.MAX_VALUE;

    /** The stored value; while {@link #inMemory}, a plain store's value stands in memory alone. */
    @Nullable
    Object value;

    boolean inMemory;

    /** Who stored it, or -1 for what was there at first. */
    final int thread;

    final int site;

    /** What an acquiring load learns; null where the store released nothing. */
    final int @Nullable [] released;

    /** Clock of each thread when it first saw the message; its author sees it when it stores. */
    final int[] seen;

    /** Number among the volatile stores, or {@link #NEVER}. */
    int volatileNumber = NEVER;

    /** The next message is an atomic update of this one, so that none may come between. */
    boolean updated;

    Message(@Nullable Object value, int thread, int site, int @Nullable [] released, int threads) {
        this.value = value;
        this.thread = thread;
        this.site = site;
        this.released = released;
        this.seen = new int[threads];
        Arrays.fill(seen, thread < 0 ? 0 : NEVER);
    }

    /** Whether a thread with this knowledge may not see anything older. */
    boolean isKnown(int[] knowledge) {
        int threads = seen.length;
        for (int other = 0; other < threads; other++) {
            if (seen[other] <= knowledge[2 * threads + other]) {
                return true;
            }
        }
        return volatileNumber <= knowledge[3 * threads];
    }

    void seenBy(ModelThread reader) {
        if (seen[reader.number] == NEVER) {
            seen[reader.number] = reader.clock;
        }
    }
}
