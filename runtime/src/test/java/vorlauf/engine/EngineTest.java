package vorlauf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import vorlauf.compile.GraphException;
import vorlauf.files.AudioFile;
import vorlauf.files.AudioFileException;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;

@Timeout(120)
class EngineTest {
    private static final EngineSettings SETTINGS =
            EngineSettings.defaults().withWarmUpSeconds(0.01).withExplainedUnderruns(false);

    private final HandDevice device = new HandDevice();
    private final List<EngineEvent> events = new CopyOnWriteArrayList<>();

    private Engine start(Publisher<Signal> graphs) throws GraphException, BackendException {
        return start(graphs, SETTINGS);
    }

    private Engine start(Publisher<Signal> graphs, EngineSettings settings) throws GraphException, BackendException {
        Engine engine = Engine.start(graphs, device, settings);
        engine.events().subscribe(events::add);
        return engine;
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private boolean told(Class<? extends EngineEvent> kind) {
        return events.stream().anyMatch(kind::isInstance);
    }

    @Test
    void playsTheFirstGraphFromItsFirstFrameAndFadesOutAtTheEnd() throws GraphException, BackendException {
        try (Engine engine = start(Mono.just(Signals.constant(0.5)))) {
            assertThat(device.isStarted()).isTrue();
            assertThat(device.take(10_000)).containsOnly(0.5f);
            assertThat(engine.position()).isEqualTo(10_000);
            Thread stopping = new Thread(engine::stop);
            stopping.start();
            // 480 frames of fade: no step is larger than one 480th, down to silence.
            float before = 0.5f;
            while (!device.source().ended()) {
                float[] end = device.take(128);
                for (float sample : end) {
                    assertThat(before - sample).isBetween(0f, 0.5f / 479);
                    before = sample;
                }
            }
            assertThat(before).isZero();
            EngineReport report = engine.stop();
            assertThat(device.isClosed()).isTrue();
            assertThat(report.underrunEvents()).isZero();
            assertThat(report.swaps()).isEqualTo(1);
            await(() -> told(EngineEvent.Stopped.class));
            assertThat(events.getFirst()).isInstanceOf(EngineEvent.Ready.class);
            assertThat(engine.isRunning()).isFalse();
            assertThat(engine.stop()).isEqualTo(report);
        }
    }

    @Test
    void aControlIsHeardAfterLeadAndOneBlockAtMost() throws GraphException, BackendException {
        Sinks.Many<Double> level = Sinks.many().unicast().onBackpressureBuffer();
        Signal graph = Signals.control("level", 0, level.asFlux()).times(Signals.constant(1));
        try (Engine engine = start(Mono.just(graph))) {
            assertThat(device.take(1_024)).containsOnly(0f);
            await(() -> level.currentSubscriberCount() > 0);
            level.tryEmitNext(1.0);
            float[] taken = device.take(4 * 128 + 2 * 128);
            assertThat(taken[taken.length - 1]).isEqualTo(1f);
            assertThat(engine.report().conflatedControlValues()).isZero();
        }
    }

    @Test
    void newGraphsComeIntoForceAndBadOnesAreRejected() throws GraphException, BackendException {
        Sinks.Many<Signal> graphs = Sinks.many().unicast().onBackpressureBuffer();
        graphs.tryEmitNext(Signals.constant(0.25));
        try (Engine engine = start(graphs.asFlux())) {
            assertThat(device.take(1_000)).containsOnly(0.25f);
            graphs.tryEmitNext(Signals.feedback(loop -> loop.plus(1)));
            await(() -> {
                device.take(128);
                return told(EngineEvent.GraphRejected.class);
            });
            assertThat(device.take(1_000)).containsOnly(0.25f);
            graphs.tryEmitNext(Signals.constant(0.75));
            await(() -> device.take(128)[127] == 0.75f);
            await(() -> engine.report().swaps() == 2);
            assertThat(engine.report().rejectedGraphs()).isEqualTo(1);
            graphs.tryEmitError(new IllegalStateException("no more"));
            await(() -> told(EngineEvent.GraphFailed.class));
            assertThat(device.take(1_000)).containsOnly(0.75f);
        }
    }

    @Test
    void aFloodOfGraphsIsConflatedAndTheNewestWins() throws GraphException, BackendException {
        Flux<Signal> graphs = Flux.range(0, 5_000).map(i -> Signals.constant(i / 5_000.0));
        try (Engine engine = start(graphs)) {
            await(() -> device.take(128)[127] == 4_999 / 5_000f);
            await(() -> told(EngineEvent.GraphCompleted.class) && told(EngineEvent.GraphConflated.class));
            await(() -> engine.report().swaps() + engine.report().conflatedGraphs() >= 5_000);
            EngineReport report = engine.report();
            assertThat(report.swaps() + report.conflatedGraphs()).isEqualTo(5_000);
        }
    }

    @Test
    void resourcesOfRetiredPlansAreClosedAndThoseInUseAreNot() throws GraphException, BackendException {
        AtomicLong made = new AtomicLong();
        AtomicLong closed = new AtomicLong();
        Sinks.Many<Signal> graphs = Sinks.many().unicast().onBackpressureBuffer();
        graphs.tryEmitNext(
                Signals.custom("held", 1, () -> new Held(made, closed)).key("held"));
        try (Engine engine = start(graphs.asFlux(), SETTINGS.withWarmUpSeconds(0))) {
            assertThat(engine.isRunning()).isTrue();
            graphs.tryEmitNext(Signals.custom("held", 1, () -> new Held(made, closed))
                    .key("held")
                    .gain(0.5));
            await(() -> {
                device.take(128);
                return engine.report().swaps() == 2;
            });
            device.take(4_800);
            assertThat(made).hasValue(1);
            assertThat(closed).hasValue(0);
            graphs.tryEmitNext(Signals.constant(0));
            await(() -> {
                device.take(128);
                return closed.get() == 1;
            });
        }
        assertThat(closed).hasValue(made.get());
    }

    @Test
    void missingFramesAreSilenceAndCountedExactly() throws GraphException, BackendException {
        try (Engine engine = start(Mono.just(Signals.constant(1)))) {
            // More than the ring can ever hold in one go: a burst, whatever the threads do.
            float[] burst = new float[2_000];
            int found = device.source().pull(burst, 0, 2_000);
            assertThat(found).isLessThanOrEqualTo(512);
            for (int frame = 0; frame < burst.length; frame++) {
                assertThat(burst[frame]).isEqualTo(frame < found ? 1f : 0f);
            }
            assertThat(engine.report().underrunEvents()).isEqualTo(1);
            assertThat(engine.report().underrunFrames()).isEqualTo(2_000 - found);
            await(() -> told(EngineEvent.Underrun.class));
            EngineEvent.Underrun underrun = (EngineEvent.Underrun) events.stream()
                    .filter(EngineEvent.Underrun.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            assertThat(underrun.requestedFrames()).isEqualTo(2_000);
            assertThat(underrun.foundFrames()).isEqualTo(found);
            assertThat(underrun.cause()).isEqualTo(new UnderrunCause.ConsumerBurst(2_000, 512));
        }
    }

    @Test
    void aStartThatCannotWorkIsOneLine() {
        assertThatThrownBy(() -> Engine.start(Flux.empty(), device, SETTINGS))
                .isInstanceOf(GraphException.class)
                .hasMessage("the publisher of graphs completed without a graph");
        assertThatThrownBy(() -> Engine.start(Flux.error(new IllegalStateException("no")), device, SETTINGS))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("no");
        assertThatThrownBy(() -> Engine.start(Signals.feedback(loop -> loop.plus(1)), device, SETTINGS))
                .isInstanceOf(GraphException.class);
        assertThatThrownBy(() -> Engine.start(Signals.constant(1), device, SETTINGS.withSampleRateHertz(11_025)))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("48000");
        assertThatThrownBy(() -> SETTINGS.withRingBlocks(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a ring of 0 blocks is not possible: 1 to 4,096");
        assertThatThrownBy(() -> SETTINGS.withBlockFrames(8_192).withRingBlocks(4_096))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16777216 frames at most");
    }

    @Test
    void recordsWhatIsPlayed(@TempDir Path folder) throws GraphException, BackendException, AudioFileException {
        Path file = folder.resolve("out.wav");
        EngineReport report;
        try (Engine engine = start(Mono.just(Signals.constant(0.5)), SETTINGS.withRecording(file, "float"))) {
            device.take(48_000);
            Thread taker = device.takeAll();
            report = engine.stop();
            assertThat(taker).isNotNull();
        }
        EngineReport.Recording recording = report.recording().orElseThrow();
        assertThat(recording.lostFrames()).isZero();
        assertThat(recording.frames()).isGreaterThan(48_000);
        try (AudioFile read = AudioFile.open(file)) {
            assertThat(read.header().frames()).isEqualTo(recording.frames());
            float[] frames = new float[48_000];
            assertThat(read.read(frames, 0, 48_000)).isEqualTo(48_000);
            assertThat(frames).containsOnly(0.5f);
        }
        await(() -> told(EngineEvent.RecordingStopped.class));
    }

    @Test
    void aFullDiskEndsTheRecordingAndNotTheSound() throws GraphException, BackendException {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "needs /dev/full, a device of Linux");
        try (Engine engine = start(Mono.just(Signals.constant(0.5)), SETTINGS.withRecording(full, "16"))) {
            await(() -> {
                assertThat(device.take(1_024)).containsOnly(0.5f);
                return told(EngineEvent.RecordingFailed.class);
            });
            assertThat(device.take(4_800)).containsOnly(0.5f);
            assertThat(engine.report().recording().orElseThrow().failure()).isPresent();
        } catch (BackendException e) {
            // The header cannot be written either: one line, and nothing has started.
            assertThat(e).hasMessageContaining("/dev/full");
        }
    }

    @Test
    void aLostDeviceDoesNotHoldTheStopUp() throws GraphException, BackendException {
        try (Engine engine = start(Mono.just(Signals.constant(0.5)))) {
            device.listener().deviceLost("unplugged");
            await(() -> told(EngineEvent.DeviceLost.class));
            device.listener().deviceBack("another one");
            await(() -> told(EngineEvent.DeviceBack.class));
            device.listener().deviceLost("unplugged again");
            engine.stop();
            assertThat(engine.isRunning()).isFalse();
        }
    }

    @Test
    void twoEnginesPlaySideBySide() throws GraphException, BackendException {
        HandDevice other = new HandDevice();
        try (Engine first = start(Mono.just(Signals.constant(0.25)));
                Engine second = Engine.start(Signals.constant(0.75), other, SETTINGS)) {
            assertThat(device.take(10_000)).containsOnly(0.25f);
            assertThat(other.take(10_000)).containsOnly(0.75f);
            first.stop();
            assertThat(other.take(10_000)).containsOnly(0.75f);
            assertThat(second.isRunning()).isTrue();
        }
    }

    @Test
    void aSubscriberOfEventsThatBlocksHoldsNothingUp() throws GraphException, BackendException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        try (Engine engine = start(Flux.interval(Duration.ofMillis(1)).map(i -> Signals.constant(i % 10 / 10.0)))) {
            engine.events().subscribe(event -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            await(() -> {
                device.take(128);
                return engine.report().swaps() > 20;
            });
        }
        never.countDown();
    }

    @Test
    void theProducerOfALiveEngineAllocatesNothingAndABrokenOneIsCaught() throws GraphException, BackendException {
        Flux<Double> cutoff = Flux.interval(Duration.ofMillis(1)).map(i -> 500.0 + i % 500);
        Signal sound = Signals.saw(110).lowpass(Signals.control("cutoff", 900, cutoff), Signals.constant(2));
        EngineSettings warm = SETTINGS.withWarmUpSeconds(1);
        EngineReport clean;
        try (Engine engine = start(Mono.just(sound), warm)) {
            device.take(480_000);
            Thread taker = device.takeAll();
            clean = engine.stop();
            assertThat(taker).isNotNull();
        }
        assertThat(clean.producerMeasuredBlocks()).isGreaterThan(3_700);
        // The JVM itself may allocate once when it replaces compiled code; a kernel would do so in every block.
        assertThat(clean.producerAllocatedBytes()).isLessThan(4_096);
        try (Engine engine = start(Mono.just(Signals.custom("allocating", 1, Allocating::new)), warm)) {
            device.take(480_000);
            await(() -> engine.report().producerMeasuredBlocks() >= 3_000);
            assertThat(engine.report().producerAllocatedBytes()).isGreaterThan(3_000 * 512);
        }
    }

    @Test
    void meterReadingsArrive() throws GraphException, BackendException {
        List<MeterReading> readings = new ArrayList<>();
        try (Engine engine = start(Mono.just(Signals.sine(1_000).times(0.5).meter("out")))) {
            engine.meters().subscribe(reading -> {
                synchronized (readings) {
                    readings.add(reading);
                }
            });
            await(() -> {
                device.take(1_024);
                synchronized (readings) {
                    return readings.size() > 5;
                }
            });
        }
        synchronized (readings) {
            assertThat(readings.getLast().peak()).isBetween(0.499, 0.501);
            assertThat(readings.getLast().meter()).isEqualTo("out");
        }
    }

    /** Says when it is closed. */
    private static final class Held implements Processor, AutoCloseable {
        private final AtomicLong closed;

        Held(AtomicLong made, AtomicLong closed) {
            made.incrementAndGet();
            this.closed = closed;
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            java.util.Arrays.fill(outputs[0], 0, frameCount, 1f);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    /** The broken twin; what it allocates escapes, so that the JIT cannot remove it. */
    private static final class Allocating implements Processor {
        private float[] kept = new float[0];

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            kept = new float[frameCount];
            System.arraycopy(kept, 0, outputs[0], 0, frameCount);
        }
    }
}
