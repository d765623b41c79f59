package vorlauf.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.control.ControlMail;
import vorlauf.graph.Processor;
import vorlauf.graph.Signals;
import vorlauf.ring.FrameRing;
import vorlauf.ring.RecordRing;
import vorlauf.ring.SpscFrameRing;

class ProducerTest {
    private static final int BLOCK = 48;
    private static final double RATE = 48_000;
    private static final long MILLI = 1_000_000;
    private static final long BLOCK_NANOS = MILLI;

    private final ManualClock clock = new ManualClock(1_000 * MILLI);
    private final RecordRing records = new RecordRing(RenderRecord.LONGS, 1 << 12);
    private final RecordRing pulls = new RecordRing(RenderRecord.LONGS, 1 << 12);
    private final BlockRenderer renderer = new BlockRenderer(new ControlMail(), BLOCK, 1, RATE, records);

    private Producer producer(
            FrameRing ring, RingConsumer consumer, int leadLimitFrames, @Nullable FrameRing recorder) {
        try {
            GraphCompiler compiler =
                    new GraphCompiler(CompileSettings.of(RATE, BLOCK), new BlockRendererTest.NoFiles());
            renderer.offer(compiler.compile(Signals.constant(0.5)).change());
        } catch (GraphException e) {
            throw new AssertionError(e);
        }
        return new Producer(renderer, ring, recorder, consumer, leadLimitFrames, RATE, 0.002, clock, records);
    }

    @Test
    void fillsTheRingToTheLeadLimitAndNotBeyond() {
        // The storage is larger than the lead: only the lead counts.
        FrameRing ring = new SpscFrameRing(1_000, 1);
        RingConsumer consumer = new RingConsumer(ring, clock, pulls);
        Producer producer = producer(ring, consumer, 4 * BLOCK, null);
        long now = clock.nanoTime();
        for (int block = 1; block <= 3; block++) {
            assertThat(producer.step(now)).isEqualTo(now);
            assertThat(ring.readableFrames()).isEqualTo(block * BLOCK);
        }
        // One millisecond of frames must go before there is room, by the sample rate.
        assertThat(producer.step(now)).isEqualTo(now + MILLI);
        assertThat(ring.readableFrames()).isEqualTo(4 * BLOCK);
        assertThat(producer.step(now + MILLI)).isGreaterThan(now + MILLI);
        assertThat(ring.readableFrames()).isEqualTo(4 * BLOCK);
    }

    @Test
    void comesBackJustAfterTheNextPull() {
        FrameRing ring = new SpscFrameRing(4 * BLOCK, 1);
        RingConsumer consumer = new RingConsumer(ring, clock, pulls);
        Producer producer = producer(ring, consumer, 4 * BLOCK, null);
        long start = clock.nanoTime();
        while (producer.step(start) == start) {
            assertThat(ring.readableFrames()).isLessThanOrEqualTo(4 * BLOCK);
        }
        float[] taken = new float[BLOCK];
        consumer.pull(taken, 0, BLOCK);
        assertThat(taken).containsOnly(0.5f);
        // Half a period later the ring is full again; the next pull is due half a period after that.
        long now = start + MILLI / 2;
        assertThat(producer.step(now)).isEqualTo(start + MILLI + Producer.AFTER_PULL_NANOS);
    }

    @Test
    void looksMoreRarelyTheLongerTheConsumerIsLate() {
        FrameRing ring = new SpscFrameRing(4 * BLOCK, 1);
        RingConsumer consumer = new RingConsumer(ring, clock, pulls);
        Producer producer = producer(ring, consumer, 4 * BLOCK, null);
        long start = clock.nanoTime();
        consumer.pull(new float[1], 0, 1);
        while (producer.step(start) == start) {
            assertThat(ring.readableFrames()).isLessThanOrEqualTo(4 * BLOCK);
        }
        List<Long> sleeps = new ArrayList<>();
        for (long lateMillis : new long[] {1, 2, 4, 20, 2_000}) {
            long now = start + MILLI + lateMillis * MILLI;
            sleeps.add(producer.step(now) - now);
        }
        assertThat(sleeps).isSorted().allMatch(sleep -> sleep >= Producer.SHORTEST_SLEEP_NANOS && sleep <= MILLI);
        assertThat(sleeps.getLast()).isEqualTo(MILLI);
        producer.freeRunning(true);
        assertThat(producer.step(start + 5_000 * MILLI))
                .isEqualTo(start + 5_000 * MILLI + Producer.SHORTEST_SLEEP_NANOS);
    }

    @Test
    void fadesOutAndEndsAfterAStop() {
        FrameRing ring = new SpscFrameRing(8 * BLOCK, 1);
        RingConsumer consumer = new RingConsumer(ring, clock, pulls);
        Producer producer = producer(ring, consumer, 8 * BLOCK, null);
        producer.step(clock.nanoTime());
        producer.requestStop();
        producer.step(clock.nanoTime());
        assertThat(producer.hasEnded()).isFalse();
        producer.step(clock.nanoTime());
        assertThat(producer.hasEnded()).isTrue();
        producer.step(clock.nanoTime());
        assertThat(consumer.ended()).isFalse();
        float[] taken = new float[4 * BLOCK];
        assertThat(consumer.pull(taken, 0, 4 * BLOCK)).isEqualTo(3 * BLOCK);
        // 2 ms are 96 frames: two blocks in a straight line.
        for (int frame = 0; frame < 2 * BLOCK; frame++) {
            assertThat(taken[BLOCK + frame]).isEqualTo(0.5f * ((95 - frame) / 96f));
        }
        assertThat(consumer.ended()).isTrue();
        assertThat(consumer.underrunEvents()).isZero();
    }

    @Test
    void aFullRecorderLosesItsOwnFramesOnly() {
        FrameRing ring = new SpscFrameRing(8 * BLOCK, 1);
        FrameRing recorder = new SpscFrameRing(3 * BLOCK, 1);
        RingConsumer consumer = new RingConsumer(ring, clock, pulls);
        Producer producer = producer(ring, consumer, 8 * BLOCK, recorder);
        for (int block = 0; block < 8; block++) {
            producer.step(clock.nanoTime());
        }
        assertThat(ring.readableFrames()).isEqualTo(8 * BLOCK);
        assertThat(recorder.readableFrames()).isEqualTo(3 * BLOCK);
        assertThat(producer.recorderLostFrames()).isEqualTo(5 * BLOCK);
    }

    @Test
    void aRingThatBreaksItsContractCostsTimeAndNoBlock() {
        Stubborn ring = new Stubborn();
        RingConsumer consumer = new RingConsumer(ring, clock, pulls);
        Producer producer = producer(ring, consumer, 4 * BLOCK, null);
        long now = clock.nanoTime();
        assertThat(producer.step(now)).isGreaterThan(now);
        assertThat(producer.step(now)).isGreaterThan(now);
        ring.refuses = false;
        producer.step(now);
        assertThat(producer.renderedBlocks()).isEqualTo(1);
        assertThat(ring.readableFrames()).isEqualTo(BLOCK);
    }

    @Test
    void recordsEveryBlockWithItsLateness() {
        FrameRing ring = new SpscFrameRing(2 * BLOCK, 1);
        RingConsumer consumer = new RingConsumer(ring, clock, pulls);
        Producer producer = producer(ring, consumer, 2 * BLOCK, null);
        producer.step(clock.nanoTime());
        long next = producer.step(clock.nanoTime());
        consumer.pull(new float[BLOCK], 0, BLOCK);
        clock.advanceTo(next + 7);
        producer.step(clock.nanoTime());
        List<long[]> blocks = new ArrayList<>();
        long[] record = new long[RenderRecord.LONGS];
        while (records.read(record)) {
            if (record[RenderRecord.KIND] == RenderRecord.BLOCK) {
                blocks.add(record.clone());
            }
        }
        assertThat(blocks).hasSize(3);
        assertThat(blocks)
                .extracting(block -> block[RenderRecord.POSITION_FRAMES])
                .containsExactly(0L, 48L, 96L);
        assertThat(blocks)
                .extracting(block -> block[RenderRecord.BLOCK_LATENESS_NANOS])
                .containsExactly(0L, 0L, 7L);
        assertThat(blocks)
                .extracting(block -> block[RenderRecord.BLOCK_FILL_FRAMES])
                .containsExactly(0L, 48L, 48L);
        assertThat(blocks)
                .extracting(block -> block[RenderRecord.BLOCK_REVISION])
                .containsOnly(1L);
    }

    @Test
    void aLeadThatDoesNotFitIsABugOfTheCaller() {
        FrameRing ring = new SpscFrameRing(100, 1);
        RingConsumer consumer = new RingConsumer(ring, clock, pulls);
        assertThatThrownBy(() -> producer(ring, consumer, 101, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("leadLimitFrames is 101, must be 48 (one block) to 100 (the ring)");
        assertThatThrownBy(() -> producer(ring, consumer, 47, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aThreadDrivesItToItsEnd() throws InterruptedException {
        FrameRing ring = new SpscFrameRing(4 * BLOCK, 1);
        RingConsumer consumer = new RingConsumer(ring, SystemClock.INSTANCE, pulls);
        Producer producer = producer(ring, consumer, 4 * BLOCK, null);
        boolean[] prepared = new boolean[1];
        ProducerThread thread = new ProducerThread(producer, SystemClock.INSTANCE, () -> prepared[0] = true);
        thread.start();
        float[] taken = new float[BLOCK];
        for (int pulled = 0; pulled < 100 * BLOCK; ) {
            pulled += consumer.pullAvailable(taken, 0, BLOCK);
        }
        producer.requestStop();
        thread.wake();
        while (!consumer.ended()) {
            consumer.pullAvailable(taken, 0, BLOCK);
        }
        while (!thread.hasFinished()) {
            Thread.onSpinWait();
        }
        assertThat(thread.isAlive()).isTrue();
        thread.end();
        assertThat(thread.join(10_000)).isTrue();
        assertThat(prepared[0]).isTrue();
    }

    /** Says that there is room and takes nothing. */
    private static final class Stubborn implements FrameRing {
        private final FrameRing ring = new SpscFrameRing(4 * BLOCK, 1);
        private boolean refuses = true;

        @Override
        public int channels() {
            return ring.channels();
        }

        @Override
        public int capacityFrames() {
            return ring.capacityFrames();
        }

        @Override
        public boolean write(float[] source, int offsetFrames, int frameCount) {
            return !refuses && ring.write(source, offsetFrames, frameCount);
        }

        @Override
        public int read(float[] target, int offsetFrames, int frameCount) {
            return ring.read(target, offsetFrames, frameCount);
        }

        @Override
        public int readableFrames() {
            return ring.readableFrames();
        }

        @Override
        public int writableFrames() {
            return ring.writableFrames();
        }
    }

    // ---- the slowest node -------------------------------------------------------------------------------------------

    private static final long SLOW_NANOS = BLOCK_NANOS / 2 + 1;

    /** Blocks whose node took so long each; what their records say about the slowest node. */
    private List<Long> slowest(boolean all, long... nanos) throws GraphException {
        int[] block = new int[1];
        Processor node = (inputs, outputs, frameCount) -> {
            outputs[0][0] = 0;
            clock.advanceBy(nanos[block[0]++]);
        };
        GraphCompiler compiler = new GraphCompiler(CompileSettings.of(RATE, BLOCK), new BlockRendererTest.NoFiles());
        renderer.offer(compiler.compile(Signals.custom("node", 1, () -> node)).change());
        FrameRing ring = new SpscFrameRing(nanos.length * BLOCK, 1);
        RingConsumer consumer = new RingConsumer(ring, clock, pulls);
        Producer producer =
                new Producer(renderer, ring, null, consumer, nanos.length * BLOCK, RATE, 0.002, clock, records);
        producer.watchAllBlocks(all);
        List<Long> slowest = new ArrayList<>();
        long[] record = new long[RenderRecord.LONGS];
        for (int step = 0; step < nanos.length; step++) {
            producer.step(clock.nanoTime());
            while (records.read(record)) {
                if (record[RenderRecord.KIND] == RenderRecord.BLOCK) {
                    long value = record[RenderRecord.BLOCK_SLOWEST];
                    slowest.add(value == RenderRecord.NOT_WATCHED ? -1 : RenderRecord.slowestNanos(value));
                }
            }
        }
        return slowest;
    }

    @Test
    void looksForTheSlowestNodeOnlyAfterASlowBlock() throws GraphException {
        assertThat(slowest(false, 10, BLOCK_NANOS / 2, 30, SLOW_NANOS, 50, 60))
                .containsExactly(-1L, -1L, -1L, -1L, 50L, 60L);
    }

    @Test
    void looksForItInEveryBlockOnRequest() throws GraphException {
        assertThat(slowest(true, 10, SLOW_NANOS, 30)).containsExactly(10L, SLOW_NANOS, 30L);
    }

    @Test
    void theSlowestNodeIsOneNumber() {
        long slowest = RenderRecord.slowest(1_000_000, true, 123_456);
        assertThat(RenderRecord.slowestNode(slowest)).isEqualTo(1_000_000);
        assertThat(RenderRecord.slowestPlan(slowest, 5)).isEqualTo(RenderRecord.planSerial(5, true));
        assertThat(RenderRecord.slowestNanos(slowest)).isEqualTo(123_456);
        assertThat(RenderRecord.slowestNanos(RenderRecord.slowest(0, false, Long.MAX_VALUE)))
                .isEqualTo(0xffff_ffffL);
        assertThat(RenderRecord.slowestPlan(RenderRecord.slowest(0, false, 1), 5))
                .isEqualTo(RenderRecord.planSerial(5, false));
    }
}
