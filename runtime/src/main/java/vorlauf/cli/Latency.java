package vorlauf.cli;

import vorlauf.engine.EngineSettings;

/**
 * Control-to-sound latency of a run, and the bound that it is held to: what the producer may be ahead, one block until the
 * next block begins, and a stated time to hand the value over.
 *
 * @param changes changes that were made
 * @param heard changes that reached the consumer
 */
record Latency(int changes, int heard, long medianNanos, long percentile99Nanos, long maximumNanos, long boundNanos) {
    /** Publisher to mailbox, on threads that an operating system may run late. */
    static final long HAND_OVER_NANOS = 5_000_000L;

    /** Statistics of ascending latencies. */
    static Latency of(int changes, long[] ascendingNanos, EngineSettings settings) {
        long boundNanos = HAND_OVER_NANOS
                + (long) ((settings.leadLimitFrames() + settings.blockFrames()) / settings.sampleRateHertz() * 1e9);
        return new Latency(
                changes,
                ascendingNanos.length,
                at(ascendingNanos, 0.50),
                at(ascendingNanos, 0.99),
                at(ascendingNanos, 1),
                boundNanos);
    }

    private static long at(long[] ascending, double share) {
        return ascending.length == 0 ? 0 : ascending[(int) Math.max(0, Math.ceil(share * ascending.length) - 1)];
    }

    /** Whether every change was heard in time. */
    boolean holds() {
        return heard == changes && maximumNanos <= boundNanos;
    }
}
