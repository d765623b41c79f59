package vorlauf.compile;

import org.jspecify.annotations.Nullable;
import vorlauf.graph.Signal;

/**
 * A number for each signal that was ever declared, by identity: a hash table with open addressing, since each edge of what
 * is new is looked up and boxed numbers would cost more than all that is done with them. Entries are added, never removed.
 */
final class SignalEntries {
    static final int NONE = -1;

    private @Nullable Signal[] signals;
    private int[] entries;
    private int size;
    private int shift;

    /** An empty table with room for so many; it grows. */
    SignalEntries(int room) {
        int places = Integer.highestOneBit(4 * Math.max(16, room));
        signals = new Signal[places];
        entries = new int[places];
        shift = Integer.numberOfLeadingZeros(places) + 1;
    }

    /** How many signals have an entry. */
    int size() {
        return size;
    }

    /** The entry of a signal, or {@link #NONE}. */
    int find(Signal signal) {
        int place = place(signal);
        return signals[place] == null ? NONE : entries[place];
    }

    /** The entry of a signal, a new one where it has none. */
    int entry(Signal signal) {
        int place = place(signal);
        if (signals[place] == null) {
            if (2 * (size + 1) > signals.length) {
                grow();
                place = place(signal);
            }
            signals[place] = signal;
            entries[place] = size++;
        }
        return entries[place];
    }

    /** Where a signal is, or where it would be put. */
    @SuppressWarnings("ReferenceEquality") // identity is what is asked for
    private int place(Signal signal) {
        int mask = signals.length - 1;
        int place = (signal.hashCode() * 0x9E3779B9) >>> shift; // spreads numbers that follow each other
        while (signals[place] != null && signals[place] != signal) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        @Nullable Signal[] before = signals;
        int[] entriesBefore = entries;
        signals = new Signal[4 * before.length];
        entries = new int[4 * before.length];
        shift -= 2;
        for (int i = 0; i < before.length; i++) {
            Signal signal = before[i];
            if (signal != null) {
                int place = place(signal);
                signals[place] = signal;
                entries[place] = entriesBefore[i];
            }
        }
    }
}
