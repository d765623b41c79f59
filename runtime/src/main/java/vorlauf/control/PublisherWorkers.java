package vorlauf.control;

/** Where publishers are subscribed: on a worker of its own each, in real time or in audio time. */
public sealed interface PublisherWorkers permits VirtualClock, LiveWorkers {
    /**
     * Runs {@code subscription} on a worker that belongs to the publisher alone.
     *
     * <p>Threads: control thread; returns at once in real time.
     *
     * @param owner what to call the publisher in messages, {@code control "cutoff"}
     */
    Seat seat(String owner, Runnable subscription);

    /** The worker of one publisher. */
    interface Seat {
        /** How long the worker has been held by one task at {@code nowNanos}; 0 where none runs. */
        long heldNanos(long nowNanos);

        /** Gives the worker up; a thread that is blocked there is interrupted. */
        void release();
    }
}
