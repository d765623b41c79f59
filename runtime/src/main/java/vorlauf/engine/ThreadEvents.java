package vorlauf.engine;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingStream;

/** The flight recorder's events about single threads: what made them wait, and what the compilers did. */
final class ThreadEvents {
    private static final Duration SHORTEST_WAIT = Duration.ofNanos(100_000);
    private static final Duration SHORTEST_COMPILATION = Duration.ofMillis(1);
    private static final String[] WAITS = {
        "jdk.JavaMonitorEnter",
        "jdk.JavaMonitorWait",
        "jdk.ThreadPark",
        "jdk.ThreadSleep",
        "jdk.FileRead",
        "jdk.FileWrite",
        "jdk.FileForce",
        "jdk.SocketRead",
        "jdk.SocketWrite",
        "jdk.ZAllocationStall"
    };

    private ThreadEvents() {}

    /** Lets a stream deliver them. */
    static void enable(RecordingStream stream, Consumer<RecordedEvent> waited, Consumer<RecordedEvent> compiled) {
        for (String name : WAITS) {
            stream.enable(name).withThreshold(SHORTEST_WAIT).withoutStackTrace();
            stream.onEvent(name, waited);
        }
        stream.enable("jdk.Compilation").withThreshold(SHORTEST_COMPILATION);
        stream.onEvent("jdk.Compilation", compiled);
    }

    /** {@code "java monitor enter"}. */
    static String kind(RecordedEvent event) {
        String name = event.getEventType().getName();
        return name.substring(name.lastIndexOf('.') + 1)
                .replaceAll("(?<=.)([A-Z])", " $1")
                .toLowerCase(Locale.ROOT);
    }

    /** The class of the monitor, the file, or what else the event names. */
    static String detail(RecordedEvent event) {
        for (String field : new String[] {"monitorClass", "parkedClass", "path", "host", "time"}) {
            if (event.hasField(field) && event.getValue(field) != null) {
                Object value = event.getValue(field);
                return value instanceof RecordedClass type ? type.getName() : field + " " + value;
            }
        }
        return "nothing named";
    }

    /** {@code "c2 compiled vorlauf.plan.RenderPlan.render"}. */
    static String compilation(RecordedEvent event) {
        RecordedMethod method = event.getValue("method");
        String name = method == null ? "a method" : method.getType().getName() + "." + method.getName();
        return event.getString("compiler") + " compiled " + name;
    }
}
