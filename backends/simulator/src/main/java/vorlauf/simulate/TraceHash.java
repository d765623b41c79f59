package vorlauf.simulate;

/** A running hash of a trace: the instant and the frames found of each deadline, in order. */
final class TraceHash {
    static final long START = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private TraceHash() {}

    static long next(long hash, long nanos, long frames) {
        return ((hash ^ nanos) * PRIME ^ frames) * PRIME;
    }
}
