package vorlauf.realtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/**
 * The priority of the calling thread, raised as far as the operating system permits.
 *
 * <p>Linux ignores Java's thread priorities unless the JVM was told otherwise, but gives each thread a nice value of its own;
 * elsewhere Java's priorities work.
 *
 * <p>Source: setpriority(2): on Linux {@code PRIO_PROCESS} with 0 means the calling thread.
 */
public final class ThreadPriority {
    /** Nice value for the producer: well before all ordinary work, behind the kernel's own threads. */
    public static final int PRODUCER_NICE = -15;

    private static final int PRIO_PROCESS = 0;

    private ThreadPriority() {}

    /**
     * What came of the attempt.
     *
     * @param raised whether the thread now goes before ordinary threads
     * @param message one line: what is in force, or why not and what to do
     */
    public record Outcome(boolean raised, String message) {}

    /** Raises the calling thread. Never throws; before the thread's first block, since it allocates. */
    @SuppressWarnings("ThreadPriorityCheck") // a wish that costs nothing where it is ignored
    public static Outcome raise() {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return niceOnLinux(PRODUCER_NICE);
        }
        Thread.currentThread().setPriority(Thread.MAX_PRIORITY);
        return new Outcome(true, "the producer runs at Java's highest thread priority");
    }

    /** Gives the calling thread a nice value, -20 (first) to 19 (last). */
    @SuppressWarnings("restricted")
    static Outcome niceOnLinux(int nice) {
        try (Arena arena = Arena.ofConfined()) {
            StructLayout stateLayout = Linker.Option.captureStateLayout();
            VarHandle errno = stateLayout.varHandle(MemoryLayout.PathElement.groupElement("errno"));
            Linker linker = Linker.nativeLinker();
            MethodHandle setpriority = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("setpriority"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                    Linker.Option.captureCallState("errno"));
            MemorySegment state = arena.allocate(stateLayout);
            int result = (int) setpriority.invokeExact(state, PRIO_PROCESS, 0, nice);
            if (result == 0) {
                return new Outcome(true, "the producer runs at nice value " + nice);
            }
            return refused("error " + (int) errno.get(state, 0L));
        } catch (Throwable e) {
            return refused(e.toString());
        }
    }

    private static Outcome refused(String reason) {
        return new Outcome(
                false,
                "the producer runs at normal priority (setpriority: " + reason
                        + "); allow it by the line \"@audio - nice -15\" in /etc/security/limits.conf or by CAP_SYS_NICE");
    }
}
