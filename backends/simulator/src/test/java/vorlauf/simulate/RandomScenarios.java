package vorlauf.simulate;

import java.util.ArrayList;
import java.util.List;

/** Scenarios of all kinds, a function of a seed: those on which two simulations are compared. */
final class RandomScenarios {
    private static final int[] RATES = {8_000, 44_100, 48_000, 96_000};

    private final RandomStream random;
    private final long seed;

    private RandomScenarios(long seed) {
        this.seed = seed;
        random = new RandomStream(seed, "scenario");
    }

    static Scenario scenario(long seed) {
        return new RandomScenarios(seed).scenario();
    }

    private int below(int limit) {
        return (int) Math.floorMod(random.nextLong(), (long) limit);
    }

    private boolean oneIn(int count) {
        return below(count) == 0;
    }

    private Scenario scenario() {
        int rate = RATES[below(RATES.length)];
        Scenario.Policy policy = oneIn(3) ? Scenario.Policy.ABS : Scenario.Policy.SLIP;
        boolean plain = policy == Scenario.Policy.ABS;
        List<Integer> pattern = new ArrayList<>(List.of(1 + below(200)));
        while (!plain && oneIn(2)) {
            pattern.add(1 + below(200));
        }
        int period = pattern.stream().mapToInt(Integer::intValue).max().orElseThrow();
        int block = plain || oneIn(2) ? period : 1 + below(250);
        long lead = plain || oneIn(2)
                ? (long) Math.ceilDiv(block, period) * period * (1 + below(4))
                : block + below(4 * block);
        long periodNanos = period * 1_000_000_000L / rate;
        long blockNanos = block * 1_000_000_000L / rate;
        boolean tuned = oneIn(4);
        return new Scenario(
                rate,
                period,
                lead,
                block,
                policy,
                length(blockNanos),
                oneIn(2) ? new Length.Constant(0) : length(periodNanos / 2),
                oneIn(2) ? new Length.Constant(0) : length(periodNanos / 2),
                oneIn(3) ? below(400_000_000) - 200_000_000L : 0,
                stalls(periodNanos),
                120 + below(200),
                seed,
                pattern,
                oneIn(2) ? Scenario.Sleep.TIMER : Scenario.Sleep.ROOM,
                tuned ? lead + (long) below(5) * period : 0);
    }

    /** Up to the time of a block on average, and whole fractions of it, so that instants fall together. */
    private Length length(long nanos) {
        return switch (below(5)) {
            case 0 -> new Length.Constant(nanos / (1 + below(4)));
            case 1 -> new Length.Exponential(nanos * 0.7);
            case 2 -> new Length.LogNormal(nanos * 0.5, 0.5);
            case 3 -> new Length.Uniform(nanos);
            default -> new Length.Trace(List.of(0L, nanos / 2, nanos, nanos / 4));
        };
    }

    private List<Stalls> stalls(long periodNanos) {
        List<Stalls> stalls = new ArrayList<>();
        while (oneIn(2)) {
            long length = below((int) Math.min(Integer.MAX_VALUE, 6 * periodNanos));
            stalls.add(new Stalls(
                    switch (below(4)) {
                        case 0 -> new Stalls.Once(below(100) * periodNanos + below(2) * length, length);
                        case 1 ->
                            new Stalls.Periodic(
                                    (20L + below(30)) * periodNanos, length, (10L + below(10)) * periodNanos);
                        case 2 -> new Stalls.Poisson(25.0 * periodNanos, new Length.Exponential(length));
                        default ->
                            new Stalls.Trace(List.of(
                                    new Stalls.Interval(30 * periodNanos, 30 * periodNanos + length),
                                    new Stalls.Interval(70 * periodNanos, 70 * periodNanos + length)));
                    },
                    oneIn(2)));
        }
        return stalls;
    }
}
