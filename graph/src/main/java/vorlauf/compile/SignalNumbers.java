package vorlauf.compile;

import org.jspecify.annotations.Nullable;
import vorlauf.graph.Signal;

/**
 * A number for each signal, by identity: a hash table with open addressing, since each edge of a graph is looked up once
 * and boxed numbers would cost more than all that is done with them.
 */
final class SignalNumbers {
    /** No number. */
    static final int NONE = -1;

    private @Nullable Signal[] signals = new Signal[128];
    private int[] numbers = new int[128];
    private int size;

    /** The number of a signal, or {@link #NONE}. */
    int get(Signal signal) {
        int at = place(signal);
        return signals[at] == null ? NONE : numbers[at];
    }

    void put(Signal signal, int number) {
        int at = place(signal);
        if (signals[at] == null) {
            if (2 * ++size > signals.length) {
                grow();
                at = place(signal);
            }
            signals[at] = signal;
        }
        numbers[at] = number;
    }

    /** Where a signal is, or where it would be put. */
    @SuppressWarnings("ReferenceEquality") // identity is what is asked for
    private int place(Signal signal) {
        int mask = signals.length - 1;
        int hash = System.identityHashCode(signal) * 0x9E3779B9;
        int at = (hash ^ hash >>> 15) & mask;
        while (signals[at] != null && signals[at] != signal) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        @Nullable Signal[] before = signals;
        int[] numbersBefore = numbers;
        signals = new Signal[4 * before.length];
        numbers = new int[4 * before.length];
        for (int i = 0; i < before.length; i++) {
            Signal signal = before[i];
            if (signal != null) {
                int at = place(signal);
                signals[at] = signal;
                numbers[at] = numbersBefore[i];
            }
        }
    }
}
