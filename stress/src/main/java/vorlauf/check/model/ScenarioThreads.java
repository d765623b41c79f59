package vorlauf.check.model;

/** The threads of the running execution, for scenarios whose subjects want to know whom to wake. */
public final class ScenarioThreads {
    private ScenarioThreads() {}

    /** The thread with a number, as {@link Scenario#run} has it. Threads: those of the scenario. */
    public static Thread get(int thread) {
        Execution execution = Execution.active;
        Thread found = execution == null ? null : execution.threads().get(thread + 1).thread;
        if (found == null) {
            throw new IllegalStateException("the scenario's threads have not begun");
        }
        return found;
    }
}
