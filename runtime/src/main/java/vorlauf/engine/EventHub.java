package vorlauf.engine;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Where events and meter readings leave the engine: hot, and nobody who listens can hold the engine up.
 *
 * <p>Each subscriber has a bounded buffer and a worker of its own; when it is slow its oldest items are dropped and counted.
 * Late subscribers of events get the last {@value #REPLAYED_EVENTS} first.
 *
 * <p>Threads: {@link #emit} and {@link #pump} the control thread; {@link #post} any; the fluxes any.
 */
final class EventHub {
    private static final int REPLAYED_EVENTS = 1_024;
    private static final int BUFFERED_EVENTS = 4_096;
    private static final int BUFFERED_READINGS = 4_096;
    private static final int INBOX_EVENTS = 1_024;

    private final Sinks.Many<EngineEvent> events = Sinks.many().replay().limit(REPLAYED_EVENTS);
    private final Sinks.Many<MeterReading> meters = Sinks.many().multicast().directBestEffort();
    private final ArrayBlockingQueue<EngineEvent> inbox = new ArrayBlockingQueue<>(INBOX_EVENTS);
    private final AtomicLong dropped = new AtomicLong();

    /** Events, those since the start first. */
    Flux<EngineEvent> events() {
        return events.asFlux()
                .onBackpressureBuffer(
                        BUFFERED_EVENTS, event -> dropped.incrementAndGet(), BufferOverflowStrategy.DROP_OLDEST)
                .publishOn(Schedulers.boundedElastic());
    }

    /** Meter readings from now on. */
    Flux<MeterReading> meters() {
        return meters.asFlux()
                .onBackpressureBuffer(
                        BUFFERED_READINGS, reading -> dropped.incrementAndGet(), BufferOverflowStrategy.DROP_OLDEST)
                .publishOn(Schedulers.boundedElastic());
    }

    /** Publishes an event. Control thread. */
    void emit(EngineEvent event) {
        if (events.tryEmitNext(event).isFailure()) {
            dropped.incrementAndGet();
        }
    }

    /** Publishes a reading; those who have no room miss it. Control thread. */
    void emit(MeterReading reading) {
        if (meters.currentSubscriberCount() > 0 && meters.tryEmitNext(reading).isFailure()) {
            dropped.incrementAndGet();
        }
    }

    /** Leaves an event for the control thread; never waits. Any thread. */
    void post(EngineEvent event) {
        if (!inbox.offer(event)) {
            dropped.incrementAndGet();
        }
    }

    /** Publishes what other threads left. Control thread. */
    void pump() {
        for (@Nullable EngineEvent event = inbox.poll(); event != null; event = inbox.poll()) {
            emit(event);
        }
    }

    /** Items that somebody was too slow for. */
    long dropped() {
        return dropped.get();
    }

    /** Ends both fluxes. Control thread. */
    void complete() {
        pump();
        events.tryEmitComplete();
        meters.tryEmitComplete();
    }
}
