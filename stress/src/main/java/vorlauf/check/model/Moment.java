package vorlauf.check.model;

import java.util.function.Supplier;

/**
 * A moment of a thread of the running execution, for scenarios that state what must be visible.
 *
 * <p>Threads: the running thread.
 */
public record Moment(int thread, int clock) {
    /** The moment at which the running thread has done all that it has done. */
    public static Moment now() {
        Execution execution = Execution.active;
        if (execution == null) {
            throw new IllegalStateException("there is no execution");
        }
        ModelThread self = execution.running();
        Moment now = new Moment(self.number, self.clock);
        self.tick();
        return now;
    }

    /** Whether it happens-before what the running thread does next. */
    public boolean isKnown() {
        Execution execution = Execution.active;
        if (execution == null) {
            throw new IllegalStateException("there is no execution");
        }
        return execution.running().now[Knowledge.stores(thread)] >= clock;
    }

    /** A call of the subject has returned; the table of the running execution gets a line that says so. */
    public static void returned(Supplier<String> what) {
        Execution execution = Execution.active;
        if (execution != null) {
            execution.progress();
            if (execution.trace != null) {
                execution.trace.event(execution.running(), Sites.NOWHERE, what.get());
            }
        }
    }
}
