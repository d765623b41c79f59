package vorlauf.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import vorlauf.render.AdaptiveLead;
import vorlauf.render.BurstTuner;
import vorlauf.render.FixedLead;
import vorlauf.render.LeadRule;
import vorlauf.simulate.RandomStream;
import vorlauf.simulate.Stalls;

/** Rules for the lead under the same stalls, with the real producer and ring in virtual time. */
final class LeadTrialTest {
    private static final int RATE = 48_000;
    private static final int BLOCK = 48; // a millisecond
    private static final int MOST = 200 * BLOCK;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private static LeadTrial trial(LeadRule rule, long everyNanos, long lengthNanos, long phaseNanos, double seconds) {
        Stalls stalls = new Stalls(new Stalls.Periodic(everyNanos, lengthNanos, 5 * MILLI + phaseNanos), false);
        return LeadTrial.run(rule, RATE, BLOCK, stalls.source(new RandomStream(0, "none")), seconds);
    }

    private static LeadRule oboe() {
        return new BurstTuner(2 * BLOCK, BLOCK, MOST);
    }

    private static LeadRule adaptive() {
        return new AdaptiveLead(2 * BLOCK, BLOCK, BLOCK, MOST);
    }

    /** The same that never shrinks: its window is longer than any trial. */
    private static LeadRule growing() {
        return new AdaptiveLead(2 * BLOCK, BLOCK, BLOCK, MOST, Long.MAX_VALUE / 4, Long.MAX_VALUE / 4);
    }

    /**
     * Closed form 6 at phi >= C, with blocks that cost nothing: Oboe glitches max(0, ceil((phi + S) / P) - 3) times before it
     * settles, the adaptive rule once.
     */
    @Test
    void oboeGlitchesAsOftenAsTheFormulaSaysAndTheAdaptiveRuleOnce() {
        RandomStream random = new RandomStream(6, "stalls");
        int told = 0;
        for (int i = 0; i < 200; i++) {
            long length = 1 + Math.floorMod(random.nextLong(), 30 * MILLI);
            // After the producer has come back from a pull, and before the next one.
            long phase = 100_000 + Math.floorMod(random.nextLong(), 890_000L);
            long formula = Math.max(0, Math.ceilDiv(phase + length, MILLI) - 3);
            assertThat(trial(oboe(), 200 * MILLI, length, phase, 8).glitches())
                    .as("%d ns at %d ns", length, phase)
                    .isEqualTo(formula);
            LeadTrial grown = trial(growing(), 200 * MILLI, length, phase, 8);
            assertThat(grown.glitches()).isEqualTo(Math.min(1, formula));
            // Exactly what Oboe comes to in the end, and no block more.
            assertThat(grown.finalLeadFrames()).isEqualTo((int) (2 + formula) * BLOCK);
            told += formula > 1 ? 1 : 0;
        }
        assertThat(told).isGreaterThan(100);
    }

    @Test
    void whatIsNotNeededGoesAndTheShortestLeadStays() {
        // One stall of 80 ms at the beginning of half an hour.
        LeadTrial shrunk = trial(adaptive(), 7_200 * SECOND, 80 * MILLI, 0, 1_800);
        assertThat(shrunk.glitches()).isEqualTo(1);
        assertThat(shrunk.finalLeadFrames()).isLessThanOrEqualTo(3 * BLOCK);
        assertThat(shrunk.meanLeadFrames()).isLessThan(6 * BLOCK);
        // The broken twin never shrinks, and neither does Oboe.
        assertThat(trial(growing(), 7_200 * SECOND, 80 * MILLI, 0, 1_800).meanLeadFrames())
                .isGreaterThan(70 * BLOCK);
        assertThat(trial(oboe(), 7_200 * SECOND, 80 * MILLI, 0, 1_800).finalLeadFrames())
                .isEqualTo(3 * BLOCK);
    }

    @Test
    void stallsThatAreFurtherApartThanTheWindowCostEverMoreRarely() {
        // Every half minute for two hours: 240 stalls.
        LeadTrial patient = trial(adaptive(), 30 * SECOND, 40 * MILLI, 0, 7_200);
        assertThat(patient.glitches()).isBetween(2L, 10L);
        // The broken twin does not learn from an underrun after a shrink: its window stays.
        LeadRule forgetful = new AdaptiveLead(2 * BLOCK, BLOCK, BLOCK, MOST, 10 * SECOND, 10 * SECOND);
        assertThat(trial(forgetful, 30 * SECOND, 40 * MILLI, 0, 7_200).glitches())
                .isGreaterThan(100);
    }

    @Test
    void theLeadStaysWithinItsBounds() {
        LeadRule small = new AdaptiveLead(4 * BLOCK, BLOCK, 3 * BLOCK, 10 * BLOCK);
        assertThat(trial(small, SECOND, 500 * MILLI, 0, 20).finalLeadFrames()).isEqualTo(10 * BLOCK);
        LeadRule calm = new AdaptiveLead(8 * BLOCK, BLOCK, 3 * BLOCK, 10 * BLOCK);
        LeadTrial quiet = trial(calm, 7_200 * SECOND, 1, 0, 600);
        assertThat(quiet.finalLeadFrames()).isEqualTo(3 * BLOCK);
        assertThat(quiet.underruns()).isZero();
    }

    @Test
    void aFixedLeadIsTheSameProducerAsBefore() {
        LeadTrial fixed = trial(new FixedLead(6 * BLOCK), SECOND, 10 * MILLI, 500_000, 10);
        assertThat(fixed.finalLeadFrames()).isEqualTo(6 * BLOCK);
        // Closed form 1 at phi >= C = 0: ceil((phi + S) / P) - 1 - N, ten times.
        assertThat(fixed.underruns()).isEqualTo(10 * (Math.ceilDiv(10_500_000L, MILLI) - 1 - 6));
    }

    @Test
    void theCommandComparesThem() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(new CommandLine(new CompareLeadsCommand(out)).execute("--seconds", "60"))
                .isZero();
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).hasSize(1 + 4 * 5);
    }
}
