package vorlauf.simulate;

/**
 * Something that happens to a graph while a simulated engine plays: at the first block that starts at its time or later.
 */
public sealed interface Edit {
    /** When, in nanoseconds since the device started. */
    long atNanos();

    /** A control gets a value, as its publisher would give it one. */
    record ControlValue(long atNanos, String control, double value) implements Edit {}

    /** Graphs come from another patch from then on. */
    record GraphFrom(long atNanos, PatchText patch) implements Edit {}
}
