package vorlauf.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import vorlauf.compile.CompiledGraph;
import vorlauf.plan.ControlCell;

class ControlSubscriptionsTest {
    private static final long MILLI = 1_000_000;

    private final ControlMail mail = new ControlMail();
    private final VirtualClock clock = new VirtualClock(error -> {});
    private final List<String> told = new ArrayList<>();
    private final Map<String, ControlCell> cells = new HashMap<>();
    private final ControlSubscriptions controls = new ControlSubscriptions(mail, clock, new Told(told));

    private CompiledGraph.Control control(String name, Publisher<? extends Number> publisher) {
        ControlCell cell = cells.computeIfAbsent(name, key -> new ControlCell(key, 0));
        return new CompiledGraph.Control(name, cell, publisher, "Patch.java:1");
    }

    private double value(String name) {
        mail.drain();
        return Objects.requireNonNull(cells.get(name)).value();
    }

    @Test
    void theVerySamePublisherStaysSubscribedFromGraphToGraph() {
        AtomicLong subscriptions = new AtomicLong();
        Flux<Long> ticks = Flux.interval(Duration.ofMillis(10)).doOnSubscribe(s -> subscriptions.incrementAndGet());
        controls.update(List.of(control("a", ticks)), 0);
        clock.advanceTo(25 * MILLI);
        controls.update(List.of(control("b", Flux.just(5)), control("a", ticks)), 0);
        clock.advanceTo(35 * MILLI);
        assertThat(subscriptions).hasValue(1);
        assertThat(value("a")).isEqualTo(2);
        assertThat(value("b")).isEqualTo(5);
    }

    @Test
    void anotherPublisherIsSwappedInAndTheValueIsHeldUntilItSpeaks() {
        Sinks.Many<Integer> first = Sinks.many().multicast().directBestEffort();
        Sinks.Many<Integer> second = Sinks.many().multicast().directBestEffort();
        controls.update(List.of(control("a", first.asFlux())), 0);
        first.tryEmitNext(3);
        controls.update(List.of(control("a", second.asFlux())), 0);
        assertThat(first.currentSubscriberCount()).isZero();
        assertThat(value("a")).isEqualTo(3);
        second.tryEmitNext(4);
        assertThat(value("a")).isEqualTo(4);
    }

    @Test
    void aControlThatIsGoneIsCancelledAndItsPlaceIsFree() {
        Sinks.Many<Integer> values = Sinks.many().multicast().directBestEffort();
        controls.update(List.of(control("a", values.asFlux())), 0);
        controls.update(List.of(), 0);
        assertThat(values.currentSubscriberCount()).isZero();
        assertThat(mail.openPorts()).isZero();
        assertThat(controls.port("a")).isNull();
    }

    @Test
    void errorsAndEndsAreToldOnceAndHoldTheValue() {
        controls.update(
                List.of(
                        control("error", Flux.just(1).concatWith(Flux.error(new IllegalStateException("gone")))),
                        control("end", Flux.just(2)),
                        control("throws", subscriber -> {
                            throw new IllegalArgumentException("no");
                        })),
                0);
        controls.report(0);
        controls.report(MILLI);
        assertThat(told)
                .containsExactly(
                        "error failed java.lang.IllegalStateException: gone",
                        "end completed",
                        "throws failed java.lang.IllegalArgumentException: no");
        assertThat(value("error")).isEqualTo(1);
        assertThat(value("end")).isEqualTo(2);
    }

    @Test
    void aFloodIsToldAtMostOnceASecondWithItsCount() {
        Sinks.Many<Integer> values = Sinks.many().multicast().directBestEffort();
        controls.update(List.of(control("a", values.asFlux())), 0);
        for (int tick = 0; tick < 3_000; tick++) {
            values.tryEmitNext(tick);
            values.tryEmitNext(tick);
            mail.drain();
            controls.report(tick * MILLI);
        }
        assertThat(told).containsExactly("a conflated 1", "a conflated 1001", "a conflated 2001");
        assertThat(controls.conflatedValues()).isEqualTo(3_000);
    }

    @Test
    void valuesThatAreNotFiniteAreToldAndHoldTheLastOne() {
        controls.update(List.of(control("a", Flux.just(1, Double.NaN, Double.POSITIVE_INFINITY))), 0);
        controls.report(0);
        assertThat(told).containsExactly("a refused Infinity 2", "a completed");
        assertThat(value("a")).isEqualTo(1);
    }

    @Test
    void aPublisherThatBlocksDelaysNobodyAndIsTold() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch ticks = new CountDownLatch(10);
        AtomicLong now = new AtomicLong(1);
        try (LiveWorkers workers = new LiveWorkers(now::get);
                ControlSubscriptions live = new ControlSubscriptions(mail, workers, new Told(told))) {
            List<CompiledGraph.Control> all = new ArrayList<>();
            CountDownLatch blocked = new CountDownLatch(10);
            for (int index = 0; index < 5; index++) {
                all.add(control("subscribe" + index, subscriber -> {
                    blocked.countDown();
                    await(never);
                }));
                all.add(control(
                        "timer" + index, Flux.interval(Duration.ofMillis(1)).map(tick -> {
                            blocked.countDown();
                            await(never);
                            return 0;
                        })));
            }
            all.add(control("good", Flux.interval(Duration.ofMillis(1)).doOnNext(tick -> ticks.countDown())));
            live.update(all, now.get());
            assertThat(ticks.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
            live.report(now.get());
            assertThat(told).noneMatch(line -> line.contains("blocked"));
            now.addAndGet(ControlFollower.BLOCKED_NANOS);
            live.report(now.get());
            live.report(now.addAndGet(ControlFollower.BLOCKED_NANOS));
            // The good one may be in a task just when this clock jumps; it is the others that must be told, once each.
            assertThat(told.stream().filter(line -> !line.startsWith("good")))
                    .containsExactlyInAnyOrderElementsOf(all.subList(0, 10).stream()
                            .map(control -> control.name() + " blocked")
                            .toList());
        }
        never.countDown();
    }

    @Test
    void blockingWhereReactorForbidsItIsAnErrorAndNotADeadlock() throws InterruptedException {
        try (LiveWorkers workers = new LiveWorkers(() -> 1);
                ControlSubscriptions live = new ControlSubscriptions(mail, workers, new Told(told))) {
            CountDownLatch over = new CountDownLatch(2);
            live.update(
                    List.of(
                            control(
                                    "bad",
                                    Flux.interval(Duration.ofMillis(1))
                                            .map(tick -> Objects.requireNonNull(Mono.delay(Duration.ofMillis(1))
                                                    .block()))
                                            .doFinally(end -> over.countDown())),
                            control(
                                    "good",
                                    Flux.just(1)
                                            .publishOn(Schedulers.boundedElastic())
                                            .map(tick -> 1
                                                    + Objects.requireNonNull(Mono.delay(Duration.ofMillis(1))
                                                            .block()))
                                            .doFinally(end -> over.countDown()))),
                    1);
            assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
            while (told.size() < 2) {
                live.report(1);
                Thread.onSpinWait();
            }
            assertThat(told)
                    .anyMatch(line -> line.startsWith("bad failed") && line.contains("block()"))
                    .contains("good completed");
            assertThat(value("good")).isEqualTo(1);
        }
    }

    @Test
    void moreControlsThanPlacesAreToldAndTheOthersWork() {
        ControlMail small = new ControlMail(4);
        ControlSubscriptions few = new ControlSubscriptions(small, clock, new Told(told));
        List<CompiledGraph.Control> all = new ArrayList<>();
        for (int index = 0; index < 5; index++) {
            all.add(control("c" + index, Flux.just(index).concatWith(Flux.never())));
        }
        few.update(all, 0);
        few.report(0);
        assertThat(told).containsExactly("c4 unconnected");
        small.drain();
        assertThat(Objects.requireNonNull(cells.get("c3")).value()).isEqualTo(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes down what it is told. */
    private record Told(List<String> lines) implements ControlListener {
        @Override
        public void failed(String control, Throwable error) {
            lines.add(control + " failed " + error);
        }

        @Override
        public void completed(String control) {
            lines.add(control + " completed");
        }

        @Override
        public void conflated(String control, long values) {
            lines.add(control + " conflated " + values);
        }

        @Override
        public void refused(String control, double value, long values) {
            lines.add(control + " refused " + value + " " + values);
        }

        @Override
        public void blocked(String control, double seconds) {
            lines.add(control + " blocked");
        }

        @Override
        public void unconnected(String control, int maximumControls) {
            lines.add(control + " unconnected");
        }
    }

    @Test
    void aHandHoldsAControlUntilItLetsGo() {
        Sinks.Many<Integer> values = Sinks.many().multicast().directBestEffort();
        controls.update(List.of(control("a", values.asFlux())), 0);
        LiveControl live = controls.inUse().getFirst();
        values.tryEmitNext(3);
        assertThat(live.hold(7)).isNotEqualTo(ControlPort.Outcome.CLOSED);
        values.tryEmitNext(4);
        assertThat(value("a")).isEqualTo(7);
        assertThat(live.isHeld()).isTrue();
        assertThat(live.hold(Double.NaN)).isEqualTo(ControlPort.Outcome.NOT_FINITE);
        assertThat(value("a")).isEqualTo(7);
        live.follow();
        assertThat(value("a")).isEqualTo(4);
        assertThat(live.lowest()).isZero();
        assertThat(live.highest()).isEqualTo(4);
        controls.update(List.of(), 0);
        assertThat(live.hold(1)).isEqualTo(ControlPort.Outcome.CLOSED);
        assertThat(controls.inUse()).isEmpty();
    }

    @Test
    void aHoldOutlivesThePublisherOfAGraphBefore() {
        controls.update(List.of(control("a", Flux.never())), 0);
        controls.inUse().getFirst().hold(7);
        controls.update(List.of(control("a", Flux.just(5))), 0);
        assertThat(value("a")).isEqualTo(7);
        controls.inUse().getFirst().follow();
        assertThat(value("a")).isEqualTo(5);
    }
}
