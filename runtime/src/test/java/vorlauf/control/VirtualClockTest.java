package vorlauf.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class VirtualClockTest {
    private static final long MILLI = 1_000_000;

    private final List<Throwable> failures = new ArrayList<>();
    private final VirtualClock clock = new VirtualClock(failures::add, 10_000);
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private void follow(VirtualClock on, Supplier<? extends Publisher<?>> source) {
        on.seat(
                "test",
                () -> Flux.from(source.get())
                        .subscribe(
                                value -> log.add(on.nowNanos() / MILLI + ":" + value),
                                error -> log.add(on.nowNanos() / MILLI + "!"
                                        + error.getClass().getSimpleName())));
    }

    @Test
    void intervalsTickWithAudioTimeAlone() {
        follow(clock, () -> Flux.interval(Duration.ofMillis(10)).take(5));
        assertThat(log).isEmpty();
        clock.advanceTo(9_999_999);
        assertThat(log).isEmpty();
        clock.advanceTo(10 * MILLI);
        assertThat(log).containsExactly("10:0");
        clock.advanceTo(1_000 * MILLI);
        assertThat(log).containsExactly("10:0", "20:1", "30:2", "40:3", "50:4");
        assertThat(clock.nowNanos()).isEqualTo(1_000 * MILLI);
        assertThat(clock.hasDue(Long.MAX_VALUE - 1)).isFalse();
    }

    @Test
    void operatorsThatWantSchedulersGetAudioTime() {
        follow(clock, () -> Flux.range(0, 3).delayElements(Duration.ofMillis(3)).map(i -> "delay" + i));
        follow(
                clock,
                () -> Flux.interval(Duration.ofMillis(2))
                        .sample(Duration.ofMillis(5))
                        .take(2)
                        .map(i -> "sample" + i));
        follow(clock, () -> Flux.never().timeout(Duration.ofMillis(7)));
        follow(
                clock,
                () -> Flux.just("published")
                        .publishOn(Schedulers.boundedElastic())
                        .publishOn(Schedulers.single()));
        follow(clock, () -> Mono.just("subscribed").subscribeOn(Schedulers.parallel()));
        follow(
                clock,
                () -> Flux.just(1)
                        .flatMap(i -> Mono.delay(Duration.ofMillis(11)).thenReturn("nested")));
        follow(clock, () -> Flux.just("own").delaySequence(Duration.ofMillis(4), Schedulers.newParallel("mine")));
        clock.advanceTo(20 * MILLI);
        assertThat(log)
                .containsExactlyInAnyOrder(
                        "3:delay0",
                        "6:delay1",
                        "9:delay2",
                        "5:sample1",
                        "10:sample3",
                        "7!TimeoutException",
                        "0:published",
                        "0:subscribed",
                        "11:nested",
                        "4:own");
    }

    @Test
    void whatIsDueAtOneInstantRunsInTheOrderOfScheduling() {
        for (int index = 0; index < 20; index++) {
            String name = "p" + index;
            follow(
                    clock,
                    () -> Flux.interval(Duration.ofMillis(index(name) % 2 == 0 ? 10 : 5))
                            .take(4)
                            .map(i -> name));
        }
        clock.advanceTo(100 * MILLI);
        List<String> first = List.copyOf(log);
        log.clear();
        VirtualClock again = new VirtualClock(failures::add);
        for (int index = 0; index < 20; index++) {
            String name = "p" + index;
            follow(
                    again,
                    () -> Flux.interval(Duration.ofMillis(index(name) % 2 == 0 ? 10 : 5))
                            .take(4)
                            .map(i -> name));
        }
        // In many small steps instead of one: the same order.
        for (long now = 0; now <= 100 * MILLI; now += 333_333) {
            again.advanceTo(now);
        }
        assertThat(log).isEqualTo(first).hasSize(80);
    }

    private static int index(String name) {
        return Integer.parseInt(name.substring(1));
    }

    @Test
    void twoClocksAndRealTimeLiveSideBySide() throws InterruptedException {
        VirtualClock other = new VirtualClock(failures::add);
        CountDownLatch live = new CountDownLatch(3);
        Disposable real = Flux.interval(Duration.ofMillis(1)).subscribe(tick -> live.countDown());
        follow(clock, () -> Flux.interval(Duration.ofMillis(10)).map(i -> "one" + i));
        follow(other, () -> Flux.interval(Duration.ofMillis(20)).map(i -> "two" + i));
        clock.advanceTo(20 * MILLI);
        assertThat(log).containsExactly("10:one0", "20:one1");
        assertThat(live.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(log).hasSize(2);
        other.advanceTo(20 * MILLI);
        assertThat(log).containsExactly("10:one0", "20:one1", "20:two0");
        real.dispose();
    }

    @Test
    void cancelledTasksDoNotRunAndDoNotPileUp() {
        // Each element cancels the timeout of the one before, which would be due a long time later.
        follow(
                clock,
                () -> Flux.interval(Duration.ofMillis(1))
                        .timeout(Duration.ofHours(1))
                        .filter(i -> i % 5_000 == 0));
        clock.advanceTo(20_000 * MILLI);
        assertThat(log).hasSize(4);
        assertThat(clock.waitingTasks()).isLessThan(4_096);
    }

    @Test
    void aPublisherThatSchedulesWithoutEndAtOneInstantIsStoppedWithOneLine() {
        clock.seat(
                "control \"cutoff\"",
                () -> Flux.interval(Duration.ofMillis(5), Duration.ZERO).subscribe());
        assertThatThrownBy(() -> clock.advanceTo(10 * MILLI))
                .isInstanceOf(VirtualClock.EndlessTasksException.class)
                .hasMessage("control \"cutoff\": more than 10,000 tasks at audio time 0.005000 s:"
                        + " a publisher schedules without end at one instant");
    }

    @Test
    void manyTasksAtDifferentInstantsAreFine() {
        follow(clock, () -> Flux.interval(Duration.ofNanos(1)).filter(i -> i == 49_999));
        clock.advanceTo(50_000);
        assertThat(log).containsExactly("0:49999");
    }

    @Test
    void aTaskThatThrowsIsToldAndTheOthersGoOn() {
        clock.seat("test", () -> {
            Schedulers.parallel().schedule(() -> {
                throw new IllegalStateException("broken");
            });
            Schedulers.parallel().schedule(() -> log.add("next"));
        });
        clock.advanceTo(0);
        assertThat(failures).singleElement().satisfies(e -> assertThat(e).hasMessage("broken"));
        assertThat(log).containsExactly("next");
    }

    @Test
    void tellsWhoHoldsIt() {
        List<String> holders = new ArrayList<>();
        clock.seat("control \"a\"", () -> {
            holders.add(String.valueOf(clock.heldBy()));
            Schedulers.parallel().schedule(() -> holders.add(String.valueOf(clock.heldBy())), 5, TimeUnit.MILLISECONDS);
        });
        clock.seat(
                "control \"b\"", () -> Schedulers.single().schedule(() -> holders.add(String.valueOf(clock.heldBy()))));
        assertThat(clock.heldBy()).isNull();
        clock.advanceTo(5 * MILLI);
        assertThat(holders).containsExactly("control \"a\"", "control \"b\"", "control \"a\"");
        assertThat(clock.heldBy()).isNull();
    }

    @Test
    void aClosedClockRefusesAndForgets() {
        follow(clock, () -> Flux.interval(Duration.ofMillis(1)));
        clock.close();
        clock.advanceTo(10 * MILLI);
        assertThat(log).isEmpty();
        assertThat(clock.waitingTasks()).isZero();
    }

    @Test
    void isRoutedUntilSomebodyReplacesTheSchedulers() {
        assertThat(clock.isRouted()).isTrue();
    }
}
