package vorlauf.dsp;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A promise that a method runs where a deadline rules: it allocates nothing, takes no lock, does no I/O, never waits
 * for another thread, and so does everything that it calls.
 *
 * <p>On a type it covers each method that the type declares; constructors stay free, because they run on the control
 * thread. It is kept in class files, where the static scan finds it and starts from it, and is not visible to
 * reflection, as nothing at run time depends on it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RealTime {

    /** The thread that calls. */
    Thread value() default Thread.PRODUCER;

    /** The two threads that must never wait. */
    @SuppressWarnings("AvoidCommonTypeNames") // read as RealTime.Thread, beside the value it can have
    enum Thread {
        /** Renders blocks ahead of the deadline into the ring; it alone may park, when the ring is full. */
        PRODUCER,
        /** Owned by the device: takes frames out of the ring when they are due, and plays silence where none are. */
        PLATFORM
    }
}
