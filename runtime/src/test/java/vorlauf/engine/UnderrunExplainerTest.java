package vorlauf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vorlauf.render.ManualClock;
import vorlauf.render.RenderRecord;

class UnderrunExplainerTest {
    private static final long MILLI = 1_000_000;
    private static final long START = 10_000 * MILLI;

    /** Well after the start. */
    private static final long LATE = START + 5_000 * MILLI;

    private final List<EngineEvent.Underrun> told = new ArrayList<>();
    private final List<EngineEvent.LateBlock> late = new ArrayList<>();
    private final SchedulerLog scheduler = new SchedulerLog();
    private final PauseLog pauses = new PauseLog(new ManualClock(START));

    private UnderrunExplainer explainer(@Nullable PauseLog log, boolean lateBlocksToo) {
        return new UnderrunExplainer(
                log,
                scheduler,
                (plan, node) -> "node " + node + " of plan " + plan,
                lateBlocksToo,
                192,
                48,
                48_000,
                this::tell);
    }

    private void tell(EngineEvent event) {
        if (event instanceof EngineEvent.Underrun underrun) {
            told.add(underrun);
        } else if (event instanceof EngineEvent.LateBlock block) {
            late.add(block);
        }
    }

    // Blocks of 1 ms, 4 of them ahead.
    private final UnderrunExplainer explainer = explainer(pauses, false);

    private void block(long startNanos, long tookNanos, long latenessNanos) {
        block(explainer, startNanos, tookNanos, latenessNanos, RenderRecord.NOT_WATCHED);
    }

    private static void block(UnderrunExplainer to, long startNanos, long tookNanos, long latenessNanos, long slowest) {
        long[] record = new long[RenderRecord.LONGS];
        record[RenderRecord.KIND] = RenderRecord.BLOCK;
        record[RenderRecord.BLOCK_START_NANOS] = startNanos;
        record[RenderRecord.BLOCK_END_NANOS] = startNanos + tookNanos;
        record[RenderRecord.BLOCK_LATENESS_NANOS] = latenessNanos;
        record[RenderRecord.BLOCK_REVISION] = 7;
        record[RenderRecord.BLOCK_SLOWEST] = slowest;
        to.block(record, startNanos + tookNanos);
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
    void withoutAnAccountItWaitsForTheBlockThatCameTooLateAlone() {
        UnderrunExplainer alone = explainer(null, false);
        alone.started(START);
        block(alone, LATE - 5 * MILLI, MILLI, 0, slowest(1, MILLI / 2));
        alone.pull(shortPull(), LATE);
        alone.tellKnown(LATE);
        assertThat(told).isEmpty();
        block(alone, LATE - 2 * MILLI, 3 * MILLI, 0, slowest(2, 2 * MILLI));
        alone.tellKnown(LATE + MILLI);
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().slowest()).contains(new SlowNode("node 2 of plan 14", 2, true));
    }

    @Test
    void aProducerThatRendersNothingAnyMoreIsWaitedForTwoSecondsAtMost() {
        UnderrunExplainer alone = explainer(null, false);
        alone.pull(shortPull(), LATE);
        alone.tellKnown(LATE + 1_999 * MILLI);
        assertThat(told).isEmpty();
        alone.tellKnown(LATE + 2_000 * MILLI);
        assertThat(told).hasSize(1);
    }

    private static long[] shortPull() {
        long[] record = new long[RenderRecord.LONGS];
        record[RenderRecord.PULL_NANOS] = LATE;
        record[RenderRecord.PULL_REQUESTED_FRAMES] = 48;
        record[RenderRecord.PULL_COUNTS] = 1;
        return record;
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

    // ---- late blocks ------------------------------------------------------------------------------------------------

    private UnderrunExplainer watching() {
        UnderrunExplainer watching = explainer(pauses, true);
        watching.started(START);
        watching.producerIs(7);
        return watching;
    }

    private EngineEvent.LateBlock lateBlock(UnderrunExplainer watching, long tookNanos, long latenessNanos) {
        block(watching, LATE, tookNanos, latenessNanos, slowest(3, MILLI / 2));
        watching.tellAll();
        assertThat(late).hasSize(1);
        return late.getFirst();
    }

    private static long slowest(int node, long nanos) {
        return (2L * node) << 32 | nanos;
    }

    @Test
    void aBlockOnTimeIsNotTold() {
        UnderrunExplainer watching = watching();
        block(watching, LATE, MILLI / 2, MILLI / 2, RenderRecord.NOT_WATCHED);
        watching.tellAll();
        assertThat(late).isEmpty();
        assertThat(lateBlock(watching, MILLI / 2 + 1, MILLI / 2).milliseconds()).isEqualTo(1.000001);
    }

    @Test
    void withoutTheWatchNoLateBlockIsTold() {
        explainer.started(START);
        block(LATE, 5 * MILLI, 0);
        explainer.tellAll();
        assertThat(late).isEmpty();
    }

    @Test
    void aSlowBlockNamesItsSlowestNode() {
        EngineEvent.LateBlock told = lateBlock(watching(), 5 * MILLI, 0);
        assertThat(told.cause()).isEqualTo(new UnderrunCause.SlowBlock(5.0, 1.0));
        assertThat(told.slowest()).contains(new SlowNode("node 3 of plan 14", 0.5, true));
        assertThat(told.message())
                .isEqualTo(
                        "late block at frame 0 (5.005 s): 5.00 ms for 1.00 ms of sound; a block that took 5.00 ms to render,"
                                + " 1.00 ms of sound; slowest node: node 3 of plan 14, 0.500 ms");
        EngineEvent.LateBlock slower = new EngineEvent.LateBlock(0, 0, 5.01, 1, 0, told.cause(), told.slowest());
        assertThat(slower.slowestThatCounts()).isEmpty();
    }

    @Test
    void aPauseExplainsALateBlock() {
        pauses.add(new PauseLog.Pause(LATE + MILLI, LATE + 4 * MILLI, true, "G1 New", "GC Pause", -1));
        assertThat(lateBlock(watching(), 5 * MILLI, 0).cause())
                .isEqualTo(new UnderrunCause.GarbageCollection("G1 New", "GC Pause", 3.0));
    }

    @Test
    void onlyTheProducersOwnWaitInsideTheBlockExplainsIt() {
        pauses.add(wait(LATE - 9 * MILLI, LATE - MILLI, 7, "thread park"));
        pauses.add(wait(LATE, LATE + 5 * MILLI, 8, "file read"));
        assertThat(lateBlock(watching(), 5 * MILLI, 0).cause()).isEqualTo(new UnderrunCause.SlowBlock(5.0, 1.0));
        late.clear();
        pauses.add(wait(LATE + MILLI, LATE + 4 * MILLI, 7, "java monitor enter"));
        assertThat(lateBlock(watching(), 5 * MILLI, 0).cause())
                .isEqualTo(new UnderrunCause.Blocked("java monitor enter", "what", 3.0));
    }

    private static PauseLog.Pause wait(long from, long to, long thread, String kind) {
        return new PauseLog.Pause(from, to, PauseLog.Reason.WAIT, kind, "what", thread);
    }

    @Test
    void timeWithoutAProcessorExplainsWithWhatRanBeside() {
        scheduler.add(LATE - 5 * MILLI, 100 * MILLI);
        scheduler.add(LATE + 6 * MILLI, 103 * MILLI);
        assertThat(lateBlock(watching(), MILLI / 2, 4 * MILLI).cause())
                .isEqualTo(new UnderrunCause.Descheduled(3.0, ""));
        late.clear();
        pauses.add(new PauseLog.Pause(LATE - 4 * MILLI, LATE, PauseLog.Reason.COMPILATION, "c2 compiled A.b", "", -1));
        assertThat(lateBlock(watching(), MILLI / 2, 4 * MILLI).cause().text())
                .isEqualTo("the producer waited 3.00 ms for a processor while c2 compiled A.b");
    }

    @Test
    void aCompilationAloneExplainsWhereTheSystemTellsNothing() {
        pauses.add(new PauseLog.Pause(LATE - 4 * MILLI, LATE, PauseLog.Reason.COMPILATION, "c2 compiled A.b", "", -1));
        assertThat(lateBlock(watching(), MILLI / 2, 4 * MILLI).cause())
                .isEqualTo(new UnderrunCause.Compilation("c2 compiled A.b", 4.0));
    }

    @Test
    void anUnderrunNamesTheSlowestNodeOfTheBlocksAfterALateOneThatNobodyWatched() {
        explainer.started(START);
        block(LATE - 4 * MILLI, 9 * MILLI, 0);
        block(explainer, LATE + 5 * MILLI, MILLI / 2, 0, slowest(1, 100_000));
        block(explainer, LATE + 6 * MILLI, MILLI / 2, 0, slowest(2, 300_000));
        pull(LATE, 48, 0, 0);
        explainer.tellAll();
        assertThat(told.getFirst().slowest()).contains(new SlowNode("node 2 of plan 14", 0.3, false));
        assertThat(told.getFirst().message())
                .endsWith("slowest node of the blocks after it: node 2 of plan 14, 0.300 ms");
    }

    @Test
    void theNodeIsOneOfTheBlockThatTheCauseSpeaksOf() {
        explainer.started(START);
        block(explainer, LATE - 8 * MILLI, 3 * MILLI, 5 * MILLI / 2, slowest(1, 2 * MILLI));
        block(explainer, LATE - 4 * MILLI, 4 * MILLI, 0, slowest(2, 3 * MILLI));
        pull(LATE, 48, 0, 0);
        explainer.tellAll();
        assertThat(told.getFirst().cause()).isEqualTo(new UnderrunCause.SlowBlock(4, 1));
        assertThat(told.getFirst().slowest()).contains(new SlowNode("node 2 of plan 14", 3, true));
    }

    @Test
    void readsTheSecondNumberOfTheSchedulersLine() {
        assertThat(SchedulerLog.second(
                        java.nio.ByteBuffer.wrap("123 4567 89\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))))
                .isEqualTo(4_567);
        assertThat(scheduler.waitedNanos(0, 1)).isZero();
    }
}
