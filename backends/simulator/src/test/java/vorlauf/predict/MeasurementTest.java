package vorlauf.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import vorlauf.simulate.SimulateCommand;

/** A run that is known to the nanosecond, taken apart. One frame is a microsecond here, a period and a block are a millisecond. */
final class MeasurementTest {
    private static final int RATE = 1_000_000;
    private static final int PERIOD = 1_000;
    private static final long PERIOD_NANOS = 1_000_000;
    private static final int LEAD = 4;

    @TempDir
    private Path folder = Path.of("");

    /** A producer and a device by the rules of the simulator, told to a witness. */
    private static final class Run {
        private final Witnessed witnessed = new Witnessed();
        private final List<long[]> pauses = new ArrayList<>();
        private long freeNanos;
        private long blocks;
        private long lastPullNanos;
        private final long[] doneNanos = new long[2_000];
        private long taken;

        Run() {
            for (int block = 0; block < LEAD; block++) {
                render(-10 * PERIOD_NANOS, 0, 100);
            }
        }

        private void render(long earliestNanos, long wakeUpNanos, long costNanos) {
            long start = earliestNanos > freeNanos || blocks < LEAD ? earliestNanos + wakeUpNanos : freeNanos;
            start = afterPauses(start);
            long end = start + costNanos;
            for (long[] pause : pauses) {
                end += pause[0] >= start && pause[0] < end ? pause[1] - pause[0] : 0;
            }
            witnessed.block(start, end, 0);
            freeNanos = end;
            doneNanos[(int) blocks] = end;
            blocks++;
        }

        private long afterPauses(long nanos) {
            long after = nanos;
            for (long[] pause : pauses) {
                after = pause[0] <= after && after < pause[1] ? pause[1] : after;
            }
            return after;
        }

        /** A pause of the JVM that is coming. */
        void pause(long fromNanos, long toNanos) {
            pauses.add(new long[] {fromNanos, toNanos});
            witnessed.pause(fromNanos, toNanos, true);
        }

        /** The device takes period k, so late; the producer renders the next block, waking and costing so much. */
        void period(int k, long lateNanos, long wakeUpNanos, long costNanos) {
            long pull = Math.max(lastPullNanos, afterPauses(k * PERIOD_NANOS + lateNanos));
            lastPullNanos = pull;
            boolean found = taken < blocks && doneNanos[(int) taken] <= pull;
            witnessed.pull(pull, PERIOD, found ? PERIOD : 0, found ? PERIOD : 0);
            if (found) {
                taken++;
                render(pull, wakeUpNanos, costNanos);
            }
        }

        Measurement measurement() {
            return Measurement.of(witnessed, RATE, PERIOD, (long) LEAD * PERIOD, 0);
        }
    }

    private static Run calm(int periods) {
        Run run = new Run();
        for (int k = 1; k <= periods; k++) {
            run.period(k, k % 2 == 0 ? 7_000 : 0, 50_000 + k, 300_000 + k);
        }
        return run;
    }

    @Test
    void everyTimeIsFoundAgain() {
        Measurement measured = calm(200).measurement();
        assertThat(measured.costNanos()).hasSize(200);
        assertThat(measured.costNanos()[0]).isEqualTo(300_001);
        assertThat(measured.costNanos()[199]).isEqualTo(300_200);
        assertThat(measured.wakeUpNanos()[9]).isEqualTo(50_010);
        assertThat(measured.consumerNanos()[0]).isZero();
        assertThat(measured.consumerNanos()[1]).isEqualTo(7_000);
        assertThat(measured.pauses().size()).isZero();
        assertThat(measured.underruns()).isZero();
        assertThat(measured.seconds()).isBetween(0.198, 0.2);
    }

    @Test
    void aPauseIsInNothingElse() {
        Run run = new Run();
        run.pause(100_200_000, 102_700_000); // the block of period 100 is being rendered
        for (int k = 1; k <= 200; k++) {
            run.period(k, 0, 50_000, 300_000);
        }
        Measurement measured = run.measurement();
        assertThat(measured.pauses()).isEqualTo(new Pauses(new long[] {99_200_000}, new long[] {101_700_000}));
        assertThat(measured.costNanos()).containsOnly(300_000);
        assertThat(measured.wakeUpNanos()).containsOnly(50_000);
        assertThat(measured.consumerNanos()).containsOnly(0);
    }

    @Test
    void aLateDeviceIsLateOnceAndMakesUpForTheRest() {
        Run run = new Run();
        for (int k = 1; k <= 200; k++) {
            run.period(k, k == 100 ? 3_500_000 : 0, 50_000, 300_000);
        }
        Measurement measured = run.measurement();
        long[] late = measured.consumerNanos();
        assertThat(late[99]).isEqualTo(3_500_000);
        late[99] = 0;
        assertThat(late).containsOnly(0);
    }

    @Test
    void aShortRunIsRefusedInOneLine() {
        assertThatThrownBy(() -> calm(50).measurement())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("only 50 periods were measured, at least 100 are needed; measure for longer");
    }

    @Test
    void pausesThatOverlapAreOne() {
        Pauses pauses = Pauses.joined(new long[][] {{10, 20}, {15, 30}, {30, 31}, {40, 50}});
        assertThat(pauses).isEqualTo(new Pauses(new long[] {10, 40}, new long[] {31, 50}));
        assertThat(pauses.withinNanos(0, 100)).isEqualTo(31);
        assertThat(pauses.withinNanos(20, 45)).isEqualTo(16);
        assertThat(pauses.withinNanos(31, 40)).isZero();
        assertThat(Pauses.joined(new long[0][]).withinNanos(0, 9)).isZero();
    }

    /** What was written is read, and the simulator finds the underruns of the run in it. */
    @Test
    void theScenarioGivesTheRunAgain() throws IOException {
        Run run = new Run();
        run.pause(150_000_000, 156_000_000);
        for (int k = 1; k <= 300; k++) {
            // Underruns by a slow block; the one by the pause is the device's catching up, which finds the same.
            run.period(k, 0, 50_000, k == 100 ? 6_300_000 : 300_000);
        }
        Measurement measured = run.measurement();
        assertThat(measured.underruns()).isGreaterThan(3);
        List<Path> written = TraceFiles.at(folder.resolve("here.json")).write(measured);
        assertThat(written)
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .contains("here-cost.txt");
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream before = System.out;
        System.setOut(print);
        try {
            assertThat(new CommandLine(new SimulateCommand())
                            .execute("--json", written.getFirst().toString()))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"underrunEvents\":" + measured.underruns() + ",");
        assertThat(Prediction.replayed(measured, false, (long) LEAD * PERIOD))
                .isEqualTo((double) measured.underruns() / 300);
        // The broken twin forgets the pause: it finds fewer.
        Files.writeString(
                written.getFirst(),
                Files.readString(written.getFirst()).replaceAll("(?s)\"stalls\" : \\[.*?\\]", "\"stalls\" : []"));
        out.reset();
        System.setOut(print);
        try {
            new CommandLine(new SimulateCommand())
                    .execute("--json", written.getFirst().toString());
        } finally {
            System.setOut(before);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("\"underrunEvents\":" + measured.underruns());
    }

    /** A callback each millisecond, up to 300 us late, that lets the periods 400 to 406 pass. */
    private static Witnessed skipping() {
        Witnessed run = new Witnessed();
        for (int period = 0; period < 1_000; period++) {
            if (period < 400 || period > 406) {
                long lateNanos = period == 3 ? 0 : 100_000 * (1 + period % 3);
                run.pull((5 + period) * PERIOD_NANOS + lateNanos, PERIOD, PERIOD, PERIOD);
            }
        }
        return run;
    }

    @Test
    void periodsThatADeviceLetsPassInAPauseAreMisses() {
        Witnessed paused = skipping();
        paused.pause(404 * PERIOD_NANOS + 900_000, 412 * PERIOD_NANOS, true);
        Witnessed whole = paused.withSkippedPeriods(RATE);
        Measurement measured = Measurement.of(whole, RATE, PERIOD, PERIOD, 0);
        assertThat(whole.skippedPeriods()).isZero();
        assertThat(measured.missed()).hasSize(1_000);
        assertThat(measured.underruns()).isEqualTo(7);
        for (int period = 400; period <= 406; period++) {
            assertThat(measured.missed()[period]).isTrue();
        }

        // As a device that makes up for them: nothing is missed, and it was late once.
        Measurement madeUp = Measurement.of(paused, RATE, PERIOD, PERIOD, 0);
        assertThat(madeUp.underruns()).isZero();
    }

    @Test
    void periodsThatADeviceLetsPassWithoutAPauseAreItsOwnAndCounted() {
        Witnessed whole = skipping().withSkippedPeriods(RATE);
        Measurement measured = Measurement.of(whole, RATE, PERIOD, PERIOD, 0);
        assertThat(whole.skippedPeriods()).isEqualTo(7);
        assertThat(measured.missed()).hasSize(993);
        assertThat(measured.underruns()).isZero();
        assertThat(measured.consumerNanos()).containsOnly(0, 100_000, 200_000, 300_000);
        long latest = LongStream.of(
                        Measurement.of(skipping(), RATE, PERIOD, PERIOD, 0).consumerNanos())
                .max()
                .orElseThrow();
        assertThat(latest).isGreaterThan(6 * PERIOD_NANOS);
    }
}
