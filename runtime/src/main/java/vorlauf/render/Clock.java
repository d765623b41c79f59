package vorlauf.render;

import vorlauf.plan.PlanClock;

/** Time, and the only way to wait for it: real in a live engine, anything else in tests and under simulation. */
public interface Clock extends PlanClock {
    /** Waits until {@code deadlineNanos}, or shorter: spurious returns are allowed. Returns at once where it has passed. */
    void parkUntil(long deadlineNanos);

    /** Ends the wait of {@code thread}, or its next one. */
    void wake(Thread thread);
}
