package vorlauf.check.model;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** The monitors of one execution: who owns each, and what its last owner released. */
@SuppressWarnings("ReferenceEquality") // a monitor belongs to an object, not to its like
final class Monitors {
    private static final class Monitor {
        @Nullable
        ModelThread owner;

        int depth;
        int @Nullable [] released;
    }

    private final Execution execution;
    private final IdentityHashMap<Object, Monitor> monitors = new IdentityHashMap<>();

    Monitors(Execution execution) {
        this.execution = execution;
    }

    void enter(ModelThread self, Object object) {
        Monitor monitor = monitors.computeIfAbsent(object, key -> new Monitor());
        while (monitor.owner != null && monitor.owner != self) {
            self.state = ModelThread.State.WANTS_MONITOR;
            self.monitor = object;
            execution.block(self);
        }
        monitor.owner = self;
        monitor.depth++;
        if (monitor.released != null) {
            self.learn(monitor.released);
        }
        self.tick();
    }

    void exit(ModelThread self, Object object) {
        Monitor monitor = owned(self, object);
        if (--monitor.depth == 0) {
            free(self, monitor, object);
        }
    }

    void await(ModelThread self, Object object) {
        Monitor monitor = owned(self, object);
        int depth = monitor.depth;
        monitor.depth = 0;
        free(self, monitor, object);
        self.state = ModelThread.State.WAITS_ON_MONITOR;
        self.monitor = object;
        execution.block(self);
        enter(self, object);
        monitor.depth = depth;
    }

    /** The first of the threads that wait, or all of them, want the monitor again. */
    void wake(ModelThread self, Object object, boolean all) {
        owned(self, object);
        for (ModelThread thread : execution.threads()) {
            if (thread.state == ModelThread.State.WAITS_ON_MONITOR && thread.monitor == object) {
                thread.state = ModelThread.State.RUNNABLE;
                if (!all) {
                    return;
                }
            }
        }
    }

    private void free(ModelThread self, Monitor monitor, Object object) {
        monitor.owner = null;
        monitor.released = self.copyOfNow();
        self.tick();
        for (ModelThread thread : execution.threads()) {
            if (thread.state == ModelThread.State.WANTS_MONITOR && thread.monitor == object) {
                thread.state = ModelThread.State.RUNNABLE;
            }
        }
    }

    private Monitor owned(ModelThread self, Object object) {
        Monitor monitor = monitors.get(object);
        if (monitor == null || monitor.owner != self) {
            throw ThreadHooks.notOwner(execution, self);
        }
        return monitor;
    }
}
