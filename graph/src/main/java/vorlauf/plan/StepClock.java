package vorlauf.plan;

/** Time for a {@link StepWatch}: nanoseconds since an arbitrary instant, which never go back. */
public interface StepClock {
    /** Nanoseconds now. */
    long nanoTime();
}
