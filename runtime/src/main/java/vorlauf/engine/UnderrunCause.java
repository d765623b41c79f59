package vorlauf.engine;

import java.util.Locale;

/** Why frames were missing, as far as the records of the producer and of the JVM tell. */
public sealed interface UnderrunCause {
    /** One clause for people, {@code "a GC pause of 12.3 ms (ZGC Major, Pause Mark Start)"}. */
    String text();

    /** What kind of cause it is, in lower case: {@code "garbage collection"}. */
    default String label() {
        return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    /** All Java threads stood still for the collector. */
    record GarbageCollection(String collector, String pause, double milliseconds) implements UnderrunCause {
        @Override
        public String text() {
            return format("a GC pause of %.1f ms (%s, %s)", milliseconds, collector, pause);
        }
    }

    /** All Java threads stood still for another operation of the JVM. */
    record Safepoint(String operation, double milliseconds) implements UnderrunCause {
        @Override
        public String text() {
            return format("a safepoint of %.1f ms (%s)", milliseconds, operation);
        }
    }

    /** A block took longer to render than it lasts. */
    record SlowBlock(double milliseconds, double deadlineMilliseconds) implements UnderrunCause {
        @Override
        public String text() {
            return format("a block that took %.2f ms to render, %.2f ms of sound", milliseconds, deadlineMilliseconds);
        }
    }

    /** The operating system let the producer run too late. */
    record LateWake(double milliseconds) implements UnderrunCause {
        @Override
        public String text() {
            return format("the producer was woken %.2f ms late", milliseconds);
        }
    }

    /**
     * The producer was ready to run, and the operating system let others run.
     *
     * @param beside what the JVM compiled meanwhile, or empty
     */
    record Descheduled(double milliseconds, String beside) implements UnderrunCause {
        @Override
        public String text() {
            return format(
                    "the producer waited %.2f ms for a processor%s",
                    milliseconds, beside.isEmpty() ? "" : " while " + beside);
        }
    }

    /** The producer waited inside a block, which only a node in user code can do. */
    record Blocked(String event, String detail, double milliseconds) implements UnderrunCause {
        @Override
        public String text() {
            return format("the producer waited %.2f ms inside a block (%s: %s)", milliseconds, event, detail);
        }
    }

    /** A compiler ran meanwhile, and nothing else is known. */
    record Compilation(String method, double milliseconds) implements UnderrunCause {
        @Override
        public String text() {
            return format("%s, %.1f ms, on the same processors", method, milliseconds);
        }
    }

    /** The device took more in one go than the producer may be ahead. */
    record ConsumerBurst(int frames, int leadLimitFrames) implements UnderrunCause {
        @Override
        public String text() {
            return format("the device took %d frames in one go, the lead is %d", frames, leadLimitFrames);
        }
    }

    /** A simulation stopped a thread on purpose, or the platform did something that its profile says. */
    record Injected(String fault, double milliseconds) implements UnderrunCause {
        @Override
        public String text() {
            return format("%s, %.2f ms", fault, milliseconds);
        }
    }

    /** It happened while the stream was being started. */
    record StartUp(double millisecondsAfterStart) implements UnderrunCause {
        @Override
        public String text() {
            return format("start-up, %.1f ms after the device started", millisecondsAfterStart);
        }
    }

    /** Nothing in the records explains it. */
    record Unknown() implements UnderrunCause {
        @Override
        public String text() {
            return "no cause in the records";
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // patterns are constants in this file
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
