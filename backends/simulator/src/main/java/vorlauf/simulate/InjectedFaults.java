package vorlauf.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vorlauf.engine.UnderrunCause;

/**
 * The stalls of a scenario, and which of them explains that frames were missing at an instant; of several the longest.
 *
 * <p>They are looked through forwards: instants must not decrease from call to call.
 *
 * <p>Threads: one.
 */
final class InjectedFaults {
    private final List<Faults> all = new ArrayList<>();

    /** The stalls of a scenario; each is known until {@code keptNanos} after its end. */
    InjectedFaults(Scenario scenario, long keptNanos) {
        for (int i = 0; i < scenario.stalls().size(); i++) {
            all.add(new Faults(i, scenario.stalls().get(i), scenario.seed(), keptNanos));
        }
    }

    /**
     * The stall that explains that a ring ran empty: it stops the consumer at the instant, or covers {@code leastNanos} of the
     * time before it.
     *
     * @param windowNanos how long before the instant stalls count, as long as they are kept at most
     */
    @Nullable
    UnderrunCause before(long atNanos, long windowNanos, long leastNanos) {
        return longest(one -> one.before(atNanos, windowNanos, leastNanos));
    }

    /** The stall that keeps a consumer in the JVM from running at an instant, its end included. */
    @Nullable
    UnderrunCause holding(long atNanos) {
        return longest(one -> one.holding(atNanos));
    }

    private @Nullable UnderrunCause longest(Function<Faults, UnderrunCause.@Nullable Injected> find) {
        UnderrunCause.Injected longest = null;
        for (Faults one : all) {
            UnderrunCause.Injected found = find.apply(one);
            if (found != null && (longest == null || found.milliseconds() > longest.milliseconds())) {
                longest = found;
            }
        }
        return longest;
    }

    /** The stalls of one entry of a scenario. */
    private static final class Faults {
        private final Stalls stalls;
        private final String name;
        private final Stalls.Source source;
        private final long keptNanos;
        private final ArrayDeque<Stalls.Interval> recent = new ArrayDeque<>();
        private Stalls.Interval next;

        Faults(int index, Stalls stalls, long seed, long keptNanos) {
            this.stalls = stalls;
            this.keptNanos = keptNanos;
            source = stalls.source(new RandomStream(seed, "stalls" + index));
            next = source.next();
            name = String.format(
                    Locale.ROOT,
                    "stalls[%d] stopped the %s",
                    index,
                    stalls.stopsConsumer() ? "producer and the consumer" : "producer");
        }

        private void lookUpTo(long atNanos) {
            long fromNanos = atNanos - keptNanos;
            while (next.fromNanos() < atNanos) {
                if (next.toNanos() > fromNanos) {
                    recent.addLast(next);
                }
                next = source.next();
            }
            while (!recent.isEmpty() && recent.getFirst().toNanos() <= fromNanos) {
                recent.removeFirst();
            }
        }

        UnderrunCause.@Nullable Injected before(long atNanos, long windowNanos, long leastNanos) {
            lookUpTo(atNanos);
            long fromNanos = atNanos - windowNanos;
            long sumNanos = 0;
            long longestNanos = 0;
            boolean covers = false;
            for (Stalls.Interval one : recent) {
                if (one.toNanos() > fromNanos) {
                    sumNanos += Math.min(one.toNanos(), atNanos) - Math.max(one.fromNanos(), fromNanos);
                    longestNanos = Math.max(longestNanos, one.toNanos() - one.fromNanos());
                    covers |= stalls.stopsConsumer() && one.toNanos() > atNanos;
                }
            }
            return covers || (longestNanos > 0 && sumNanos >= leastNanos) ? injected(longestNanos) : null;
        }

        UnderrunCause.@Nullable Injected holding(long atNanos) {
            lookUpTo(atNanos);
            long longestNanos = 0;
            for (Stalls.Interval one : recent) {
                if (stalls.stopsConsumer() && one.toNanos() >= atNanos) {
                    longestNanos = Math.max(longestNanos, one.toNanos() - one.fromNanos());
                }
            }
            return longestNanos > 0 ? injected(longestNanos) : null;
        }

        private UnderrunCause.Injected injected(long nanos) {
            return new UnderrunCause.Injected(name, nanos / 1e6);
        }
    }
}
