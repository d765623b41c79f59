package vorlauf.plan;

/**
 * The value of one named control as the producer sees it. Plans that use the same control share one cell, so a value
 * outlives the plan that it was set in.
 *
 * <p>Threads: made on the control thread, then owned by the producer: plain fields on purpose. Values reach it through the
 * producer's mail only.
 */
public final class ControlCell {
    private final String name;
    private final double initial;

    /** Value at the end of the block being rendered; the ramp of a block goes from {@link #now} to here. */
    double next;

    /** Value at the end of the block before. */
    double now;

    /** A cell named {@code name} that holds {@code initial}. */
    public ControlCell(String name, double initial) {
        this.name = name;
        this.initial = initial;
        this.next = initial;
        this.now = initial;
    }

    /** The name that the control was declared with. */
    public String name() {
        return name;
    }

    /** The value that it was made with. Any thread. */
    public double initial() {
        return initial;
    }

    /** Sets the value that the next block ends with. Producer thread, between blocks; {@code value} is finite. */
    public void set(double value) {
        next = value;
    }

    /** The value that the current or next block ends with. Producer thread. */
    public double value() {
        return next;
    }
}
