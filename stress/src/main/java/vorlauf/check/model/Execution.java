package vorlauf.check.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import vorlauf.check.FindingKind;

/**
 * One run of a scenario under a schedule: it decides which thread makes the next synchronising access.
 *
 * <p>Exactly one thread runs at any time; the others are parked. The running thread itself takes the decisions, so going on
 * costs nothing and a switch is one unpark and one park of virtual threads. Decisions are taken before each synchronising
 * access, where a thread ends, and where it cannot go on.
 */
final class Execution {
    /** The execution that hooks report to; null between executions. */
    static @Nullable Execution active;

    /** Grows while anything happens; who watches for calls that do not return looks at it now and then. */
    static final AtomicLong ACTIVITY = new AtomicLong();

    private final Scenario scenario;
    private final Decisions decisions;
    private final int bound;
    final SharedSites sharedSites;
    private final List<ModelThread> threads = new ArrayList<>();
    private final ReadyThreads ready = new ReadyThreads(threads);
    final Memory memory;
    final Monitors monitors = new Monitors(this);
    final @Nullable Trace trace;

    private volatile ModelThread running;
    private volatile boolean ended;
    private @Nullable Finding finding;
    private @Nullable Throwable refusal;
    private int departures;
    private int steps;
    private int stepsWithoutProgress;
    private int jumpsBack;

    /** Class initialisers that are running: what they do is not part of the execution, since it happens once. */
    int initialisers;

    Execution(Scenario scenario, Decisions decisions, int bound, SharedSites sharedSites, boolean traced) {
        this.scenario = scenario;
        this.decisions = decisions;
        this.bound = bound;
        this.sharedSites = sharedSites;
        List<String> names = scenario.threads();
        int count = names.size() + 1;
        ModelThread main = new ModelThread(0, "main", this, count);
        threads.add(main);
        for (String name : names) {
            threads.add(new ModelThread(threads.size(), name, this, count));
        }
        this.running = main;
        this.memory = new Memory(this, count);
        this.trace = traced ? new Trace(names) : null;
    }

    /** Runs the scenario on the calling thread and on one virtual thread for each of its own. */
    void run() throws Throwable {
        ModelThread main = threads.getFirst();
        main.thread = Thread.currentThread();
        active = this;
        ACTIVITY.lazySet(ACTIVITY.getPlain() + 1);
        try {
            guarded(main, scenario::setUp);
            if (!ended) {
                runThreads(main);
            }
            if (!ended) {
                guarded(main, scenario::finish);
            }
        } finally {
            active = null;
            memory.restoreStatics();
        }
        Throwable refused = refusal;
        if (refused != null) {
            throw refused;
        }
    }

    @Nullable
    Finding finding() {
        return finding;
    }

    int departures() {
        return departures;
    }

    int steps() {
        return steps;
    }

    ModelThread running() {
        return running;
    }

    List<ModelThread> threads() {
        return threads;
    }

    /** The model thread that a thread of the JVM is; null where it is none. */
    @Nullable
    ModelThread find(Thread thread) {
        for (ModelThread candidate : threads) {
            if (candidate.thread == thread) {
                return candidate;
            }
        }
        return null;
    }

    // ---- threads ----------------------------------------------------------------------------------------------------

    private interface Body {
        void run() throws Throwable;
    }

    private void guarded(ModelThread self, Body body) {
        try {
            body.run();
        } catch (Stop stop) {
            // the reason is recorded already
        } catch (BrokenPromise broken) {
            record(new Finding(FindingKind.PROPERTY, broken.property(), String.valueOf(broken.getMessage())));
        } catch (Refused | NotDeterministic thrown) {
            refuse(thrown);
        } catch (Throwable thrown) {
            record(new Finding(FindingKind.EXCEPTION, "no exception", Blame.describe(self, thrown)));
        }
    }

    private void runThreads(ModelThread main) {
        for (ModelThread worker : threads) {
            if (worker != main) {
                worker.learn(main.now);
                worker.thread = Thread.ofVirtual().name(worker.name).unstarted(() -> work(worker));
            }
        }
        main.tick();
        main.state = ModelThread.State.JOINS;
        handOver(pickFreely(), main);
        if (ended) {
            unwind(main);
            return;
        }
        main.state = ModelThread.State.RUNNABLE;
        for (ModelThread worker : threads) {
            main.learn(worker.now);
        }
        main.tick();
    }

    private void work(ModelThread self) {
        await(self);
        guarded(self, () -> {
            if (!ended) {
                scenario.run(self.number - 1);
            }
        });
        self.tick();
        self.state = ModelThread.State.DONE;
        ModelThread next = threads.getFirst();
        if (!ended && !allDone()) {
            try {
                next = pickFreely();
            } catch (Stop stop) {
                next = threads.getFirst();
            } catch (NotDeterministic thrown) {
                refuse(thrown);
                next = threads.getFirst();
            }
        }
        running = next;
        start(next);
    }

    private boolean allDone() {
        for (ModelThread worker : threads) {
            if (worker.number > 0 && worker.state != ModelThread.State.DONE) {
                return false;
            }
        }
        return true;
    }

    /** Lets every thread that has begun come to its end. */
    private void unwind(ModelThread main) {
        for (ModelThread worker : threads) {
            Thread thread = worker.thread;
            if (worker != main && thread != null && thread.getState() != Thread.State.NEW) {
                // Whatever it catches, its next jump back throws again, and that stands outside of what catches.
                while (worker.state != ModelThread.State.DONE) {
                    handOver(worker, main);
                }
            }
        }
    }

    private void handOver(ModelThread next, ModelThread self) {
        running = next;
        start(next);
        park(self);
    }

    private static void start(ModelThread next) {
        Thread thread = next.thread;
        if (thread != null && thread.getState() == Thread.State.NEW) {
            thread.start();
        } else {
            next.wake();
        }
    }

    private void park(ModelThread self) {
        while (running != self) {
            LockSupport.park(this);
        }
    }

    private void await(ModelThread self) {
        park(self);
    }

    /** Switches to another thread, and comes back when this one is to go on. */
    private void switchTo(ModelThread next, ModelThread self) {
        self.stepsInARow = 0;
        if (next != self) {
            handOver(next, self);
        }
        if (ended) {
            throw new Stop();
        }
    }

    // ---- decisions --------------------------------------------------------------------------------------------------

    /** An atomic access is about to be made: another thread may come first if the variable is shared. */
    ModelThread stepAt(int site) {
        return step(site, sharedSites.contains(site));
    }

    /** Something that synchronises is about to be done: now another thread may come first. */
    ModelThread step(int site) {
        return step(site, true);
    }

    private ModelThread step(int site, boolean decides) {
        ModelThread self = running;
        self.site = site;
        if (ended) {
            throw new Stop();
        }
        steps++;
        if (++stepsWithoutProgress > Limits.STEPS) {
            throw neverEnds(self);
        }
        if (self.number == 0) {
            return self;
        }
        int others = ready.countBeside(self);
        if (others == 0) {
            return self;
        }
        if (++self.stepsInARow > Limits.STEPS_IN_A_ROW) {
            switchTo(ready.nextAfter(self), self);
        } else if (decides && departures < bound) {
            int choice = decisions.choose(others + 1, mark(self));
            if (choice > 0) {
                departures++;
                switchTo(ready.get(choice - 1, self), self);
            }
        }
        return self;
    }

    private static int mark(ModelThread self) {
        return 31 * self.site + self.number;
    }

    /** Which of {@code candidates} stores a load sees: 0 the newest, each older one a departure. */
    int chooseOlder(int candidates) {
        if (candidates <= 1 || departures >= bound) {
            return 0;
        }
        int choice = decisions.choose(candidates, mark(running));
        if (choice > 0) {
            departures++;
        }
        return choice;
    }

    /** The running thread tells that it waits for others. */
    void hint(int site) {
        ModelThread self = running;
        self.site = site;
        if (ended) {
            throw new Stop();
        }
        steps++;
        if (++stepsWithoutProgress > Limits.STEPS) {
            throw neverEnds(self);
        }
        if (self.number > 0 && ready.countBeside(self) > 0) {
            switchTo(ready.nextAfter(self), self);
        }
    }

    /** The running thread is not enabled any more: another one goes on. */
    void block(ModelThread self) {
        ModelThread next = self.number == 0 ? null : pickOrNull();
        if (next == null) {
            throw deadlock();
        }
        switchTo(next, self);
    }

    /** A call of the subject has returned. */
    void progress() {
        stepsWithoutProgress = 0;
        jumpsBack = 0;
    }

    void jumpBack(int site) {
        if (ended) {
            throw new Stop();
        }
        if ((jumpsBack & 0xfff) == 0) {
            ACTIVITY.lazySet(ACTIVITY.getPlain() + 1);
        }
        if (++jumpsBack > Limits.JUMPS_BACK) {
            running.site = site;
            throw neverEnds(running);
        }
    }

    private ModelThread pickFreely() {
        ModelThread next = pickOrNull();
        if (next == null) {
            throw deadlock();
        }
        return next;
    }

    /** One of the enabled threads, at no cost; a thread that sleeps for a time is woken where there is no other. */
    private @Nullable ModelThread pickOrNull() {
        int count = ready.countBeside(null);
        if (count > 0) {
            return ready.get(count == 1 ? 0 : decisions.choose(count, count), null);
        }
        return ready.wakeSleeper();
    }

    // ---- verdicts ---------------------------------------------------------------------------------------------------

    /** Ends the execution with a finding. */
    Stop fail(FindingKind kind, String property, String message) {
        record(new Finding(kind, property, message));
        return new Stop();
    }

    void record(Finding found) {
        if (finding == null && refusal == null) {
            finding = found;
            if (trace != null) {
                trace.ends(running, "*** " + found.kind().label());
            }
        }
        ended = true;
    }

    private void refuse(Throwable thrown) {
        if (refusal == null) {
            refusal = thrown;
        }
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    private Stop neverEnds(ModelThread self) {
        return fail(FindingKind.NEVER_ENDS, "liveness", Blame.neverEnds(self, ready.countBeside(self) == 0));
    }

    private Stop deadlock() {
        return fail(FindingKind.DEADLOCK, "liveness", Blame.deadlock(threads));
    }
}
