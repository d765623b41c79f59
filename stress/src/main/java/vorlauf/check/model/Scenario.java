package vorlauf.check.model;

import java.util.List;
import java.util.Map;

/**
 * A small program of a few threads on a subject. One instance is one execution: it is made anew for each schedule.
 *
 * <p>Threads: {@link #setUp} and {@link #finish} run on a main thread, before all others start and after all have ended;
 * starting and joining order them. Errors: a {@link BrokenPromise} where the subject breaks its contract; anything else that
 * is thrown counts against the subject as well.
 */
public interface Scenario {
    /** Names of the threads that run at once. */
    List<String> threads();

    /** Makes the subject. */
    void setUp() throws Throwable;

    /** What a thread does. */
    void run(int thread) throws Throwable;

    /** Looks at what is left. */
    void finish() throws Throwable;

    /** Objects that a counter-example starts its names from. */
    Map<String, Object> roots();
}
