package vorlauf.engine;

import org.jspecify.annotations.Nullable;
import vorlauf.realtime.ThreadPriority;

/**
 * Raises the producer's thread and takes that back where the thread never sleeps: first of all threads and without a pause it
 * would have a core for itself, and on a machine with one core everything.
 *
 * <p>Threads: {@link #raise} the producer, before its first block; the others the control thread.
 */
final class PriorityWatch {
    /** Looks of the control thread, which come every few milliseconds as long as it gets time itself: about a second. */
    static final int MOST_LOOKS_AWAKE = 250;

    private final EventHub hub;
    private volatile ThreadPriority.@Nullable Outcome outcome;
    private volatile boolean lowered;
    private long sleepsBefore = -1;
    private int looksAwake;

    PriorityWatch(EventHub hub) {
        this.hub = hub;
    }

    /** Raises the calling thread. */
    void raise(boolean sleeps) {
        ThreadPriority.Outcome raised = ThreadPriority.raise(sleeps);
        outcome = raised;
        if (!raised.raised()) {
            hub.post(new EngineEvent.PriorityRefused(raised.message()));
        }
    }

    /** Looks whether the producer has slept since the last look. */
    void look(long sleeps) {
        looksAwake = sleeps == sleepsBefore ? looksAwake + 1 : 0;
        sleepsBefore = sleeps;
        ThreadPriority.Outcome raised = outcome;
        if (looksAwake >= MOST_LOOKS_AWAKE
                && !lowered
                && raised != null
                && raised.policy() == ThreadPriority.Policy.FIRST) {
            lowered = true;
            if (ThreadPriority.lower(raised.threadNumber())) {
                hub.emit(
                        new EngineEvent.Notice("the producer has not slept for a second and was made an ordinary thread"
                                + " again, so that others get a core; blocks take longer than they last"));
            }
        }
    }

    /** What is in force, one line; empty before the thread has started. */
    String inForce() {
        ThreadPriority.Outcome raised = outcome;
        return raised == null
                ? ""
                : lowered ? "the producer was made an ordinary thread, as it never slept" : raised.message();
    }
}
