package vorlauf.check.model;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread of the scenario: what it knows, and whether it can go on. */
final class ModelThread {
    /** Whether a thread can go on, and what it waits for otherwise. */
    enum State {
        RUNNABLE,
        PARKED,
        PARKED_FOR_A_TIME,
        WANTS_MONITOR,
        WAITS_ON_MONITOR,
        JOINS,
        DONE
    }

    final int number;
    final String name;
    final Execution execution;

    /** What happens-before the thread's next access. */
    final int[] now;

    /** The same for its next loads, to which a load-load fence adds. */
    final int[] forLoads;

    /** What its next opaque stores release: all that was before its last release fence. */
    int[] released;

    /** What it would have acquired if its opaque loads had been acquiring; an acquire fence makes up for it. */
    final int[] pending;

    int clock;
    State state = State.RUNNABLE;
    boolean permit;

    @Nullable
    Object monitor;

    int monitorDepth;
    int site;
    int stepsInARow;

    @Nullable
    Thread thread;

    ModelThread(int number, String name, Execution execution, int threads) {
        this.number = number;
        this.name = name;
        this.execution = execution;
        this.now = Knowledge.nothing(threads);
        this.forLoads = Knowledge.nothing(threads);
        this.pending = Knowledge.nothing(threads);
        this.released = Knowledge.nothing(threads);
        tick();
    }

    /** Begins a new moment of this thread. */
    void tick() {
        clock++;
        int threads = Knowledge.threads(now);
        now[Knowledge.stores(number)] = clock;
        now[Knowledge.loads(threads, number)] = clock;
        now[Knowledge.sights(threads, number)] = clock;
        forLoads[Knowledge.stores(number)] = clock;
        forLoads[Knowledge.loads(threads, number)] = clock;
        forLoads[Knowledge.sights(threads, number)] = clock;
    }

    void learn(int[] knowledge) {
        Knowledge.join(now, knowledge);
        Knowledge.join(forLoads, knowledge);
    }

    int[] copyOfNow() {
        return Arrays.copyOf(now, now.length);
    }

    boolean isEnabled() {
        return state == State.RUNNABLE;
    }

    void wake() {
        LockSupport.unpark(thread);
    }
}
