package vorlauf.backend.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphCompiler;
import vorlauf.control.ControlMail;
import vorlauf.engine.FrameSink;
import vorlauf.engine.FrameSource;
import vorlauf.graph.Signals;
import vorlauf.plan.InputBlock;
import vorlauf.plan.SampleSource;
import vorlauf.render.BlockRenderer;
import vorlauf.render.InputReader;
import vorlauf.render.InputRing;
import vorlauf.render.ManualClock;
import vorlauf.render.Producer;
import vorlauf.render.RenderRecord;
import vorlauf.render.RingConsumer;
import vorlauf.ring.RecordRing;
import vorlauf.ring.SpscFrameRing;

/** From a counting input through the engine's own code to a device, in virtual time; what is heard counts, too. */
final class VirtualInputTest {
    private static final int RATE = 48_000;
    private static final int BLOCK = 128;
    private static final int LEAD = 4 * BLOCK;
    private static final int CHANNELS = 2;

    private final ManualClock clock = new ManualClock(1_000_000_000);
    private final SpscFrameRing ring = new SpscFrameRing(LEAD, CHANNELS);
    private final RingConsumer consumer = new RingConsumer(ring, clock, new RecordRing(RenderRecord.LONGS, 64));
    private final RecordRing records = new RecordRing(RenderRecord.LONGS, 64);
    private final BlockRenderer renderer = new BlockRenderer(new ControlMail(), BLOCK, CHANNELS, RATE, records);
    private final Producer producer = new Producer(renderer, ring, null, consumer, LEAD, RATE, 0.01, clock, records);
    private final SpscFrameRing inputRing = new SpscFrameRing(RATE / 4, CHANNELS);
    private final InputRing sink = new InputRing(inputRing, clock);
    private final InputBlock block = new InputBlock(BLOCK);

    /** What the device heard, and in how far it is the counting signal. */
    private final Listener heard = new Listener(consumer);

    private InputReader reader = reader(false, 0);

    private InputReader reader(boolean ownClock, int leadFrames) {
        return new InputReader(inputRing, sink, consumer, clock, RATE, ownClock, leadFrames, BLOCK);
    }

    /** Runs whoever is due first; the input before the device where both are. */
    private void run(FrameSink into, double driftPartsPerMillion, double seconds, LongUnaryOperator producerDelay)
            throws Exception {
        GraphCompiler compiler = new GraphCompiler(CompileSettings.of(RATE, BLOCK), new OneInput(block));
        assertThat(renderer.offer(compiler.compile(Signals.input(CHANNELS)).change()))
                .isTrue();
        renderer.input(block);
        block.feed(reader);
        long producerNanos = clock.nanoTime();
        while (producerNanos <= clock.nanoTime()) {
            producerNanos = producer.step(clock.nanoTime());
        }
        VirtualDevice device = new VirtualDevice(heard, RATE, BLOCK, Disturbance.NONE);
        VirtualInput input = new VirtualInput(
                new RecordedSignal.Counting(CHANNELS), RATE * (1 + driftPartsPerMillion * 1e-6), BLOCK);
        long deviceNanos = device.start(clock.nanoTime());
        long inputNanos = input.start(clock.nanoTime());
        long endNanos = clock.nanoTime() + (long) (seconds * 1e9);
        while (clock.nanoTime() < endNanos) {
            long next = Math.min(producerNanos, Math.min(deviceNanos, inputNanos));
            clock.advanceTo(next);
            if (inputNanos == next) {
                inputNanos = input.step(into, next);
            } else if (deviceNanos == next) {
                deviceNanos = device.step(next);
            } else {
                producerNanos = Math.max(producer.step(next), producerDelay.applyAsLong(next));
            }
        }
    }

    @Test
    void onOneClockEveryFrameIsHeardAsItWasAfterTheLead() throws Exception {
        run(sink, 0, 60, now -> 0);
        assertThat(heard.silentFrames).isEqualTo(LEAD);
        assertThat(heard.mistakes).isZero();
        assertThat(heard.countedFrames).isGreaterThan(59L * RATE);
        assertThat(reader.underrunFrames() + reader.overrunFrames()).isZero();
        assertThat(consumer.underrunEvents()).isZero();
        assertThat(reader.isResampled()).isFalse();
    }

    @Test
    void aFrameThatIsLostOnTheWayIsCaught() throws Exception {
        run(new Broken(sink, false), 0, 2, now -> 0);
        // The gap, and the frame of silence where the input had one too few.
        assertThat(heard.mistakes).isBetween(2L, 3L);
        assertThat(reader.underrunFrames()).isEqualTo(1);
    }

    @Test
    void channelsThatAreSwappedAreCaught() throws Exception {
        run(new Broken(sink, true), 0, 2, now -> 0);
        assertThat(heard.mistakes).isGreaterThan(RATE);
    }

    @Test
    void afterAStallOfTheProducerTheInputIsOnTimeAgainAndWhatWasDroppedIsCounted() throws Exception {
        long stallFrom = clock.nanoTime() + 1_000_000_000L;
        run(sink, 0, 5, now -> now >= stallFrom && now < stallFrom + 3_000_000L ? stallFrom + 150_000_000L : 0);
        assertThat(consumer.underrunFrames()).isPositive();
        assertThat(reader.overrunFrames()).isEqualTo(consumer.underrunFrames());
        assertThat(heard.mistakes).isEqualTo(1); // one gap
        assertThat(inputRing.readableFrames()).isLessThan(2 * BLOCK);
    }

    @Test
    void aDeviceThatStopsIsSilenceThatIsCounted() throws Exception {
        long stopAt = clock.nanoTime() + 1_000_000_000L;
        FrameSink stopping = new FrameSink() {
            @Override
            public int channels() {
                return CHANNELS;
            }

            @Override
            public int push(float[] interleaved, int offsetFrames, int frameCount) {
                return clock.nanoTime() < stopAt ? sink.push(interleaved, offsetFrames, frameCount) : 0;
            }
        };
        run(stopping, 0, 3, now -> 0);
        assertThat(reader.underrunFrames()).isBetween(2L * RATE - LEAD - 2 * BLOCK, 2L * RATE + LEAD + 2 * BLOCK);
        assertThat(consumer.underrunEvents()).isZero();
    }

    @Test
    void aClockThatDriftsIsFollowedAndItsDriftIsFound() throws Exception {
        for (int drift : new int[] {200, -200, 1_000}) {
            VirtualInputTest other = new VirtualInputTest();
            other.reader = other.reader(true, 2 * BLOCK);
            other.run(other.sink, drift, 240, now -> 0);
            assertThat(other.reader.isResampled()).isTrue();
            assertThat(other.reader.driftPartsPerMillion()).isBetween(drift - 10L, drift + 10L);
            assertThat(other.reader.underrunFrames() + other.reader.overrunFrames())
                    .as("drift %d", drift)
                    .isZero();
            assertThat(other.inputRing.readableFrames()).isBetween(1, 5 * BLOCK);
        }
    }

    @Test
    void clocksThatAgreeAreNotResampledThoughTheyMight() throws Exception {
        reader = reader(true, 2 * BLOCK);
        run(sink, 0, 60, now -> 0);
        assertThat(reader.isResampled()).isFalse();
        assertThat(heard.mistakes).isZero();
        assertThat(heard.countedFrames).isGreaterThan(59L * RATE);
    }

    /** Passes frames on as the engine gives them, and looks whether they count. */
    private static final class Listener implements FrameSource {
        private final FrameSource source;
        private long silentFrames;
        private long countedFrames;
        private long mistakes;
        private long next = -1;

        Listener(FrameSource source) {
            this.source = source;
        }

        @Override
        public int channels() {
            return source.channels();
        }

        @Override
        public int pull(float[] interleaved, int offsetFrames, int frameCount) {
            int found = source.pull(interleaved, offsetFrames, frameCount);
            for (int frame = 0; frame < found; frame++) {
                listen(
                        interleaved[(offsetFrames + frame) * CHANNELS],
                        interleaved[(offsetFrames + frame) * CHANNELS + 1]);
            }
            return found;
        }

        private void listen(float left, float right) {
            if (next < 0 && left == 0 && right == 0) {
                silentFrames++;
                return;
            }
            next = next < 0 ? 0 : next;
            if (left == RecordedSignal.Counting.sample(next, 0) && right == RecordedSignal.Counting.sample(next, 1)) {
                countedFrames++;
                next++;
            } else {
                mistakes++;
                next = (long) (left * 0x1p17f) + 1; // goes on behind the frame that it is, as far as it wraps
            }
        }

        @Override
        public int pullAvailable(float[] interleaved, int offsetFrames, int frameCount) {
            throw new AssertionError("the device keeps time");
        }

        @Override
        public boolean ended() {
            return source.ended();
        }
    }

    /** A sink that swaps the channels of all frames, or loses the 5,000th. */
    private static final class Broken implements FrameSink {
        private final FrameSink sink;
        private final boolean swaps;
        private int pushed;

        Broken(FrameSink sink, boolean swaps) {
            this.sink = sink;
            this.swaps = swaps;
        }

        @Override
        public int channels() {
            return sink.channels();
        }

        @Override
        public int push(float[] interleaved, int offsetFrames, int frameCount) {
            float[] copy = interleaved.clone();
            for (int sample = 0; swaps && sample < copy.length; sample++) {
                copy[sample] = interleaved[sample ^ 1];
            }
            boolean loses = !swaps && pushed < 5_000 && pushed + frameCount >= 5_000;
            pushed += frameCount;
            return sink.push(copy, loses ? offsetFrames + 1 : offsetFrames, loses ? frameCount - 1 : frameCount);
        }
    }

    private record OneInput(InputBlock block) implements AudioFiles {
        @Override
        public Format probe(Path path) {
            throw new AssertionError("no graph here plays a file");
        }

        @Override
        public SampleSource open(Path path, boolean looped, double sampleRateHertz) {
            throw new AssertionError("no graph here plays a file");
        }

        @Override
        public SampleSource input(int channels) {
            return block.view(channels);
        }
    }
}
