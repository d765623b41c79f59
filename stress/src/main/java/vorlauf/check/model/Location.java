package vorlauf.check.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One variable: who has accessed it last in which way, and, once it was accessed atomically, all its stores.
 *
 * <p>Stores stand in the order that all threads agree on (coherence). An atomic load takes one of them; a plain access does
 * not choose, since one that is not ordered is a race.
 */
final class Location {
    static final int PLAIN_STORE = 0;
    static final int ATOMIC_STORE = 1;
    static final int PLAIN_LOAD = 2;
    static final int ATOMIC_LOAD = 3;

    private static final int[] NO_SITES = {};

    final Object owner;
    final long index;
    /** Clock of each thread's last access: kind * threads + thread. */
    final int[] clocks;
    /** Where in the source that was. */
    final int[] sites;

    /** Null until the first atomic access. */
    private @Nullable List<Message> messages;

    @Nullable
    RealPlace real;

    /** The first thread of the scenario that has touched it, and whether another one has. */
    private int firstThread;

    private boolean isShared;
    private int[] atomicSites = NO_SITES;

    Location(Object owner, long index, int threads) {
        this.owner = owner;
        this.index = index;
        this.clocks = new int[4 * threads];
        this.sites = new int[4 * threads];
    }

    /** Takes note of who accesses it where, for decisions that are worth taking. */
    void touchedBy(int thread, int kind, int site, SharedSites shared) {
        if (thread == 0) {
            return;
        }
        if (firstThread == 0) {
            firstThread = thread;
        } else if (firstThread != thread && !isShared) {
            isShared = true;
            for (int known : atomicSites) {
                shared.add(known);
            }
        }
        if (kind == ATOMIC_STORE || kind == ATOMIC_LOAD) {
            if (isShared) {
                shared.add(site);
            } else if (!isKnown(site)) {
                atomicSites = Arrays.copyOf(atomicSites, atomicSites.length + 1);
                atomicSites[atomicSites.length - 1] = site;
            }
        }
    }

    private boolean isKnown(int site) {
        for (int known : atomicSites) {
            if (known == site) {
                return true;
            }
        }
        return false;
    }

    /** The stores, oldest first; the first one is what was there before any atomic access. */
    List<Message> messages(RealPlace place) {
        List<Message> all = messages;
        if (all == null) {
            all = new ArrayList<>();
            real = place;
            all.add(new Message(place.read(owner, index), -1, -1, null, clocks.length / 4));
            messages = all;
        }
        Message newest = all.getLast();
        if (newest.inMemory) {
            newest.value = place.read(owner, index);
            newest.inMemory = false;
        }
        return all;
    }

    boolean hasMessages() {
        return messages != null;
    }

    /** The newest message; the location must have some. */
    Message newest() {
        List<Message> all = messages;
        if (all == null) {
            throw new IllegalStateException("no atomic access yet");
        }
        return all.getLast();
    }

    /** A plain store, ordered after all others, or it would be a race. */
    void addPlainStore(ModelThread author, int site) {
        List<Message> all = messages;
        if (all != null) {
            Message message = new Message(null, author.number, site, null, clocks.length / 4);
            message.inMemory = true;
            message.seen[author.number] = author.clock;
            all.add(message);
        }
    }

    /** The oldest message that a thread with this knowledge may still see. */
    static int oldestVisible(List<Message> messages, int[] knowledge) {
        int oldest = messages.size() - 1;
        while (oldest > 0 && !messages.get(oldest).isKnown(knowledge)) {
            oldest--;
        }
        return oldest;
    }
}
