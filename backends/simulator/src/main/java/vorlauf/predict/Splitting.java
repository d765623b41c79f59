package vorlauf.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vorlauf.simulate.RandomStream;

/**
 * The share of deadlines that miss, where misses are too rare to be waited for: whenever the chain gets nearer to a miss by one
 * threshold, it goes on in several copies, each of which counts for less and ends when it falls back below that threshold.
 *
 * <p>The estimate of the share is unbiased for any thresholds; good ones, found by a pilot, make it precise. The thresholds are
 * placed so that about a quarter of the states above one are above the next, and a path is continued in four.
 *
 * <p>Source: M. and J. Villén-Altamirano, "RESTART: a method for accelerating rare event simulations", 1991.
 *
 * <p>Threads: one.
 */
final class Splitting {
    /** Copies that a path goes on in at each threshold. */
    static final int COPIES = 4;

    private static final int MOST_LEVELS = 26; // of a quarter each: down to 2e-16
    private static final int PILOT_DEADLINES = 10_000;
    private static final int PILOT_PAUSES = 100;
    private static final int MOST_PILOT_DEADLINES = 200_000;
    private static final int PILOTS = 3;
    private static final int PILOT_STATES = 1 << 14;
    private static final int WARM_UP_LEADS = 4;

    private final RingModel model;
    private final double[] thresholds;
    private final Weights weights;
    private final RandomStream random;
    private final RingChain.Draws draws;
    private final List<RingChain> spare = new ArrayList<>();
    private final double[] seenLags = new double[PILOT_STATES];
    private int seen;
    private long seenInAll;
    private long work;
    private long mostWork;
    private double misses;
    private int highest;

    /** What a miss counts for that a path meets above so many thresholds. */
    interface Weights {
        double above(int thresholds);
    }

    /** Each threshold divides the weight by the number of copies. */
    static final Weights RIGHT = thresholds -> StrictMath.pow(COPIES, -thresholds);

    /**
     * What a run came to.
     *
     * @param probability share of the deadlines that miss
     * @param unseen where none was met: what one would have counted for at the highest threshold that was reached, three times
     *     over, so that a greater share would have been met with a probability of about 95 %
     * @param deadlines of the main path
     * @param states that were looked at, a measure of the work
     */
    record Estimate(double probability, double unseen, long deadlines, long states) {
        /** The probability, or where there is none the least that can be excluded. */
        double atMost() {
            return probability > 0 ? probability : unseen;
        }
    }

    private Splitting(RingModel model, double[] thresholds, Weights weights, RandomStream random) {
        this.model = model;
        this.thresholds = thresholds;
        this.weights = weights;
        this.random = random;
        this.draws = new RingChain.Draws() {
            @Override
            public boolean inSteps() {
                return true;
            }

            @Override
            public double unit() {
                return random.nextUnit();
            }

            @Override
            public long nanos(RingChain.Kind kind) {
                throw new IllegalStateException("times are drawn in steps");
            }
        };
    }

    /** Thresholds of the lag for a model, the nearest to a full ring first. */
    static double[] thresholds(RingModel model, long seed) {
        double leadNanos = model.leadFrames() * 1e9 / model.sampleRateHertz();
        int deadlines = pilotDeadlines(model);
        double[] thresholds = new double[0];
        while (thresholds.length < MOST_LEVELS) {
            double next = Double.NaN;
            // What is above comes in clusters: one pilot may miss all of them.
            for (int pilot = 0; pilot < PILOTS && Double.isNaN(next); pilot++) {
                RandomStream random = new RandomStream(seed + pilot, "pilot" + thresholds.length);
                Splitting splitting = new Splitting(model, thresholds, RIGHT, random);
                splitting.run(deadlines, 16L * deadlines * (thresholds.length + 1));
                next = splitting.upperQuarter();
            }
            double last = thresholds.length == 0 ? 0 : thresholds[thresholds.length - 1];
            if (!(next > last + 1)) {
                return thresholds; // nothing gets further, or a jump that no step divides
            }
            thresholds = Arrays.copyOf(thresholds, thresholds.length + 1);
            thresholds[thresholds.length - 1] = Math.min(next, leadNanos);
            if (next >= leadNanos) {
                return thresholds;
            }
        }
        return thresholds;
    }

    /** As many as it takes to see pauses. */
    private static int pilotDeadlines(RingModel model) {
        double cycleNanos = model.hasPauses()
                ? (double) model.pauseGap().nanos(0.5) + model.pause().nanos(0.5)
                : 0;
        return (int) Math.clamp(PILOT_PAUSES * cycleNanos / model.periodNanos(), PILOT_DEADLINES, MOST_PILOT_DEADLINES);
    }

    /**
     * Estimates the share of deadlines that miss.
     *
     * @param deadlines of the main path; its copies go through several times as many
     */
    static Estimate estimate(RingModel model, double[] thresholds, long deadlines, RandomStream random) {
        return estimate(model, thresholds, deadlines, RIGHT, random);
    }

    static Estimate estimate(
            RingModel model, double[] thresholds, long deadlines, Weights weights, RandomStream random) {
        Splitting splitting = new Splitting(model, thresholds, weights, random);
        long done = splitting.run(deadlines, 64L * deadlines * (thresholds.length + 1));
        double share = splitting.misses / done;
        return new Estimate(share, 3 * weights.above(splitting.highest) / done, done, splitting.work);
    }

    /** Runs the main path for so many deadlines, or until the work is done that it may cost; returns the deadlines. */
    private long run(long deadlines, long work) {
        mostWork = work;
        RingChain main = new RingChain(model, draws);
        long warmUp = WARM_UP_LEADS * (model.leadFrames() / model.periodFrames() + 1);
        while (main.reads() < warmUp) {
            main.advance();
        }
        long first = main.reads();
        path(main, 0, first + deadlines);
        return main.reads() - first;
    }

    /**
     * Follows a path until it falls below the threshold that it was born at; the main path, born at none, until a deadline.
     *
     * @param born thresholds that the path was above when it was made
     */
    private void path(RingChain chain, int born, long lastDeadline) {
        int above = born;
        while (true) {
            double lag = chain.lagNanos();
            if (born > 0 && lag < thresholds[born - 1]) {
                return;
            }
            while (above > born && lag < thresholds[above - 1]) {
                above--;
            }
            while (above < thresholds.length && lag >= thresholds[above]) {
                above++;
                highest = Math.max(highest, above);
                for (int copy = 1; copy < COPIES; copy++) {
                    RingChain child = spare.isEmpty() ? new RingChain(model, draws) : spare.removeLast();
                    child.copyFrom(chain);
                    path(child, above, Long.MAX_VALUE);
                    spare.add(child);
                }
            }
            if (above == thresholds.length) {
                keep(lag);
            }
            if (chain.reads() >= lastDeadline || work >= mostWork) {
                return;
            }
            work++;
            if (chain.advance()) {
                misses += weights.above(above);
            }
        }
    }

    /** Keeps a sample of the lags above all thresholds, each of them with the same probability. */
    private void keep(double lag) {
        seenInAll++;
        if (seen < PILOT_STATES) {
            seenLags[seen++] = lag;
        } else {
            long slot = (long) ((1 - random.nextUnit()) * seenInAll);
            if (slot < PILOT_STATES) {
                seenLags[(int) slot] = lag;
            }
        }
    }

    /** What a quarter of the lags above all thresholds exceed; NaN where there were too few. */
    private double upperQuarter() {
        if (seen < 16) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(seenLags, seen);
        Arrays.sort(sorted);
        return sorted[seen - 1 - seen / COPIES];
    }
}
