package vorlauf.plan;

import vorlauf.dsp.RealTime;

/** Time as a {@link PlanProfile} or a {@link StepWatch} is handed it. */
@FunctionalInterface
public interface PlanClock {
    /** Nanoseconds since an arbitrary instant; never goes back. Threads: any. */
    @RealTime
    long nanoTime();

    /** The same, read when a part of a plan is done that begins with a step; a simulated clock knows what that took. */
    @RealTime
    default long nanoTimeAfter(int firstStep) {
        return nanoTime();
    }
}
