package vorlauf.predict;

import java.util.Arrays;
import java.util.Optional;
import vorlauf.engine.FrameTime;
import vorlauf.simulate.CollectorModel;

/**
 * A live run taken apart: what a block costs, how late the producer wakes, how late the device comes, and when the whole JVM
 * stood still. Every instant of lateness is in exactly one of the four, so that together they give the run again.
 *
 * <p>A block waited for room where the producer was idle when the device made that room. Its wake-up is the time from then to
 * its start; a block that did not wait costs the time from the end of the one before it, so that a producer that loses its
 * processor between two blocks is slow, not unseen. Pauses that the flight recorder knows are taken out of all three.
 *
 * @param sampleRateHertz frames a second
 * @param periodFrames frames of a block and of a period
 * @param leadFrames how far the producer was ahead
 * @param seconds how long was measured
 * @param costNanos of the blocks, in order
 * @param wakeUpNanos of the blocks that waited for room, in order
 * @param consumerNanos of the periods: how late the device came, against the line along its earliest arrivals; 0 where it
 *     only makes up for the lateness of an earlier one
 * @param oversleepNanos how long after the instant that it had asked for the producer ran, where it had slept; pauses included
 * @param pauses of the JVM, from the beginning of the measurement
 * @param missed the periods that found too few frames
 */
@SuppressWarnings("ArrayRecordComponent") // long series of plain numbers
public record Measurement(
        int sampleRateHertz,
        int periodFrames,
        long leadFrames,
        double seconds,
        long[] costNanos,
        long[] wakeUpNanos,
        long[] consumerNanos,
        long[] oversleepNanos,
        Pauses pauses,
        boolean[] missed) {

    /**
     * Takes a run apart from its second second on: the first is start-up, of the recorder's, too.
     *
     * <p>Errors: a run that is too short is an {@link IllegalArgumentException} with a line that says so.
     *
     * @param skippedNanos how much of the beginning does not count
     */
    static Measurement of(Witnessed run, int sampleRateHertz, int periodFrames, long leadFrames, long skippedNanos) {
        int first = 0;
        while (first < run.pulls() && run.pullNanos(first) < run.pullNanos(0) + skippedNanos) {
            first++;
        }
        if (run.pulls() - first < 100) {
            throw new IllegalArgumentException("only " + (run.pulls() - first)
                    + " periods were measured, at least 100 are needed; measure for longer");
        }
        long fromNanos = run.pullNanos(first);
        long toNanos = run.pullNanos(run.pulls() - 1);
        Pauses pauses = run.pauses();
        Longs cost = new Longs();
        Longs wakeUp = new Longs();
        Longs oversleep = new Longs();
        int pull = -1;
        long takenFrames = 0;
        long blocks = run.blocks();
        for (int block = 1; block < blocks; block++) {
            // Room for this block is there once all but the lead before its end have been taken.
            long neededFrames = (block + 1L) * periodFrames - leadFrames;
            while (takenFrames < neededFrames && pull + 1 < run.pulls()) {
                pull++;
                takenFrames += run.foundFrames(pull);
            }
            long startNanos = run.blockStartNanos(block);
            if (takenFrames < neededFrames || startNanos < fromNanos) {
                continue;
            }
            long freeNanos = run.blockEndNanos(block - 1);
            long roomNanos = pull < 0 ? Long.MIN_VALUE : run.pullNanos(pull);
            boolean waited = roomNanos > freeNanos;
            long workedFromNanos = waited ? startNanos : freeNanos;
            long endNanos = run.blockEndNanos(block);
            cost.add(endNanos - workedFromNanos - pauses.withinNanos(workedFromNanos, endNanos));
            if (waited) {
                // The device says when it came after it has taken: the producer may have seen the room before.
                wakeUp.add(Math.max(0, startNanos - roomNanos - pauses.withinNanos(roomNanos, startNanos)));
            }
            if (run.latenessNanos(block) > 0) {
                oversleep.add(run.latenessNanos(block));
            }
        }
        return new Measurement(
                sampleRateHertz,
                periodFrames,
                leadFrames,
                (toNanos - fromNanos) / 1e9,
                cost.toArray(),
                wakeUp.toArray(),
                consumer(run, first, sampleRateHertz, pauses),
                oversleep.toArray(),
                pauses.since(fromNanos, toNanos),
                missed(run, first));
    }

    private static long[] consumer(Witnessed run, int first, int sampleRateHertz, Pauses pauses) {
        long[] onTimeNanos = new long[run.pulls()];
        long frames = 0;
        long baseNanos = Long.MAX_VALUE;
        for (int pull = 0; pull < run.pulls(); pull++) {
            frames += run.requestedFrames(pull);
            onTimeNanos[pull] = FrameTime.nanos(frames, sampleRateHertz) + run.passedNanos(pull);
            baseNanos = Math.min(baseNanos, run.pullNanos(pull) - onTimeNanos[pull]);
        }
        long[] late = new long[run.pulls() - first];
        for (int i = 0; i < late.length; i++) {
            long dueNanos = onTimeNanos[first + i] + baseNanos;
            long cameNanos = run.pullNanos(first + i);
            boolean makesUp = first + i > 0 && run.pullNanos(first + i - 1) >= dueNanos;
            late[i] = makesUp ? 0 : cameNanos - dueNanos - pauses.withinNanos(dueNanos, cameNanos);
        }
        return late;
    }

    /** How long the pauses were. */
    public long[] pauseNanos() {
        long[] lengths = new long[pauses.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = pauses.lengthNanos(i);
        }
        return lengths;
    }

    /**
     * The pauses as a model of the collector, where so many megabytes a second were allocated; empty where fewer than five
     * pauses say nothing about how regular they are.
     */
    public Optional<CollectorModel> collector(double megabytesPerSecond) {
        if (pauses.size() < 5 || megabytesPerSecond <= 0) {
            return Optional.empty();
        }
        double[] gaps = new double[pauses.size() - 1];
        double[] lengths = new double[pauses.size()];
        double sum = 0;
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = StrictMath.log((double) Math.max(1, pauses.lengthNanos(i)));
            if (i > 0) {
                long gapNanos = Math.max(1, pauses.fromNanos()[i] - pauses.toNanos()[i - 1]);
                gaps[i - 1] = StrictMath.log((double) gapNanos);
                sum += gapNanos;
            }
        }
        return Optional.of(new CollectorModel(
                sum / gaps.length / 1e9 * megabytesPerSecond,
                deviation(gaps),
                StrictMath.exp(Arrays.stream(lengths).average().orElse(0)),
                deviation(lengths)));
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / Math.max(1, values.length - 1));
    }

    /** Periods that found too few frames. */
    public long underruns() {
        long underruns = 0;
        for (boolean one : missed) {
            underruns += one ? 1 : 0;
        }
        return underruns;
    }

    private static boolean[] missed(Witnessed run, int first) {
        boolean[] missed = new boolean[run.pulls() - first];
        for (int i = 0; i < missed.length; i++) {
            missed[i] = run.foundFrames(first + i) < run.requestedFrames(first + i);
        }
        return missed;
    }
}
