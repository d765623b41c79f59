package vorlauf.realtime;

import vorlauf.graph.Processor;

/**
 * The real-time scan as assertions for tests of any framework; a failure is an {@link AssertionError} with a line for each
 * finding.
 *
 * <pre>{@code
 * @Test
 * void mayRunOnTheProducer() {
 *     assertRealTimeSafe(Smoothing.class);
 * }
 * }</pre>
 */
public final class RealTimeSafety {
    private RealTimeSafety() {}

    /** Fails where {@code process} of a class, or anything that it calls, could do what real-time code must not. */
    public static void assertRealTimeSafe(Class<? extends Processor> type) {
        check(type.getName() + ".process", RealTimeScan.of(type).processor(type));
    }

    /** The same for a processor that is there, a lambda for example: all lambdas of its class are scanned. */
    public static void assertRealTimeSafe(Processor processor) {
        assertRealTimeSafe(processor.getClass());
    }

    /** Fails where a method, or anything that it calls, could do what real-time code must not; overloads included. */
    public static void assertRealTimeSafe(Class<?> type, String method) {
        check(type.getName() + "." + method, RealTimeScan.of(type).methods(type, method));
    }

    private static void check(String what, ScanReport report) {
        if (!report.isClean()) {
            throw new AssertionError(what + " is not safe for real time:\n  " + String.join("\n  ", report.lines()));
        }
    }
}
