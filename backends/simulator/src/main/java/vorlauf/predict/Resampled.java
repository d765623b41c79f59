package vorlauf.predict;

import java.util.ArrayList;
import java.util.List;
import vorlauf.simulate.RandomStream;
import vorlauf.simulate.Scenario;

/**
 * Models of a measurement: the one that fits it, and those that fit what might have been measured instead.
 *
 * <p>What might have been measured is drawn from what was, in spans of a second, so that lateness that comes in clusters stays
 * in them. Source: H. Künsch, "The Jackknife and the Bootstrap for General Stationary Observations", 1989.
 */
record Resampled(Measurement measurement, boolean pauseStopsConsumer) {
    /** Fewer pauses than these say nothing about how regular they are. */
    private static final int REGULAR_PAUSES = 5;

    /** The model of the measurement itself, with the lead that it was made with. */
    RingModel model() {
        return model(
                measurement.costNanos(),
                measurement.wakeUpNanos(),
                measurement.consumerNanos(),
                gaps(),
                measurement.pauseNanos());
    }

    /** What of the model has a tail as heavy as is fitted at all, so that large rings are foretold too well. */
    List<String> heavyTails() {
        RingModel model = model();
        List<String> heavy = new ArrayList<>();
        addHeavy(heavy, "blocks", model.cost());
        addHeavy(heavy, "wake-ups", model.wakeUp());
        addHeavy(heavy, "the device", model.consumer());
        addHeavy(heavy, "pauses", model.pause());
        return heavy;
    }

    private static void addHeavy(List<String> heavy, String name, Tail tail) {
        if (tail instanceof Tail.Fitted fitted && fitted.excess().law().isAtLimit()) {
            heavy.add(name);
        }
    }

    /** The model of another measurement that might have been made. */
    RingModel resampled(RandomStream random) {
        int span = Math.max(1, measurement.sampleRateHertz() / measurement.periodFrames());
        long[] gaps = gaps();
        long[] lengths = measurement.pauseNanos();
        long[] drawnGaps = new long[gaps.length];
        long[] drawnLengths = new long[gaps.length];
        for (int i = 0; i < gaps.length; i++) {
            int from = below(random, gaps.length);
            drawnGaps[i] = gaps[from];
            drawnLengths[i] = lengths[from];
        }
        return model(
                spans(measurement.costNanos(), span, random),
                spans(measurement.wakeUpNanos(), span, random),
                spans(measurement.consumerNanos(), span, random),
                drawnGaps,
                drawnLengths);
    }

    private RingModel model(long[] cost, long[] wakeUp, long[] consumer, long[] gaps, long[] lengths) {
        double pausedNanos = 0;
        for (long length : lengths) {
            pausedNanos += length;
        }
        double meanGapNanos = (measurement.seconds() * 1e9 - pausedNanos) / Math.max(1, lengths.length);
        return new RingModel(
                measurement.sampleRateHertz(),
                measurement.periodFrames(),
                measurement.periodFrames(),
                measurement.leadFrames(),
                Scenario.Policy.SLIP,
                Tail.fitted(cost),
                Tail.fitted(wakeUp),
                Tail.fitted(consumer),
                gaps.length < REGULAR_PAUSES ? new Tail.Exponential(meanGapNanos) : Tail.measured(gaps),
                Tail.fitted(lengths),
                pauseStopsConsumer);
    }

    /** From the end of each pause, or from the beginning, to the next one. */
    private long[] gaps() {
        Pauses pauses = measurement.pauses();
        long[] gaps = new long[pauses.size()];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = pauses.fromNanos()[i] - (i == 0 ? 0 : pauses.toNanos()[i - 1]);
        }
        return gaps;
    }

    private static long[] spans(long[] values, int span, RandomStream random) {
        long[] drawn = new long[values.length];
        for (int to = 0; to < drawn.length; to += span) {
            int count = Math.min(span, drawn.length - to);
            int from = below(random, values.length - count + 1);
            System.arraycopy(values, from, drawn, to, count);
        }
        return drawn;
    }

    private static int below(RandomStream random, int limit) {
        return (int) Math.floorMod(random.nextLong(), (long) limit);
    }
}
