package vorlauf.check.model;

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

    /** Writes a line into the table of the running execution. */
    public static void tell(String what) {
        Execution execution = Execution.active;
        if (execution != null && execution.trace != null) {
            execution.trace.event(execution.running(), Sites.NOWHERE, what);
        }
    }
}
