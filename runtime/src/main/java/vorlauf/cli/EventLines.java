package vorlauf.cli;

import java.util.HashMap;
import java.util.Map;
import vorlauf.engine.EngineEvent;
import vorlauf.render.Clock;

/**
 * Events as lines for people, as they come: at most ten a second of each kind, with a count of those left out.
 *
 * <p>Threads: any.
 */
public final class EventLines {
    private static final int MOST_A_SECOND = 10;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final StatusLine status;
    private final Clock clock;
    private final boolean changes;
    private final Map<Class<?>, Window> windows = new HashMap<>();

    /** Lines above {@code status}; {@code changes} says whether graphs that come and end are worth a line. */
    public EventLines(StatusLine status, Clock clock, boolean changes) {
        this.status = status;
        this.clock = clock;
        this.changes = changes;
    }

    /** Prints an event unless there were too many of its kind. */
    public synchronized void accept(EngineEvent event) {
        if (!isWorthALine(event)) {
            return;
        }
        Window window = windows.computeIfAbsent(event.getClass(), kind -> new Window());
        long nowNanos = clock.nanoTime();
        if (window.lines == 0 || nowNanos - window.startNanos >= SECOND_NANOS) {
            window.startNanos = nowNanos;
            window.lines = 0;
        }
        if (++window.lines > MOST_A_SECOND) {
            window.leftOut++;
            return;
        }
        String leftOut = window.leftOut == 0 ? "" : " (after " + window.leftOut + " more like this)";
        window.leftOut = 0;
        status.line(event.message() + leftOut);
    }

    private boolean isWorthALine(EngineEvent event) {
        return switch (event) {
            case EngineEvent.Stopped _ -> false; // the table says it
            case EngineEvent.PlanSwapped swapped -> changes && swapped.revision() > 1;
            case EngineEvent.GraphCompleted _ -> changes;
            case EngineEvent.Ready _,
                    EngineEvent.Underrun _,
                    EngineEvent.LateBlock _,
                    EngineEvent.GraphRejected _,
                    EngineEvent.NotRealTimeSafe _,
                    EngineEvent.GraphConflated _,
                    EngineEvent.GraphFailed _,
                    EngineEvent.ControlFailed _,
                    EngineEvent.ControlCompleted _,
                    EngineEvent.ControlConflated _,
                    EngineEvent.ControlRefused _,
                    EngineEvent.ControlBlocked _,
                    EngineEvent.ControlUnconnected _,
                    EngineEvent.DeviceLost _,
                    EngineEvent.DeviceBack _,
                    EngineEvent.InputReady _,
                    EngineEvent.InputUnderrun _,
                    EngineEvent.InputOverrun _,
                    EngineEvent.InputDrift _,
                    EngineEvent.InputLost _,
                    EngineEvent.InputBack _,
                    EngineEvent.Notice _,
                    EngineEvent.NonFinite _,
                    EngineEvent.FileStarved _,
                    EngineEvent.RecordingFailed _,
                    EngineEvent.RecordingStopped _,
                    EngineEvent.LeadChanged _,
                    EngineEvent.PriorityRefused _ -> true;
        };
    }

    private static final class Window {
        private long startNanos;
        private int lines;
        private long leftOut;
    }
}
