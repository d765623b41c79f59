package vorlauf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import vorlauf.compile.GraphException;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;

class OfflineRendererTest {
    private final List<EngineEvent> events = new ArrayList<>();

    /** Frames, one after another. */
    private static final class Memory implements BlockSink {
        private float[] samples = new float[0];

        @Override
        public void accept(float[] interleaved, int frameCount, int channels) {
            int before = samples.length;
            samples = Arrays.copyOf(samples, before + frameCount * channels);
            System.arraycopy(interleaved, 0, samples, before, frameCount * channels);
        }
    }

    private final Memory memory = new Memory();

    private OfflineSettings settings(long frames) {
        return OfflineSettings.of(48_000, 128, frames).withWarmUpSeconds(0.01).withEvents(events::add);
    }

    private OfflineResult render(Supplier<? extends Publisher<? extends Signal>> patch, OfflineSettings settings) {
        try {
            return OfflineRenderer.render(patch, settings, memory);
        } catch (GraphException | RenderException | IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A control that moves and a graph that changes, as in the examples. */
    private static Flux<Signal> live() {
        Flux<Double> cutoff = Flux.interval(Duration.ofMillis(20)).map(i -> 900 + 700 * Math.sin(i * 0.05));
        Signal hertz = Signals.control("cutoff", 900, cutoff);
        return Flux.interval(Duration.ofMillis(100))
                .startWith(0L)
                .map(step -> Signals.mix(java.util.stream.LongStream.rangeClosed(0, step % 4)
                        .mapToObj(voice -> Signals.saw(110.0 * (voice + 1))
                                .lowpass(hertz, Signals.constant(0.9))
                                .gain(0.1)
                                .key("voice-" + voice))
                        .toList()));
    }

    @Test
    void rendersExactlyTheFramesAskedForAndCutsTheLastBlock() {
        OfflineResult result = render(() -> Mono.just(Signals.constant(0.25)), settings(1_000));
        assertThat(result.frames()).isEqualTo(1_000);
        assertThat(result.channels()).isEqualTo(1);
        assertThat(memory.samples).hasSize(1_000).containsOnly(0.25f);
        assertThat(result.swaps()).isEqualTo(1);
    }

    @Test
    void theSamePatchGivesTheSameBitsEveryTime() {
        OfflineResult first = render(OfflineRendererTest::live, settings(96_000));
        float[] once = memory.samples;
        memory.samples = new float[0];
        OfflineResult second =
                render(OfflineRendererTest::live, settings(96_000).withWarmUpSeconds(0));
        assertThat(memory.samples).isEqualTo(once);
        assertThat(first.swaps()).isEqualTo(20).isEqualTo(second.swaps());
        assertThat(first.conflatedControlValues()).isZero();
    }

    @Test
    void theSameBitsBesideALiveEngineWhoseTimeIsReal() throws GraphException, BackendException {
        render(OfflineRendererTest::live, settings(48_000));
        float[] alone = memory.samples;
        memory.samples = new float[0];
        HandDevice device = new HandDevice();
        try (Engine engine =
                Engine.start(live(), device, EngineSettings.defaults().withWarmUpSeconds(0.01))) {
            Thread taker = device.takeAll();
            render(OfflineRendererTest::live, settings(48_000));
            assertThat(engine.isRunning()).isTrue();
            engine.stop();
            assertThat(taker).isNotNull();
        }
        assertThat(memory.samples).isEqualTo(alone);
    }

    @Test
    void aControlEventAppliesAtTheFirstBlockThatStartsAtItsTimeOrAfter() {
        // 10 ms are 480 frames: blocks start at 384 and 512, so the ramp runs from 512 to 640.
        render(
                () -> Mono.just(Signals.control(
                                "level", 0, Mono.delay(Duration.ofMillis(10)).map(i -> 1.0))
                        .times(Signals.constant(1))),
                settings(1_024));
        assertThat(memory.samples[511]).isZero();
        assertThat(memory.samples[512]).isBetween(1e-6f, 0.02f);
        assertThat(memory.samples[639]).isEqualTo(1f);
        assertThat(memory.samples[1_023]).isEqualTo(1f);
    }

    @Test
    void anEventExactlyAtTheStartOfABlockAppliesInThatBlock() {
        // 8 ms are exactly 384 frames, 3 blocks.
        render(
                () -> Mono.just(Signals.control(
                                "level", 0, Mono.delay(Duration.ofMillis(8)).map(i -> 1.0))
                        .times(Signals.constant(1))),
                settings(640));
        assertThat(memory.samples[383]).isZero();
        assertThat(memory.samples[384]).isPositive();
        assertThat(memory.samples[511]).isEqualTo(1f);
    }

    @Test
    void aFirstGraphThatComesLaterIsPrecededBySilence() {
        render(() -> Mono.delay(Duration.ofMillis(10)).map(i -> Signals.constant(0.5)), settings(1_024));
        assertThat(Arrays.copyOf(memory.samples, 512)).containsOnly(0f);
        assertThat(memory.samples[512]).isEqualTo(0.5f);
        assertThat(events)
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                EngineEvent.PlanSwapped.class,
                                swap -> assertThat(swap.positionFrames()).isEqualTo(512)));
    }

    @Test
    void aRenderWithoutAGraphIsOneLine() {
        assertThatThrownBy(() -> OfflineRenderer.render(Flux::never, settings(1_000), memory))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining("emits no graph");
        assertThatThrownBy(() -> OfflineRenderer.render(Flux::empty, settings(1_000), memory))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining("completed without a graph");
        assertThatThrownBy(() -> OfflineRenderer.render(
                        () -> Flux.error(new IllegalStateException("no idea")), settings(1_000), memory))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining("no idea");
    }

    @Test
    void aGraphWithMoreChannelsIsRejectedAndTheOneBeforePlaysOn() {
        OfflineResult result = render(
                () -> Flux.just(0, 1)
                        .delayElements(Duration.ofMillis(5))
                        .map(step -> step == 0
                                ? Signals.constant(0.5)
                                : Signals.channels(List.of(Signals.constant(1), Signals.constant(1)))),
                settings(4_800));
        assertThat(result.rejectedGraphs()).isEqualTo(1);
        assertThat(memory.samples[4_799]).isEqualTo(0.5f);
        assertThat(events).hasAtLeastOneElementOfType(EngineEvent.GraphRejected.class);
    }

    @Test
    void aPublisherThatBlocksForEverEndsTheRenderWithItsName() {
        CountDownLatch never = new CountDownLatch(1);
        Throwable thrown = catchThrowable(() -> OfflineRenderer.render(
                () -> Mono.just(Signals.control(
                        "cutoff", 1, Flux.interval(Duration.ofMillis(5)).map(tick -> {
                            if (tick == 3) {
                                await(never);
                            }
                            return tick;
                        }))),
                settings(48_000).withWatchdogSeconds(0.2),
                memory));
        never.countDown();
        assertThat(thrown)
                .isInstanceOf(RenderException.class)
                .hasMessage("control \"cutoff\": its publisher has blocked the render for 0.2 s at audio time 0.020 s");
    }

    @Test
    void aPublisherThatFloodsWithoutEndEndsTheRenderToo() {
        assertThatThrownBy(() -> OfflineRenderer.render(
                        () -> Mono.just(
                                Signals.control("cutoff", 1, Flux.just(1).repeat())),
                        settings(48_000).withWatchdogSeconds(0.2),
                        memory))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining("control \"cutoff\"");
    }

    @Test
    void whatThePatchAndTheSinkThrowIsThrownOn() {
        assertThatThrownBy(() -> OfflineRenderer.render(
                        () -> {
                            throw new IllegalArgumentException("bad patch");
                        },
                        settings(1_000),
                        memory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bad patch");
        assertThatThrownBy(() -> OfflineRenderer.render(
                        () -> Mono.just(Signals.constant(1)), settings(1_000), (samples, frames, channels) -> {
                            throw new IOException("disk full");
                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }

    @Test
    void controlsThatErrorCompleteFloodAndEmitNanHoldTheirValues() {
        OfflineResult result = render(
                () -> Mono.just(Signals.mix(List.of(
                        Signals.control("error", 0.1, Flux.<Double>error(new IllegalStateException("gone"))),
                        Signals.control("complete", 0, Flux.just(0.2)),
                        Signals.control("nan", 0.3, Flux.just(Double.NaN).concatWith(Flux.never())),
                        Signals.control(
                                "flood",
                                0,
                                Flux.interval(Duration.ofNanos(1_000)).map(i -> 0.4))))),
                settings(4_800));
        assertThat(memory.samples[4_799]).isEqualTo(1f, org.assertj.core.data.Offset.offset(1e-6f));
        assertThat(result.conflatedControlValues()).isGreaterThan(90_000);
        assertThat(result.refusedControlValues()).isEqualTo(1);
        assertThat(events)
                .hasAtLeastOneElementOfType(EngineEvent.ControlFailed.class)
                .hasAtLeastOneElementOfType(EngineEvent.ControlCompleted.class)
                .hasAtLeastOneElementOfType(EngineEvent.ControlConflated.class)
                .hasAtLeastOneElementOfType(EngineEvent.ControlRefused.class);
    }

    @Test
    void blocksThatAreNotFiniteAreMutedAndTheNodeIsNamed() {
        OfflineResult result = render(
                () -> Mono.just(Signals.custom("bad", 1, () -> new Bad(), Signals.constant(0))
                        .gain(0.5)),
                settings(48_000).withWarmUpSeconds(0));
        assertThat(memory.samples).doesNotContain(Float.NaN);
        assertThat(result.mutedBlocks()).isPositive();
        assertThat(events)
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                EngineEvent.NonFinite.class,
                                fault -> assertThat(fault.node()).contains("bad")));
    }

    @Test
    void metersTellPeakAndRootMeanSquareAboutFiftyTimesASecond() {
        List<MeterReading> readings = new ArrayList<>();
        render(
                () -> Mono.just(
                        Signals.constant(0.5).times(Signals.constant(-1)).meter("out")),
                settings(48_000).withMeters(readings::add));
        assertThat(readings).hasSizeBetween(40, 51).allSatisfy(reading -> {
            assertThat(reading.meter()).isEqualTo("out");
            assertThat(reading.peak()).isEqualTo(0.5);
            assertThat(reading.rootMeanSquare()).isEqualTo(0.5);
        });
    }

    @Test
    void theProducerAllocatesNothingAndAnAllocatingProcessorIsCaught() {
        OfflineResult clean =
                render(OfflineRendererTest::live, settings(480_000).withWarmUpSeconds(1));
        assertThat(clean.measuredBlocks()).isBetween(2_500L, 3_750L);
        assertThat(clean.allocatedBytes()).isZero();
        assertThat(clean.cpuNanosPerFrame()).isPositive();
        OfflineResult broken = render(
                () -> Mono.just(Signals.custom("allocating", 1, () -> new Allocating(), Signals.constant(0))),
                settings(480_000));
        assertThat(broken.allocatedBytes()).isGreaterThan(2_500 * 128 * 4);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not finite for ten blocks. */
    private static final class Bad implements Processor {
        private int blocks;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            blocks++;
            for (int frame = 0; frame < frameCount; frame++) {
                outputs[0][frame] = blocks > 20 && blocks < 30 ? Float.NaN : 1f;
            }
        }
    }

    /** The broken twin. */
    private static final class Allocating implements Processor {
        private float[] kept = new float[0];

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            kept = new float[frameCount];
            System.arraycopy(kept, 0, outputs[0], 0, frameCount);
        }
    }
}
