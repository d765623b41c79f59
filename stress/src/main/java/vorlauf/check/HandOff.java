package vorlauf.check;

import java.util.List;

/** A place where data passes from one thread of the engine to another without a lock. */
public enum HandOff {
    /** Frames from the producer to a consumer. */
    FRAME_RING("vorlauf.ring.SpscFrameRing"),
    /** Telemetry from a real-time thread to one that has time. */
    RECORD_RING("vorlauf.ring.RecordRing", "RecordRingScenario"),
    /** Control values from any publisher to the producer. */
    CONTROL_MAIL("vorlauf.control.ControlMail", "MailScenario"),
    /** Plans to the producer, and plans that are out of force back to the control thread. */
    PLAN_CHANGE("vorlauf.render.BlockRenderer", "QueueScenario", "PlanChangeScenario"),
    /** The platform thread's pulls beside the end of the stream, and what it counts. */
    UNDERRUN("vorlauf.render.RingConsumer", "UnderrunScenario"),
    /** The end of the producer's sleep. */
    SLEEP_WAKE("vorlauf.render.SleepHandshake", "SleepWakeScenario");

    private final String className;
    private final List<String> scenarios;

    HandOff(String className, String... scenarios) {
        this.className = className;
        this.scenarios =
                List.of(scenarios).stream().map(name -> "vorlauf.check.subject." + name).toList();
    }

    /** The binary name of the class that does it. */
    public String className() {
        return className;
    }

    /** The scenarios of the model checker, by binary name; none for the frame ring, which has checks of its own. */
    List<String> scenarios() {
        return scenarios;
    }
}
