package vorlauf.control;

import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Audio time: a clock that stands still until it is told to advance, and the only clock of the publishers of one offline
 * render.
 *
 * <p>What publishers schedule while the clock is bound ({@link #call}, or inside a task of the clock) runs in
 * {@link #advanceTo}, in the order of time and, at one instant, in the order of scheduling: two renders of the same patch
 * do the same in the same order.
 *
 * <p>Threads: {@link #advanceTo} and {@link #call} one thread, the render's; what schedules may be any thread (one that the
 * patch made itself reaches the clock at whatever instant it then stands at).
 */
public final class VirtualClock implements Timeline, PublisherWorkers {
    /** Most tasks that run at one instant; more mean that a publisher schedules without end and time could never go on. */
    public static final int MAXIMUM_TASKS_AT_ONE_INSTANT = 1_000_000;

    private static final int SMALLEST_SWEEP = 1_024;

    private final int maximumTasksAtOneInstant;
    private final Consumer<Throwable> failures;
    private final Scheduler scheduler = new VirtualScheduler(this);
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.<Task>comparingLong(task -> task.atNanos).thenComparingLong(task -> task.order));
    private long tasksScheduled;
    private int sweepAt = SMALLEST_SWEEP;
    private boolean closed;
    private String owner = "";

    /** Written under the lock; read by any thread, above all to see cheaply that there is nothing to do. */
    private volatile long nowNanos;

    private final DueTime nextDue = new DueTime();

    /** Counts the stretches of publishers' work; with {@link #heldBy} it tells a watchdog whether one of them goes on. */
    private volatile long stretch;

    private volatile @Nullable String heldBy;

    /** A clock at 0 that hands what a task throws to {@code failures}. */
    public VirtualClock(Consumer<Throwable> failures) {
        this(failures, MAXIMUM_TASKS_AT_ONE_INSTANT);
    }

    /** The same with another limit, to test it. */
    VirtualClock(Consumer<Throwable> failures, int maximumTasksAtOneInstant) {
        RoutedSchedulers.install();
        this.failures = failures;
        this.maximumTasksAtOneInstant = maximumTasksAtOneInstant;
    }

    /** Nanoseconds of audio time since the clock was made. Any thread. */
    public long nowNanos() {
        return nowNanos;
    }

    /** Whether something is due at {@code nanos} or before. Any thread; takes no lock. */
    public boolean hasDue(long nanos) {
        return nextDue.isReachedAt(nanos);
    }

    /** What {@link #hasDue} looks at, alive. */
    public DueTime nextDue() {
        return nextDue;
    }

    /** Name of the publisher whose work runs now, or null. For a watchdog on any thread. */
    public @Nullable String heldBy() {
        return heldBy;
    }

    /** Changes with every stretch of publishers' work. For a watchdog on any thread. */
    public long stretch() {
        return stretch;
    }

    /** Whether Reactor's schedulers are routed to this clock where it is bound; false after another library replaced them. */
    public boolean isRouted() {
        try {
            return call("", () -> {
                Scheduler.Worker worker = Schedulers.parallel().createWorker();
                worker.dispose();
                return worker instanceof VirtualScheduler.VirtualWorker;
            });
        } catch (Exception e) {
            throw new IllegalStateException("a clock could not be asked", e);
        }
    }

    /** Runs {@code work} with this clock bound, as work of {@code owner}. */
    public <T> T call(String owner, Callable<T> work) throws Exception {
        String before = this.owner;
        String heldBefore = heldBy;
        this.owner = owner;
        hold(owner);
        try {
            return ScopedValue.where(CURRENT, this).call(work::call);
        } finally {
            this.owner = before;
            hold(heldBefore);
        }
    }

    /** Subscribes at once, at the instant that the clock stands at. */
    @Override
    public Seat seat(String owner, Runnable subscription) {
        try {
            call(owner, () -> {
                subscription.run();
                return true;
            });
        } catch (Exception e) {
            throw Exceptions.propagate(e);
        }
        return VirtualSeat.INSTANCE;
    }

    /**
     * Runs what is due up to and including {@code nanos}; the clock then stands at {@code nanos}.
     *
     * @throws EndlessTasksException where more than {@link #MAXIMUM_TASKS_AT_ONE_INSTANT} tasks ran at one instant
     */
    public void advanceTo(long nanos) {
        if (hasDue(nanos)) {
            ScopedValue.where(CURRENT, this).run(() -> runDue(nanos));
        }
        synchronized (tasks) {
            nowNanos = Math.max(nowNanos, nanos);
        }
    }

    /** Tasks that wait, cancelled ones that were not swept yet included. Any thread. */
    int waitingTasks() {
        synchronized (tasks) {
            return tasks.size();
        }
    }

    /** Drops what is still scheduled and refuses more. */
    public void close() {
        synchronized (tasks) {
            closed = true;
            tasks.clear();
            nextDue.set(Long.MAX_VALUE);
        }
    }

    @Override
    public Scheduler instead(Scheduler real, Kind kind) {
        return scheduler;
    }

    private void runDue(long nanos) {
        int ranAtThisInstant = 0;
        long instantNanos = -1;
        for (Task task = takeDue(nanos); task != null; task = takeDue(nanos)) {
            if (task.atNanos != instantNanos) {
                instantNanos = task.atNanos;
                ranAtThisInstant = 0;
            }
            if (++ranAtThisInstant > maximumTasksAtOneInstant) {
                throw new EndlessTasksException(String.format(
                        Locale.ROOT,
                        "%s: more than %,d tasks at audio time %.6f s: a publisher schedules without end at one instant",
                        task.owner.isEmpty() ? "the patch" : task.owner,
                        maximumTasksAtOneInstant,
                        instantNanos / 1e9));
            }
            run(task);
        }
    }

    private @Nullable Task takeDue(long nanos) {
        synchronized (tasks) {
            for (Task task = tasks.peek(); task != null && task.atNanos <= nanos; task = tasks.peek()) {
                tasks.remove();
                if (!task.isDisposed()) {
                    nowNanos = Math.max(nowNanos, task.atNanos);
                    updateNextDue();
                    return task;
                }
            }
            updateNextDue();
            return null;
        }
    }

    private void run(Task task) {
        owner = task.owner;
        hold(task.owner);
        try {
            task.work.run();
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            failures.accept(e);
        } finally {
            hold(null);
            owner = "";
        }
        if (task.periodNanos >= 0 && !task.isDisposed()) {
            task.atNanos += task.periodNanos;
            add(task);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes it
    private void hold(@Nullable String holder) {
        heldBy = holder;
        stretch++;
    }

    Task schedule(Runnable work, long delayNanos, long periodNanos, VirtualScheduler.@Nullable VirtualWorker worker) {
        Task task = new Task(Schedulers.onSchedule(work), periodNanos, owner, worker);
        synchronized (tasks) {
            long delay = Math.max(0, delayNanos);
            task.atNanos = nowNanos > Long.MAX_VALUE - delay ? Long.MAX_VALUE : nowNanos + delay;
            add(task);
        }
        return task;
    }

    private void add(Task task) {
        synchronized (tasks) {
            if (closed) {
                throw Exceptions.failWithRejected("the render has ended");
            }
            if (tasks.size() >= sweepAt) {
                // Cancelled timeouts would otherwise stay until their time comes.
                tasks.removeIf(Task::isDisposed);
                sweepAt = Math.max(SMALLEST_SWEEP, 2 * tasks.size());
            }
            task.order = tasksScheduled++;
            tasks.add(task);
            updateNextDue();
        }
    }

    private void updateNextDue() {
        Task next = tasks.peek();
        nextDue.set(next == null ? Long.MAX_VALUE : next.atNanos);
    }

    /** A publisher that never lets audio time go on; the message is one line. */
    public static final class EndlessTasksException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EndlessTasksException(String message) {
            super(message);
        }
    }

    /** Something to run at an instant. Its place in the queue changes only while it is outside the queue. */
    static final class Task implements reactor.core.Disposable {
        final Runnable work;
        final long periodNanos;
        final String owner;
        final VirtualScheduler.@Nullable VirtualWorker worker;
        long atNanos;
        long order;
        private volatile boolean disposed;

        Task(Runnable work, long periodNanos, String owner, VirtualScheduler.@Nullable VirtualWorker worker) {
            this.work = work;
            this.periodNanos = periodNanos;
            this.owner = owner;
            this.worker = worker;
        }

        @Override
        public void dispose() {
            disposed = true;
        }

        @Override
        public boolean isDisposed() {
            return disposed || (worker != null && worker.isDisposed());
        }
    }

    /** Publishers of a render share its one thread: there is nothing to give up. */
    private enum VirtualSeat implements Seat {
        INSTANCE;

        @Override
        public long heldNanos(long nowNanos) {
            return 0;
        }

        @Override
        public void release() {}
    }
}
