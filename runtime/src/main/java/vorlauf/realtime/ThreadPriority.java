package vorlauf.realtime;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;

/**
 * The priority of a thread, raised as far as the operating system permits.
 *
 * <p>On Linux a thread of audio belongs under SCHED_FIFO: it then runs before all ordinary work the moment it is due, and the
 * kernel does not gather its wake-ups with others. Where that is not permitted it gets a nice value, and the slack of its timers
 * is taken away: 50 us by default, by which every sleep is longer. Linux ignores Java's own thread priorities unless the JVM was
 * told otherwise; elsewhere they work.
 *
 * <p>A thread under SCHED_FIFO that never sleeps takes a core away from everybody: who raises one watches it and calls
 * {@link #lower}.
 *
 * <p>Source: sched(7), sched_setscheduler(2), setpriority(2) (on Linux {@code PRIO_PROCESS} with 0 means the calling thread),
 * prctl(2), PR_SET_TIMERSLACK.
 */
public final class ThreadPriority {
    /** Priority under SCHED_FIFO, 1 to 99: above what a desktop starts, below the interrupts of a real-time kernel (50). */
    public static final int PRODUCER_FIFO = 20;

    /** Nice value for the producer: well before all ordinary work, behind the kernel's own threads. */
    public static final int PRODUCER_NICE = -15;

    /** Slack of timers where the scheduler is an ordinary one; under SCHED_FIFO there is none. */
    static final long SLACK_NANOS = 1_000;

    private static final int SCHED_OTHER = 0;
    private static final int SCHED_FIFO = 1;
    private static final int SCHED_RESET_ON_FORK = 0x4000_0000;
    private static final int PRIO_PROCESS = 0;
    private static final int PR_SET_TIMERSLACK = 29;
    private static final int PR_GET_TIMERSLACK = 30;

    private ThreadPriority() {}

    /** How a thread is scheduled. */
    public enum Policy {
        /** Under SCHED_FIFO: before all ordinary threads. */
        FIRST,
        /** An ordinary thread with a better place. */
        PREFERRED,
        /** Like every other thread. */
        ORDINARY
    }

    /**
     * What came of the attempt.
     *
     * @param policy what is in force
     * @param message one line: what is in force, or why not and what to do
     * @param threadNumber the kernel's number of the thread, 0 where it is not known
     */
    public record Outcome(Policy policy, String message, int threadNumber) {
        /** Whether the thread now goes before ordinary threads. */
        public boolean raised() {
            return policy != Policy.ORDINARY;
        }
    }

    /**
     * Raises the calling thread. Never throws; before the first block, since it allocates.
     *
     * @param sleeps whether it waits for a clock again and again; one that does not is never put under SCHED_FIFO
     */
    public static Outcome raise(boolean sleeps) {
        return request(sleeps ? Policy.FIRST : Policy.PREFERRED);
    }

    /** Asks for a policy for the calling thread, and for the next best where that is refused. Never throws; allocates. */
    @SuppressWarnings("ThreadPriorityCheck") // a wish that costs nothing where it is ignored
    public static Outcome request(Policy wanted) {
        if (wanted != Policy.ORDINARY && !isLinux()) {
            Thread.currentThread().setPriority(Thread.MAX_PRIORITY);
            return new Outcome(Policy.PREFERRED, "the producer runs at Java's highest thread priority", 0);
        }
        return switch (wanted) {
            case FIRST -> onLinux(PRODUCER_FIFO, PRODUCER_NICE);
            case PREFERRED -> niceOnLinux(PRODUCER_NICE, "");
            case ORDINARY -> new Outcome(Policy.ORDINARY, "the producer runs at normal priority", 0);
        };
    }

    private static boolean isLinux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }

    /** Tries SCHED_FIFO with a priority, then a nice value, -20 (first) to 19 (last). */
    static Outcome onLinux(int fifo, int nice) {
        try (LinuxCalls calls = new LinuxCalls()) {
            int error = schedule(calls, 0, SCHED_FIFO | SCHED_RESET_ON_FORK, fifo);
            if (error == 0) {
                return new Outcome(Policy.FIRST, "the producer runs under SCHED_FIFO at priority " + fifo, (int)
                        calls.call("gettid"));
            }
            return niceOnLinux(nice, "sched_setscheduler: error " + error + ", ");
        } catch (Throwable e) {
            return refused(e.toString());
        }
    }

    private static int schedule(LinuxCalls calls, int threadNumber, int policy, int priority) throws Throwable {
        MemorySegment parameter = calls.arena().allocate(ValueLayout.JAVA_INT);
        parameter.set(ValueLayout.JAVA_INT, 0, priority);
        return calls.call("sched_setscheduler", threadNumber, policy, parameter) == 0 ? 0 : calls.error();
    }

    /** Gives the calling thread a nice value, and timers that are exact. */
    static Outcome niceOnLinux(int nice, String before) {
        try (LinuxCalls calls = new LinuxCalls()) {
            long slackBefore = calls.control(PR_GET_TIMERSLACK, 0);
            calls.control(PR_SET_TIMERSLACK, SLACK_NANOS);
            long slackNanos = calls.control(PR_GET_TIMERSLACK, 0);
            String timers = slackNanos == slackBefore
                    ? ""
                    : String.format(Locale.ROOT, ", timer slack %d ns instead of %d ns", slackNanos, slackBefore);
            int number = (int) calls.call("gettid");
            if (calls.call("setpriority", PRIO_PROCESS, 0, nice) == 0) {
                return new Outcome(Policy.PREFERRED, "the producer runs at nice value " + nice + timers, number);
            }
            return refused(before + "setpriority: error " + calls.error());
        } catch (Throwable e) {
            return refused(e.toString());
        }
    }

    /**
     * Makes a thread that was raised an ordinary one again; false where that failed. Any thread, also another one.
     *
     * @param threadNumber the kernel's number, from {@link Outcome}
     */
    public static boolean lower(int threadNumber) {
        if (threadNumber == 0) {
            return false;
        }
        try (LinuxCalls calls = new LinuxCalls()) {
            return schedule(calls, threadNumber, SCHED_OTHER, 0) == 0;
        } catch (Throwable e) {
            return false; // it stays as it is
        }
    }

    private static Outcome refused(String reason) {
        return new Outcome(
                Policy.ORDINARY,
                "the producer runs at normal priority (" + reason
                        + "); allow more by the lines \"@audio - rtprio 20\" and"
                        + " \"@audio - nice -15\" in /etc/security/limits.conf, or by CAP_SYS_NICE",
                0);
    }
}
