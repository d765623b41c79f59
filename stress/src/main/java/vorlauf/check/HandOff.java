package vorlauf.check;

import java.util.List;

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
    /** The platform thread's pulls beside the end of the stream, and what it counts. */
    UNDERRUN("vorlauf.render.RingConsumer"),
    /** The end of the producer's sleep. */
    SLEEP_WAKE("vorlauf.render.SleepHandshake");

    private static final String SCENARIOS = "vorlauf.check.subject.";

    private final String className;

    HandOff(String className) {
        this.className = className;
    }

    /** The binary name of the class that does it. */
    public String className() {
        return className;
    }

    /** The scenarios of the model checker, by binary name; none for the frame ring, which has checks of its own. */
    List<String> scenarios() {
        return switch (this) {
            case FRAME_RING -> List.of();
            case RECORD_RING -> List.of(SCENARIOS + "RecordRingScenario");
            case CONTROL_MAIL -> List.of(SCENARIOS + "MailScenario");
            case PLAN_CHANGE -> List.of(SCENARIOS + "QueueScenario", SCENARIOS + "PlanChangeScenario");
            case UNDERRUN -> List.of(SCENARIOS + "UnderrunScenario");
            case SLEEP_WAKE -> List.of(SCENARIOS + "SleepWakeScenario");
        };
    }
}
