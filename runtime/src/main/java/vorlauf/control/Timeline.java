package vorlauf.control;

import reactor.core.scheduler.Scheduler;

/**
 * The time that a publisher lives in, and the threads that its timers run on; bound while the publisher is subscribed.
 *
 * <p>{@link RoutedSchedulers} asks for it whenever an operator wants a scheduler.
 */
sealed interface Timeline permits VirtualClock, OwnWorker {
    /** Bound on a thread as long as what runs there belongs to the publishers of one render or one control. */
    ScopedValue<Timeline> CURRENT = ScopedValue.newInstance();

    /** The scheduler to use instead of {@code real}, or {@code real} itself. */
    Scheduler instead(Scheduler real, Kind kind);

    /** Reactor's families of schedulers. */
    enum Kind {
        /** Timers and short work that must not block. */
        PARALLEL,
        /** One thread for work that must not block. */
        SINGLE,
        /** Threads that may block. */
        ELASTIC
    }
}
