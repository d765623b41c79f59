package vorlauf.simulate;

/**
 * Something that takes frames in virtual time: a device, with all that a platform does around it.
 *
 * <p>Threads: the simulation's.
 */
interface VirtualConsumer {
    /** An instant that never comes. */
    long NEVER = Long.MAX_VALUE;

    /** When it acts next, {@link #NEVER} where it does not any more. Instants do not decrease. */
    long nextNanos();

    /** Does what it does at that instant. */
    void act(long nowNanos);
}
