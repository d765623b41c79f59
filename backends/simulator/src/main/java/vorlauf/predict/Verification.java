package vorlauf.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.reactivestreams.Publisher;
import vorlauf.compile.GraphException;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.EngineReport;
import vorlauf.engine.EngineSettings;
import vorlauf.graph.Signal;
import vorlauf.simulate.RandomStream;

/** A prediction beside what live runs then show, one ring size after the other. */
public final class Verification {
    private static final int RUNS = 400;
    private static final int CUT = RUNS / 40; // 2.5 % at each end

    /** So many misses are expected at most, with 95 % certainty, where none was seen: the rule of three. */
    private static final double NONE_SEEN = 3;

    private Verification() {}

    /**
     * One ring size.
     *
     * @param predicted what was foretold
     * @param deadlines of the live run
     * @param seen underruns in it
     * @param lower end of the 95 % interval of their share, by drawing seconds of the run again
     * @param upper end of it, no less than three misses
     * @param pauses of the JVM in it
     * @param pausedSeconds how long they were together
     * @param allocatedBytes by the producer
     * @param skippedPeriods that the device let pass though the JVM ran; not among the deadlines
     */
    public record Seen(
            Prediction.Row predicted,
            long deadlines,
            long seen,
            double lower,
            double upper,
            long pauses,
            double pausedSeconds,
            long allocatedBytes,
            long skippedPeriods) {
        /** The share of deadlines that missed. */
        public double share() {
            return (double) seen / deadlines;
        }

        /** Whether the two intervals have something in common. */
        public boolean agrees() {
            return predicted.lower() <= upper && lower <= predicted.upper();
        }
    }

    /** Plays live with the ring of a row. Errors: as {@link LiveMeasurement#run}. */
    public static Seen live(
            Publisher<Signal> graphs,
            Backend backend,
            boolean skipsPeriods,
            EngineSettings settings,
            Prediction.Row predicted,
            double seconds,
            double garbageMegabytesPerSecond)
            throws GraphException, BackendException {
        LiveMeasurement live = LiveMeasurement.run(
                graphs,
                backend,
                skipsPeriods,
                settings.withRingBlocks(predicted.ringBlocks()),
                seconds,
                garbageMegabytesPerSecond);
        Measurement measured = live.measurement();
        EngineReport report = live.report();
        int span = Math.max(1, measured.sampleRateHertz() / measured.periodFrames());
        double[] shares = shares(measured.missed(), span);
        return new Seen(
                predicted,
                measured.missed().length,
                measured.underruns(),
                shares[CUT],
                Math.max(shares[RUNS - 1 - CUT], NONE_SEEN / measured.missed().length),
                measured.pauses().size(),
                Arrays.stream(measured.pauseNanos()).sum() / 1e9,
                report.producerAllocatedBytes(),
                live.skippedPeriods());
    }

    /** Shares of misses in series that are put together from spans of one, in ascending order. */
    static double[] shares(boolean[] missed, int span) {
        List<Integer> misses = new ArrayList<>();
        int spans = Math.max(1, missed.length / span);
        for (int i = 0; i < spans; i++) {
            int count = 0;
            for (int k = i * span; k < Math.min(missed.length, (i + 1) * span); k++) {
                count += missed[k] ? 1 : 0;
            }
            misses.add(count);
        }
        RandomStream random = new RandomStream(1, "seen");
        double[] shares = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long sum = 0;
            for (int i = 0; i < spans; i++) {
                sum += misses.get((int) Math.floorMod(random.nextLong(), (long) spans));
            }
            shares[run] = (double) sum / Math.min(missed.length, (long) spans * span);
        }
        Arrays.sort(shares);
        return shares;
    }
}
