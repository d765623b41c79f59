package vorlauf.backend.simulator;

/**
 * How a simulated device misbehaves, the same way in each run.
 *
 * @param jitterNanos longest lateness of a period; each is late by 0 to this, evenly spread
 * @param seed of the lateness
 * @param stallAtFrame the device stops before the period that holds this frame; negative for never
 * @param stallNanos how long it stops; it then takes all that became due at once
 */
public record Disturbance(long jitterNanos, long seed, long stallAtFrame, long stallNanos) {
    /** A device that is always on time. */
    public static final Disturbance NONE = new Disturbance(0, 0, -1, 0);

    /** Checks the values. */
    public Disturbance {
        if (jitterNanos < 0 || stallNanos < 0) {
            throw new IllegalArgumentException(
                    "jitterNanos is " + jitterNanos + ", stallNanos is " + stallNanos + ", both must be at least 0");
        }
    }
}
