package vorlauf.check;

/** A place where data passes from one thread of the engine to another without a lock. */
public enum HandOff {
    /** Frames from the producer to a consumer. */
    FRAME_RING("vorlauf.ring.SpscFrameRing"),
    /** Telemetry from a real-time thread to one that has time. */
    RECORD_RING("vorlauf.ring.RecordRing"),
    /** Control values from any publisher to the producer. */
    CONTROL_MAIL("vorlauf.control.ControlMail"),
    /** Plans to the producer, and plans that are out of force back to the control thread. */
    PLAN_CHANGE("vorlauf.render.BlockRenderer"),
    /** The end of the producer's sleep. */
    SLEEP_WAKE("vorlauf.render.SleepHandshake");

    private final String className;

    HandOff(String className) {
        this.className = className;
    }

    /** The binary name of the class that does it. */
    public String className() {
        return className;
    }
}
