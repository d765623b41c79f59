package vorlauf.check.litmus;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import vorlauf.check.model.BrokenPromise;
import vorlauf.check.model.Scenario;
import vorlauf.check.model.ScenarioThreads;

/** Two threads that wait for each other in the ways there are; some lock up, some never end. */
public final class Waiting implements Scenario {
    private final String how;
    private final Shared shared = new Shared();

    /** One execution of a way to wait. */
    public Waiting(String how) {
        this.how = how;
    }

    /** What both threads touch; its fields are memory under test, since it is no scenario. */
    static final class Shared {
        static int runs;
        static volatile int volatileRuns;
        static final AtomicLong EVER = new AtomicLong();

        final AtomicBoolean flag = new AtomicBoolean();
        final AtomicLong updated = new AtomicLong();
        final ArrayDeque<String> queue = new ArrayDeque<>();
        final Object first = new Object();
        final Object second = new Object();
        int guarded;
        boolean ready;

        synchronized void add() {
            guarded++;
        }
    }

    @Override
    public List<String> threads() {
        return List.of("left", "right");
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread alone
    public void setUp() {
        if (how.equals("staticField")) {
            Shared.runs++;
            Shared.volatileRuns++;
        }
    }

    @Override
    public void run(int thread) throws Throwable {
        boolean left = thread == 0;
        switch (how) {
            case "monitor", "staticField" -> shared.add();
            case "spin" -> spin(left);
            case "spinForNothing" -> {
                while (!shared.flag.get()) {
                    Thread.onSpinWait();
                }
            }
            case "spinWithoutAHint" -> {
                if (left) {
                    while (!shared.flag.getOpaque()) {
                        // nothing: the checker lets the other thread go on after a while
                    }
                } else {
                    shared.flag.setOpaque(true);
                }
            }
            case "parkUnpark" -> parkUnpark(left);
            case "parkForATime" -> LockSupport.parkNanos(1_000);
            case "parkForNothing" -> LockSupport.park();
            case "lockOrder" -> lockOrder(left);
            case "waitNotify" -> waitNotify(left);
            case "waitForNothing" -> waitForNothing(left);
            case "notOwner" -> shared.first.notifyAll();
            case "collection" -> shared.queue.add("item");
            case "updates" -> {
                shared.updated.getAndUpdate(value -> value + 1);
                shared.updated.accumulateAndGet(2, Long::sum);
                shared.updated.incrementAndGet();
            }
            case "chance" -> {
                for (long turn = Shared.EVER.incrementAndGet() % 3; turn >= 0; turn--) {
                    shared.updated.incrementAndGet();
                }
            }
            case "catchesEverything" -> catchesEverything(left);
            default -> throw new IllegalArgumentException(how);
        }
    }

    private void spin(boolean left) {
        if (left) {
            while (!shared.flag.getAcquire()) {
                Thread.onSpinWait();
            }
            check(shared.guarded == 7);
        } else {
            shared.guarded = 7;
            shared.flag.setRelease(true);
        }
    }

    private void parkUnpark(boolean left) {
        if (left) {
            while (!shared.flag.get()) {
                LockSupport.park(this);
            }
        } else {
            shared.flag.set(true);
            LockSupport.unpark(ScenarioThreads.get(0));
        }
    }

    private void lockOrder(boolean left) {
        synchronized (left ? shared.first : shared.second) {
            synchronized (left ? shared.second : shared.first) {
                shared.guarded++;
            }
        }
    }

    private void waitNotify(boolean left) throws InterruptedException {
        synchronized (shared.first) {
            if (left) {
                while (!shared.ready) {
                    shared.first.wait();
                }
                check(shared.guarded == 3);
            } else {
                shared.guarded = 3;
                shared.ready = true;
                shared.first.notifyAll();
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // what is wrong with it is what the test is about
    private void waitForNothing(boolean left) throws InterruptedException {
        synchronized (shared.first) {
            if (left) {
                shared.first.wait();
            } else {
                shared.first.notify();
            }
        }
    }

    private void catchesEverything(boolean left) {
        boolean on = true;
        while (on) {
            try {
                shared.flag.set(left);
                on = left;
            } catch (Throwable thrown) {
                on = true;
            }
        }
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new BrokenPromise("what was written is seen", "it is not");
        }
    }

    @Override
    public void finish() {
        switch (how) {
            case "monitor" -> check(shared.guarded == 2);
            case "staticField" -> check(Shared.runs == 1 && Shared.volatileRuns == 1);
            case "updates" -> check(shared.updated.get() == 8);
            default -> {}
        }
    }

    @Override
    public Map<String, Object> roots() {
        return Map.of("shared", shared);
    }
}
