package vorlauf.check.model;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vorlauf.check.FindingKind;

/**
 * Runs a scenario under every schedule within a bound, depth first.
 *
 * <p>Where one breaks down, smaller bounds are gone through from 0 on, so that the one that is shown departs as rarely from
 * the simplest schedule as any, and among these it is the shortest of those looked at.
 *
 * <p>Threads: any; one exploration at a time, others wait. Errors: {@link Refused} where the scenario reaches what is not
 * modelled, or is not deterministic.
 */
public final class ModelChecker {
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();
    private static final int LOOKED_AT_FOR_A_SHORTER_ONE = 2_000;
    private static final int PROGRESS_EVERY = 512;
    private static final int LONGEST_CALL_SECONDS = 20;

    private final Supplier<? extends Scenario> scenarios;
    private final Limits limits;
    private final LongConsumer progress;
    private final long replay;
    private final SharedSites sharedSites = new SharedSites();
    private long schedules;
    private @Nullable ShownSchedule replayed;

    private ModelChecker(Supplier<? extends Scenario> scenarios, Limits limits, LongConsumer progress, long replay) {
        this.scenarios = scenarios;
        this.limits = limits;
        this.progress = progress;
        this.replay = replay;
    }

    /** Explores. */
    public static Exploration explore(Supplier<? extends Scenario> scenarios, Limits limits) {
        return explore(scenarios, limits, count -> {}, 0);
    }

    /**
     * Explores.
     *
     * @param progress is told how many schedules were run, now and then
     * @param replay number of a schedule to stop at and to show, whatever its verdict; 0 for none
     */
    public static Exploration explore(
            Supplier<? extends Scenario> scenarios, Limits limits, LongConsumer progress, long replay) {
        ONE_AT_A_TIME.lock();
        try {
            ModelChecker checker = new ModelChecker(scenarios, limits, progress, replay);
            FutureTask<Exploration> task = new FutureTask<>(checker::exploreAll);
            // A virtual thread as well: switching between threads is a matter of half a microsecond then.
            Thread.ofVirtual().name("main").start(task);
            return await(task);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Refused refused -> throw new Refused(String.valueOf(refused.getMessage()));
                case NotDeterministic chance -> throw new Refused(String.valueOf(chance.getMessage()));
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    /** Waits, but not for a call that does not return and does nothing that the checker sees. */
    private static Exploration await(FutureTask<Exploration> task) throws InterruptedException, ExecutionException {
        long seen = Execution.ACTIVITY.get();
        for (int idleSeconds = 0; idleSeconds < LONGEST_CALL_SECONDS; idleSeconds++) {
            try {
                return task.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                if (Execution.ACTIVITY.get() != seen) {
                    seen = Execution.ACTIVITY.get();
                    idleSeconds = 0;
                }
            }
        }
        Execution stuck = Execution.active;
        Execution.active = null;
        String where = stuck == null ? "" : ", after " + Sites.get(stuck.running().site);
        Finding finding = new Finding(
                FindingKind.NEVER_ENDS,
                "liveness",
                "a call into a library did not return within " + LONGEST_CALL_SECONDS + " s" + where);
        return new Exploration(1, true, new ShownSchedule(1, 0, finding, List.of()), null);
    }

    private Exploration exploreAll() {
        Decisions decisions = new Decisions();
        boolean more = true;
        while (more && schedules < limits.schedules()) {
            Execution execution = execute(decisions, limits.bound());
            if (replayed != null) {
                return new Exploration(schedules, true, null, replayed);
            }
            if (execution.finding() != null) {
                ShownSchedule smallest = smallest(execution.departures(), execution.finding());
                return new Exploration(schedules, true, smallest, replayed);
            }
            if (sharedSites.takeGrown()) {
                decisions = new Decisions();
            } else {
                more = decisions.next();
            }
        }
        return new Exploration(schedules, !more, null, null);
    }

    private ShownSchedule smallest(int mostDepartures, @Nullable Finding first) {
        for (int bound = 0; bound <= mostDepartures; bound++) {
            Decisions decisions = new Decisions();
            Decisions best = null;
            long bestNumber = 0;
            int bestSteps = Integer.MAX_VALUE;
            int lookedAt = 0;
            boolean more = true;
            while (more && lookedAt < LOOKED_AT_FOR_A_SHORTER_ONE) {
                Execution execution = execute(decisions, bound);
                if (replayed != null) {
                    return replayed;
                }
                if (execution.finding() != null && execution.steps() < bestSteps) {
                    best = decisions.copy();
                    bestNumber = schedules;
                    bestSteps = execution.steps();
                }
                lookedAt += best == null ? 0 : 1;
                if (sharedSites.takeGrown()) {
                    // what was found before may have taken other decisions
                    decisions = new Decisions();
                    best = null;
                    bestSteps = Integer.MAX_VALUE;
                } else {
                    more = decisions.next();
                }
            }
            if (best != null) {
                return show(bestNumber, best, bound, sharedSites.copy(), first);
            }
        }
        throw new NotDeterministic();
    }

    private Execution execute(Decisions decisions, int bound) {
        decisions.rewind();
        boolean wanted = schedules + 1 == replay;
        SharedSites known = wanted ? sharedSites.copy() : sharedSites;
        Execution execution = new Execution(scenarios.get(), decisions, bound, sharedSites, false);
        runToEnd(execution);
        schedules++;
        if (schedules % PROGRESS_EVERY == 0) {
            progress.accept(schedules);
        }
        if (wanted) {
            replayed = show(schedules, decisions.copy(), bound, known, null);
        }
        return execution;
    }

    private ShownSchedule show(long number, Decisions path, int bound, SharedSites known, @Nullable Finding first) {
        Scenario scenario = scenarios.get();
        Execution execution = new Execution(scenario, path, bound, known, true);
        runToEnd(execution);
        Trace trace = execution.trace;
        Finding finding = execution.finding();
        if (trace == null) {
            throw new IllegalStateException("a replay is traced");
        }
        List<String> table = trace.table(scenario.roots());
        Finding shown = finding == null ? null : trace.named(finding, scenario.roots());
        // A class initialiser fails but once: whoever comes later gets another exception.
        boolean onlyOnce = first != null && shown != null && first.kind() != shown.kind();
        return new ShownSchedule(number, execution.departures(), onlyOnce ? first : shown, table);
    }

    private static void runToEnd(Execution execution) {
        try {
            execution.run();
        } catch (Refused | NotDeterministic | RuntimeException thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new IllegalStateException(thrown);
        }
    }
}
