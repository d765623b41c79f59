package vorlauf.check.model;

import org.jspecify.annotations.Nullable;
import vorlauf.check.FindingKind;

/**
 * Parking and monitors of rewritten classes.
 *
 * <p>Threads: the running thread of an execution; any thread when there is none.
 */
public final class ThreadHooks {
    private ThreadHooks() {}

    // ---- parking ----------------------------------------------------------------------------------------------------

    /** {@code LockSupport.park}; without an execution it returns at once, as it may. */
    public static void park(int site) {
        Execution execution = Hooks.execution();
        if (execution != null) {
            park(execution, ModelThread.State.PARKED, site);
        }
    }

    /** {@code LockSupport.parkNanos} and its like: time passes only when nobody else can go on. */
    public static void parkForATime(int site) {
        Execution execution = Hooks.execution();
        if (execution != null) {
            park(execution, ModelThread.State.PARKED_FOR_A_TIME, site);
        }
    }

    private static void park(Execution execution, ModelThread.State how, int site) {
        ModelThread self = execution.step(site);
        note(execution, self, site, self.permit ? "park, which returns at once" : "park");
        if (!self.permit) {
            self.state = how;
            execution.block(self);
            note(execution, self, site, "park returns");
        }
        self.permit = false;
    }

    /** {@code LockSupport.unpark}. */
    public static void unpark(@Nullable Thread thread, int site) {
        Execution execution = Hooks.execution();
        if (execution == null) {
            return;
        }
        ModelThread self = execution.step(site);
        ModelThread woken = thread == null ? null : execution.find(thread);
        if (woken != null) {
            note(execution, self, site, "unpark " + woken.name);
            woken.permit = true;
            if (woken.state == ModelThread.State.PARKED || woken.state == ModelThread.State.PARKED_FOR_A_TIME) {
                woken.state = ModelThread.State.RUNNABLE;
            }
        }
    }

    // ---- monitors ---------------------------------------------------------------------------------------------------

    /** Enters a monitor; a null is left to the instruction itself. */
    public static void enter(@Nullable Object monitor, int site) {
        Execution execution = Hooks.execution();
        if (execution != null && monitor != null) {
            ModelThread self = execution.step(site);
            execution.monitors.enter(self, monitor);
            note(execution, self, site, "enter monitor");
        }
    }

    /** Leaves a monitor. */
    public static void exit(@Nullable Object monitor, int site) {
        Execution execution = Hooks.execution();
        if (execution != null && monitor != null && !execution.hasEnded()) {
            ModelThread self = execution.running();
            self.site = site;
            note(execution, self, site, "leave monitor");
            execution.monitors.exit(self, monitor);
        }
    }

    /** {@link Object#wait()}. */
    public static void await(Object monitor, int site) {
        Execution execution = Hooks.execution();
        if (execution != null) {
            ModelThread self = execution.step(site);
            note(execution, self, site, "wait");
            execution.monitors.await(self, monitor);
        }
    }

    /** {@link Object#notify} and {@link Object#notifyAll}. */
    public static void wake(Object monitor, boolean all, int site) {
        Execution execution = Hooks.execution();
        if (execution != null) {
            ModelThread self = execution.running();
            self.site = site;
            note(execution, self, site, all ? "notify all" : "notify");
            execution.monitors.wake(self, monitor, all);
        }
    }

    private static void note(Execution execution, ModelThread self, int site, String what) {
        if (execution.trace != null) {
            execution.trace.event(self, site, what);
        }
    }

    /** What a thread that is no owner of a monitor has done. */
    static Stop notOwner(Execution execution, ModelThread self) {
        return execution.fail(
                FindingKind.EXCEPTION,
                "no exception",
                self.name + " has thrown IllegalMonitorStateException at " + Sites.get(self.site));
    }
}
