package vorlauf.check.model;

import java.util.BitSet;

/**
 * The places in the source at which more than one thread has been seen to access one variable atomically.
 *
 * <p>Elsewhere it makes no difference which thread goes first, so nothing needs to be decided there: a counter that only its
 * owner touches costs no schedules. What is shared shows while a scenario is explored; each time a place is new, the
 * exploration begins anew, and the last one has missed nothing.
 */
final class SharedSites {
    private final BitSet shared = new BitSet();
    private boolean grown;

    /** The same places, for an execution that is to take the same decisions again. */
    SharedSites copy() {
        SharedSites copy = new SharedSites();
        copy.shared.or(shared);
        return copy;
    }

    boolean contains(int site) {
        return shared.get(site);
    }

    void add(int site) {
        if (!shared.get(site)) {
            shared.set(site);
            grown = true;
        }
    }

    /** Whether anything is new since the last call. */
    boolean takeGrown() {
        boolean was = grown;
        grown = false;
        return was;
    }
}
