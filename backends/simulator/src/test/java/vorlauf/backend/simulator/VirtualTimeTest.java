package vorlauf.backend.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphCompiler;
import vorlauf.control.ControlMail;
import vorlauf.graph.Signals;
import vorlauf.plan.SampleSource;
import vorlauf.render.BlockRenderer;
import vorlauf.render.ManualClock;
import vorlauf.render.Producer;
import vorlauf.render.RenderRecord;
import vorlauf.render.RingConsumer;
import vorlauf.ring.RecordRing;
import vorlauf.ring.SpscFrameRing;

/** The real producer and the real ring against the virtual device, in virtual time: an hour takes seconds, all is exact. */
class VirtualTimeTest {
    private static final int RATE = 48_000;
    private static final int BLOCK = 128;
    private static final int LEAD = 4 * BLOCK;

    private final ManualClock clock = new ManualClock(1_000);
    private final SpscFrameRing ring = new SpscFrameRing(LEAD, 1);
    private final RecordRing records = new RecordRing(RenderRecord.LONGS, 64);
    private final RingConsumer consumer = new RingConsumer(ring, clock, new RecordRing(RenderRecord.LONGS, 64));
    private final BlockRenderer renderer = new BlockRenderer(new ControlMail(), BLOCK, 1, RATE, records);
    private final Producer producer = new Producer(renderer, ring, null, consumer, LEAD, RATE, 0.01, clock, records);
    private final CRC32 trace = new CRC32();
    private long producerNanos;
    private long deviceNanos;

    private VirtualDevice begin(int periodFrames, Disturbance disturbance) throws Exception {
        GraphCompiler compiler = new GraphCompiler(CompileSettings.of(RATE, BLOCK), new NoFiles());
        assertThat(renderer.offer(compiler.compile(Signals.sine(440)).change())).isTrue();
        producerNanos = clock.nanoTime();
        while (producerNanos <= clock.nanoTime()) {
            producerNanos = producer.step(clock.nanoTime());
        }
        VirtualDevice device = new VirtualDevice(consumer, RATE, periodFrames, disturbance);
        deviceNanos = device.start(clock.nanoTime());
        return device;
    }

    /** Runs whichever side is due first; the producer's steps cost no time but while it is held up. */
    private void run(VirtualDevice device, double seconds, long producerHeldUntilNanos) {
        long endNanos = clock.nanoTime() + (long) (seconds * 1e9);
        while (Math.min(producerNanos, deviceNanos) <= endNanos) {
            producerNanos = Math.max(producerNanos, producerHeldUntilNanos);
            if (producerNanos <= deviceNanos) {
                clock.advanceTo(producerNanos);
                producerNanos = producer.step(clock.nanoTime());
            } else {
                clock.advanceTo(deviceNanos);
                deviceNanos = device.step(clock.nanoTime());
                mark(consumer.positionFrames());
                mark(consumer.playedFrames());
            }
        }
        clock.advanceTo(endNanos);
    }

    private void mark(long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            trace.update((int) (value >> shift));
        }
    }

    @Test
    void aQuarterOfAnHourHasNoUnderrunWhateverThePeriod() throws Exception {
        for (int period : new int[] {32, 100, 128, 256}) {
            VirtualTimeTest other = new VirtualTimeTest();
            VirtualDevice device = other.begin(period, Disturbance.NONE);
            other.run(device, 900, 0);
            assertThat(other.consumer.underrunEvents())
                    .as("period of %d frames", period)
                    .isZero();
            assertThat(device.takenFrames()).isEqualTo(900L * RATE / period * period);
            assertThat(device.foundFrames()).isEqualTo(device.takenFrames());
        }
    }

    @Test
    void aProducerThatIsHeldUpCostsExactlyTheFramesThatItsLeadDidNotCover() throws Exception {
        VirtualDevice device = begin(BLOCK, Disturbance.NONE);
        run(device, 1, 0);
        long heldNanos = 50_000_000;
        long before = device.takenPeriods();
        run(device, heldNanos / 1e9, clock.nanoTime() + heldNanos);
        long due = device.takenPeriods() - before;
        // The ring held three or four blocks, as the hold began somewhere between two periods.
        assertThat(consumer.underrunEvents()).isBetween(due - 4, due - 3);
        assertThat(consumer.underrunFrames()).isEqualTo(consumer.underrunEvents() * BLOCK);
        assertThat(device.takenFrames() - device.foundFrames()).isEqualTo(consumer.underrunFrames());
        long counted = consumer.underrunEvents();
        run(device, 60, 0);
        assertThat(consumer.underrunEvents()).isEqualTo(counted);
    }

    @Test
    void aDeviceThatStallsTakesMoreAtOnceThanAnyRingHolds() throws Exception {
        VirtualDevice device = begin(BLOCK, new Disturbance(0, 0, RATE, 300_000_000));
        run(device, 5, 0);
        long burstFrames = 300L * RATE / 1_000 / BLOCK * BLOCK + BLOCK;
        assertThat(consumer.underrunFrames()).isBetween(burstFrames - LEAD - BLOCK, burstFrames - LEAD + BLOCK);
        assertThat(device.takenFrames()).isEqualTo(5L * RATE / BLOCK * BLOCK);
    }

    @Test
    void lateInterruptsWithinTheLeadCostNothingAndTheSameSeedIsTheSameRun() throws Exception {
        long[] traces = new long[3];
        for (int run = 0; run < traces.length; run++) {
            VirtualTimeTest other = new VirtualTimeTest();
            VirtualDevice device = other.begin(BLOCK, new Disturbance(2_000_000, run / 2, -1, 0));
            other.run(device, 60, 0);
            assertThat(other.consumer.underrunEvents()).isZero();
            other.mark(other.clock.nanoTime());
            other.mark(other.producerNanos);
            other.mark(other.deviceNanos);
            traces[run] = other.trace.getValue();
        }
        assertThat(traces[0]).isEqualTo(traces[1]).isNotEqualTo(traces[2]);
    }

    private static final class NoFiles implements AudioFiles {
        @Override
        public Format probe(Path path) {
            throw new AssertionError("no graph here plays a file");
        }

        @Override
        public SampleSource open(Path path, boolean looped, double sampleRateHertz) {
            throw new AssertionError("no graph here plays a file");
        }
    }
}
