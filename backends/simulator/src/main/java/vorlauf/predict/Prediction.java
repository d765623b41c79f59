package vorlauf.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import vorlauf.simulate.Length;
import vorlauf.simulate.RandomStream;
import vorlauf.simulate.Scenario;
import vorlauf.simulate.Stalls;
import vorlauf.simulate.TimingSimulation;

/**
 * How often rings of several sizes run empty, as far as a measurement tells.
 *
 * <p>The interval holds both kinds of doubt: each of its runs fits the model to another measurement that might have been made,
 * and splits with a seed of its own. It does not hold the doubt whether tomorrow is like today.
 *
 * @param rows a size each, ascending
 * @param target the probability per deadline that is wanted
 */
public record Prediction(List<Row> rows, double target) {
    private static final int[] STEPS = {1, 2, 3, 4, 6};
    private static final double MOST_LATENCY_SECONDS = 1;
    private static final int MOST_BLOCKS = 4_096;
    private static final int LEVEL = 4; // sizes that are compared, a factor of four apart
    private static final double TAIL = 0.025;

    /**
     * One size.
     *
     * @param ringBlocks blocks that the producer may be ahead
     * @param leadFrames the same in frames
     * @param latencySeconds the same in seconds
     * @param replayed share of deadlines that miss when what was measured is played again with this ring
     * @param probability that a deadline misses
     * @param lower end of the 95 % interval
     * @param upper end of the 95 % interval
     */
    public record Row(
            int ringBlocks,
            long leadFrames,
            double latencySeconds,
            double replayed,
            double probability,
            double lower,
            double upper) {}

    /**
     * How much is computed.
     *
     * @param deadlines of the main path of each size
     * @param runs of the interval
     * @param runDeadlines of the main path of each of them
     * @param seed of all randomness
     */
    public record Effort(int deadlines, int runs, int runDeadlines, long seed) {
        /** About a minute on two cores. */
        public static final Effort USUAL = new Effort(300_000, 60, 15_000, 1);

        /** Some seconds; the intervals are wider. */
        public static final Effort QUICK = new Effort(20_000, 24, 4_000, 1);
    }

    /**
     * Goes through sizes until one is far below the target, and through {@code wanted} ones in any case.
     *
     * @param progress is told each row
     */
    public static Prediction of(
            Measurement measurement,
            boolean pauseStopsConsumer,
            double target,
            List<Integer> wanted,
            Effort effort,
            Consumer<Row> progress) {
        Models models = Models.of(measurement, pauseStopsConsumer, effort);
        List<Row> rows = new ArrayList<>();
        int last = wanted.stream().mapToInt(Integer::intValue).max().orElse(0);
        boolean done = false;
        for (int blocks = 1; !done || blocks <= last; blocks = next(blocks, wanted)) {
            Row row = models.row(blocks);
            rows.add(row);
            progress.accept(row);
            done = row.upper() <= target / 10
                    || (pauseStopsConsumer && hasLevelledOff(rows))
                    || row.latencySeconds() > MOST_LATENCY_SECONDS
                    || next(blocks, List.of()) > MOST_BLOCKS;
        }
        return new Prediction(List.copyOf(rows), target);
    }

    /** Whether a larger ring does not help any more: what falls into a pause misses with any ring. */
    private static boolean hasLevelledOff(List<Row> rows) {
        int last = rows.size() - 1;
        return last >= LEVEL
                && rows.get(last).probability() > 0.8 * rows.get(last - LEVEL).probability();
    }

    /** 1, 2, 3, 4, 6, 8, 12, 16 and so on, and what is wanted between them. */
    private static int next(int blocks, List<Integer> wanted) {
        int next = Integer.MAX_VALUE;
        for (int scale = 1; scale <= MOST_BLOCKS; scale *= 2) {
            for (int step : STEPS) {
                int candidate = step * scale;
                next = candidate > blocks ? Math.min(next, candidate) : next;
            }
        }
        for (int candidate : wanted) {
            next = candidate > blocks ? Math.min(next, candidate) : next;
        }
        return next;
    }

    /** One size alone. */
    static Row at(Measurement measurement, boolean pauseStopsConsumer, int ringBlocks, Effort effort) {
        return Models.of(measurement, pauseStopsConsumer, effort).row(ringBlocks);
    }

    /**
     * The model of a measurement, and those of others that might have been made.
     *
     * @param others one for each run of the interval
     */
    private record Models(
            Measurement measurement,
            boolean pauseStopsConsumer,
            RingModel best,
            List<RingModel> others,
            Effort effort) {
        static Models of(Measurement measurement, boolean pauseStopsConsumer, Effort effort) {
            Resampled resampled = new Resampled(measurement, pauseStopsConsumer);
            List<RingModel> others = IntStream.range(0, effort.runs())
                    .parallel()
                    .mapToObj(run -> resampled.resampled(new RandomStream(effort.seed() + run, "resampled")))
                    .toList();
            return new Models(measurement, pauseStopsConsumer, resampled.model(), others, effort);
        }

        Row row(int blocks) {
            long lead = (long) blocks * measurement.periodFrames();
            RingModel sized = best.withLeadFrames(lead);
            double[] thresholds = Splitting.thresholds(sized, effort.seed());
            Splitting.Estimate estimate = Splitting.estimate(
                    sized, thresholds, effort.deadlines(), new RandomStream(effort.seed(), "estimate"));
            List<Splitting.Estimate> runs = IntStream.range(0, others.size())
                    .parallel()
                    .mapToObj(run -> Splitting.estimate(
                            others.get(run).withLeadFrames(lead),
                            thresholds,
                            effort.runDeadlines(),
                            new RandomStream(effort.seed() + run, "run")))
                    .toList();
            double[] least = runs.stream()
                    .mapToDouble(Splitting.Estimate::probability)
                    .sorted()
                    .toArray();
            double[] most = runs.stream()
                    .mapToDouble(Splitting.Estimate::atMost)
                    .sorted()
                    .toArray();
            int cut = (int) (TAIL * runs.size());
            return new Row(
                    blocks,
                    lead,
                    (double) lead / measurement.sampleRateHertz(),
                    replayed(measurement, pauseStopsConsumer, lead),
                    estimate.probability(),
                    Math.min(estimate.probability(), least[cut]),
                    Math.max(estimate.atMost(), most[most.length - 1 - cut]));
        }
    }

    /** What the measured instants themselves come to with another ring. */
    static double replayed(Measurement measurement, boolean pauseStopsConsumer, long leadFrames) {
        Pauses pauses = measurement.pauses();
        List<Stalls.Interval> intervals = new ArrayList<>();
        for (int i = 0; i < pauses.size(); i++) {
            intervals.add(new Stalls.Interval(pauses.fromNanos()[i], pauses.toNanos()[i]));
        }
        Scenario scenario = new Scenario(
                measurement.sampleRateHertz(),
                measurement.periodFrames(),
                leadFrames,
                measurement.periodFrames(),
                Scenario.Policy.SLIP,
                trace(measurement.costNanos()),
                trace(measurement.wakeUpNanos()),
                trace(measurement.consumerNanos()),
                0,
                List.of(new Stalls(new Stalls.Trace(intervals), pauseStopsConsumer)),
                measurement.consumerNanos().length,
                0);
        return (double) TimingSimulation.run(scenario, done -> {}).underrunEvents() / scenario.deadlines();
    }

    private static Length trace(long[] nanos) {
        List<Long> list = new ArrayList<>();
        for (long value : nanos) {
            list.add(value);
        }
        return list.isEmpty() ? new Length.Constant(0) : new Length.Trace(List.copyOf(list));
    }

    /**
     * The smallest ring of which, and of all larger ones, 95 % certainty says that it meets the target; empty where none does. A
     * larger ring never misses more often, so where a larger one seems to, the smaller one's interval was luck.
     */
    public Optional<Row> advised() {
        Row advised = null;
        for (int i = rows.size() - 1; i >= 0 && rows.get(i).upper() <= target; i--) {
            advised = rows.get(i);
        }
        return Optional.ofNullable(advised);
    }

    /** The row of a size that was wanted. */
    public Row row(int ringBlocks) {
        return rows.stream()
                .filter(row -> row.ringBlocks() == ringBlocks)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row for " + ringBlocks + " blocks"));
    }
}
