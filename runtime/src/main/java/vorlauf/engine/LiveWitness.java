package vorlauf.engine;

/**
 * Watches when the threads of a live engine ran, closely enough to say what would have happened with another ring. All times
 * are nanoseconds of the engine's clock.
 *
 * <p>Threads: {@link #block} and {@link #pull} the engine's control thread, in order; {@link #pause} the flight recorder's, at
 * the latest before the engine's stop returns. What is told late is told complete: records that were lost are counted in
 * {@link EngineReport#lostRecords}.
 */
public interface LiveWitness {
    /** A witness that looks away. */
    LiveWitness NONE = new LiveWitness() {
        @Override
        public void block(long startNanos, long endNanos, long latenessNanos) {}

        @Override
        public void pull(long nanos, int requestedFrames, int foundFrames, int fillFrames) {}

        @Override
        public void pause(long startNanos, long endNanos, boolean collection) {}
    };

    /**
     * The producer rendered a block.
     *
     * @param latenessNanos how long after the instant that it had asked for the producer came; 0 where it had not slept
     */
    void block(long startNanos, long endNanos, long latenessNanos);

    /** The device took a period in real time, with so many frames in the ring before; missing frames are an underrun. */
    void pull(long nanos, int requestedFrames, int foundFrames, int fillFrames);

    /** All Java threads stood still, for a collection or for something else. Pauses may overlap and come in any order. */
    void pause(long startNanos, long endNanos, boolean collection);
}
