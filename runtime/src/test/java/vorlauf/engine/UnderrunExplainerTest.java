package vorlauf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vorlauf.render.ManualClock;
import vorlauf.render.RenderRecord;

class UnderrunExplainerTest {
    private static final long MILLI = 1_000_000;
    private static final long START = 10_000 * MILLI;

    /** Well after the start. */
    private static final long LATE = START + 5_000 * MILLI;

    private final List<EngineEvent.Underrun> told = new ArrayList<>();
    private final PauseLog pauses = new PauseLog(new ManualClock(START));

    // Blocks of 1 ms, 4 of them ahead.
    private final UnderrunExplainer explainer = new UnderrunExplainer(pauses, 192, 48, 48_000, told::add);

    private void block(long startNanos, long tookNanos, long latenessNanos) {
        long[] record = new long[RenderRecord.LONGS];
        record[RenderRecord.KIND] = RenderRecord.BLOCK;
        record[RenderRecord.BLOCK_START_NANOS] = startNanos;
        record[RenderRecord.BLOCK_END_NANOS] = startNanos + tookNanos;
        record[RenderRecord.BLOCK_LATENESS_NANOS] = latenessNanos;
        record[RenderRecord.BLOCK_REVISION] = 7;
        explainer.block(record);
    }

    private void pull(long nanos, int requested, int found, int fill) {
        long[] record = new long[RenderRecord.LONGS];
        record[RenderRecord.KIND] = RenderRecord.PULL;
        record[RenderRecord.POSITION_FRAMES] = 4_800;
        record[RenderRecord.PULL_NANOS] = nanos;
        record[RenderRecord.PULL_REQUESTED_FRAMES] = requested;
        record[RenderRecord.PULL_FOUND_FRAMES] = found;
        record[RenderRecord.PULL_FILL_FRAMES] = fill;
        record[RenderRecord.PULL_COUNTS] = 1;
        explainer.pull(record, nanos);
    }

    private UnderrunCause cause() {
        explainer.tellAll();
        assertThat(told).hasSize(1);
        return told.getFirst().cause();
    }

    @Test
    void tellsPositionFillHistoryAndRevision() {
        explainer.started(START);
        for (int index = 20; index > 0; index--) {
            pull(LATE - index * MILLI, 48, 48, 100 + index);
            block(LATE - index * MILLI, MILLI / 10, 0);
        }
        pull(LATE, 48, 10, 10);
        explainer.tellAll();
        EngineEvent.Underrun underrun = told.getFirst();
        assertThat(underrun.positionFrames()).isEqualTo(4_800);
        assertThat(underrun.atNanos()).isEqualTo(5_000 * MILLI);
        assertThat(underrun.foundFrames()).isEqualTo(10);
        assertThat(underrun.revision()).isEqualTo(7);
        assertThat(underrun.fillHistoryFrames())
                .hasSize(16)
                .startsWith(115, 114)
                .endsWith(101, 10);
        assertThat(underrun.cause()).isEqualTo(new UnderrunCause.Unknown());
    }

    @Test
    void aPauseThatCoversTheLeadExplains() {
        explainer.started(START);
        pauses.add(new PauseLog.Pause(LATE - 100 * MILLI, LATE - 90 * MILLI, true, "Old", "too early", -1));
        pauses.add(new PauseLog.Pause(
                LATE - 4 * MILLI, LATE - MILLI, true, "G1 New, G1 Evacuation Pause", "GC Pause", -1));
        block(LATE - MILLI, MILLI / 10, 3 * MILLI);
        pull(LATE, 48, 0, 0);
        assertThat(cause())
                .isEqualTo(new UnderrunCause.GarbageCollection("G1 New, G1 Evacuation Pause", "GC Pause", 3.0));
    }

    @Test
    void aPauseExplainsTheBurstOfADeviceThatStoodStillToo() {
        explainer.started(START);
        pauses.add(new PauseLog.Pause(LATE - 9 * MILLI, LATE - MILLI, true, "G1 New", "GC Pause", -1));
        pull(LATE - 1_000, 192, 192, 192);
        pull(LATE, 192, 0, 0);
        assertThat(cause()).isEqualTo(new UnderrunCause.GarbageCollection("G1 New", "GC Pause", 8.0));
    }

    @Test
    void aSafepointExplainsToo() {
        explainer.started(START);
        pauses.add(new PauseLog.Pause(LATE - 4 * MILLI, LATE - MILLI, false, "ThreadDump", "", -1));
        pull(LATE, 48, 0, 0);
        assertThat(cause()).isEqualTo(new UnderrunCause.Safepoint("ThreadDump", 3.0));
    }

    @Test
    void aShortPauseDoesNotExplainWhatASlowBlockDid() {
        explainer.started(START);
        pauses.add(
                new PauseLog.Pause(LATE - 4 * MILLI, LATE - 4 * MILLI + MILLI / 10, true, "ZGC Minor", "Mark End", -1));
        block(LATE - 4 * MILLI, 9 * MILLI, MILLI / 2);
        pull(LATE, 48, 0, 0);
        assertThat(cause()).isEqualTo(new UnderrunCause.SlowBlock(9.0, 1.0));
    }

    @Test
    void aLateProducerExplains() {
        explainer.started(START);
        // The block that came too late is the first one after the underrun.
        pull(LATE, 48, 0, 0);
        block(LATE + 2 * MILLI, MILLI / 10, 7 * MILLI);
        assertThat(cause()).isEqualTo(new UnderrunCause.LateWake(7.0));
    }

    @Test
    void aDeviceThatTakesMoreThanTheLeadAtOnceExplainsItself() {
        explainer.started(START);
        pull(LATE - 1_000, 96, 96, 192);
        pull(LATE - 500, 96, 96, 96);
        pull(LATE, 96, 0, 0);
        assertThat(cause()).isEqualTo(new UnderrunCause.ConsumerBurst(288, 192));
    }

    @Test
    void withoutAnotherCauseTheFirstHalfSecondIsStartUp() {
        explainer.started(START);
        pull(START + 20 * MILLI, 48, 0, 0);
        assertThat(cause()).isEqualTo(new UnderrunCause.StartUp(20.0));
    }

    @Test
    void waitsForTheAccountOfTheJvmTwoSecondsAtMost() {
        explainer.started(START);
        pull(LATE, 48, 0, 0);
        explainer.tellKnown(LATE + 1_999 * MILLI);
        assertThat(told).isEmpty();
        explainer.tellKnown(LATE + 2_000 * MILLI);
        assertThat(told).hasSize(1);
    }

    @Test
    void withoutAnAccountItDoesNotWait() {
        UnderrunExplainer alone = new UnderrunExplainer(null, 192, 48, 48_000, told::add);
        long[] record = new long[RenderRecord.LONGS];
        record[RenderRecord.PULL_NANOS] = LATE;
        record[RenderRecord.PULL_REQUESTED_FRAMES] = 48;
        record[RenderRecord.PULL_COUNTS] = 1;
        alone.pull(record, LATE);
        alone.tellKnown(LATE);
        assertThat(told).hasSize(1);
    }

    @Test
    void aStormOfUnderrunsStaysBounded() {
        for (int index = 0; index < 5_000; index++) {
            pull(LATE + index * MILLI, 48, 0, 0);
        }
        assertThat(told).hasSize(5_000 - 1_024);
        explainer.tellAll();
        assertThat(told).hasSize(5_000);
    }
}
