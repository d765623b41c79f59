package vorlauf.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;
import vorlauf.render.Clock;
import vorlauf.render.ProducerThread;

/**
 * The JVM's own account of when it stood still: pauses of the collector and other safepoints, read from the flight recorder;
 * on demand also what made single threads wait, and what was compiled.
 *
 * <p>All engines of a JVM share one stream. It is started on a thread of its own, because that takes some hundred
 * milliseconds, and delivers about once a second.
 *
 * <p>Threads: any.
 */
final class PauseLog {
    private static final int KEPT = 4_096;
    private static final Duration SHORTEST = Duration.ofNanos(200_000);
    private static final long SAFETY_NANOS = 200_000_000L;

    private static @Nullable PauseLog shared;
    private static int users;

    private final Clock clock;
    private final ArrayDeque<Pause> pauses = new ArrayDeque<>();
    private final List<LiveWitness> witnesses = new CopyOnWriteArrayList<>();
    private final Map<Long, String> collectors = new HashMap<>();
    private @Nullable RecordingStream stream;
    private @Nullable String failure;
    private boolean closed;
    private boolean threadsToo;
    private volatile long coveredNanos = Long.MIN_VALUE;

    /** Why time passed. */
    enum Reason {
        /** No Java thread ran, for the collector. */
        COLLECTION,
        /** No Java thread ran, for another operation of the JVM. */
        SAFEPOINT,
        /** One thread waited. */
        WAIT,
        /** A compiler ran. */
        COMPILATION
    }

    /**
     * A span in which no Java thread ran, or one did not.
     *
     * @param reason why
     * @param kind the collector and what it was asked for, the operation of the JVM, what the thread waited in
     * @param detail what the collector did meanwhile, what the thread waited for
     * @param number of the collection, whose event comes after the pause, so that its name is filled in when asked; of the
     *     thread in Java where one waited
     */
    record Pause(long startNanos, long endNanos, Reason reason, String kind, String detail, long number) {
        Pause(long startNanos, long endNanos, boolean collection, String kind, String detail, long number) {
            this(startNanos, endNanos, collection ? Reason.COLLECTION : Reason.SAFEPOINT, kind, detail, number);
        }

        boolean collection() {
            return reason == Reason.COLLECTION;
        }

        /** Whether no Java thread ran; in other spans just one did not. */
        boolean stopsAll() {
            return switch (reason) {
                case COLLECTION, SAFEPOINT -> true;
                case WAIT, COMPILATION -> false;
            };
        }

        /** The part of it that lies in a span. */
        long overlapNanos(long fromNanos, long toNanos) {
            return Math.max(0, Math.min(endNanos, toNanos) - Math.max(startNanos, fromNanos));
        }

        Pause named(String collector) {
            return new Pause(startNanos, endNanos, reason, collector, detail, number);
        }

        double milliseconds() {
            return (endNanos - startNanos) / 1e6;
        }
    }

    PauseLog(Clock clock) {
        this.clock = clock;
    }

    /** The shared log; each call wants a {@link #release}. */
    static synchronized PauseLog acquire(Clock clock) {
        if (shared == null) {
            PauseLog log = new PauseLog(clock);
            shared = log;
            Thread starter = new Thread(log::open, "vorlauf-pauses");
            starter.setDaemon(true);
            starter.start();
        }
        users++;
        return shared;
    }

    /** From now on also notes waits of single threads and compilations. */
    void watchThreads() {
        RecordingStream running;
        synchronized (this) {
            running = threadsToo ? null : stream;
            threadsToo = true;
        }
        if (running != null) {
            ThreadEvents.enable(running, this::threadWaited, this::compiled);
        }
    }

    /** Gives the shared log up; the last one who does so stops the stream after everything has been delivered. */
    static void release() {
        PauseLog last = null;
        synchronized (PauseLog.class) {
            users--;
            if (users == 0) {
                last = shared;
                shared = null;
            }
        }
        if (last != null) {
            last.close();
        }
    }

    /** Why there is no account, or null where there is one or it is being opened. */
    synchronized @Nullable String failure() {
        return failure;
    }

    /** All pauses that ended before this instant are known. */
    long coveredNanos() {
        return coveredNanos;
    }

    /** Pauses that overlap a span, in the order of their ends. */
    synchronized List<Pause> overlapping(long fromNanos, long toNanos) {
        List<Pause> found = new ArrayList<>();
        for (Pause pause : pauses) {
            if (pause.endNanos() >= fromNanos && pause.startNanos() <= toNanos) {
                String collector = pause.collection() ? collectors.get(pause.number()) : null;
                found.add(collector == null ? pause : pause.named(collector));
            }
        }
        return found;
    }

    /** Tells a witness each pause from now on, until {@link #forget}. */
    void tell(LiveWitness witness) {
        witnesses.add(witness);
    }

    /** Tells a witness nothing more. */
    void forget(LiveWitness witness) {
        witnesses.remove(witness);
    }

    /** Adds a pause. */
    synchronized void add(Pause pause) {
        if (pause.stopsAll()) {
            for (LiveWitness witness : witnesses) {
                witness.pause(pause.startNanos(), pause.endNanos(), pause.collection());
            }
        }
        if (pauses.size() == KEPT) {
            pauses.removeFirst();
        }
        pauses.addLast(pause);
    }

    private void open() {
        try {
            RecordingStream opened = new RecordingStream();
            opened.setMaxSize(16L << 20);
            opened.enable("jdk.GarbageCollection").withoutThreshold();
            opened.enable("jdk.GCPhasePause").withThreshold(SHORTEST);
            opened.enable("jdk.ExecuteVMOperation").withThreshold(SHORTEST);
            // How long the JVM waits for the last thread to stop, while those that have stopped already stand still.
            opened.enable("jdk.SafepointBegin").withThreshold(SHORTEST);
            opened.onEvent("jdk.SafepointBegin", this::reached);
            opened.onEvent("jdk.GarbageCollection", this::collection);
            opened.onEvent("jdk.GCPhasePause", this::collectorPause);
            opened.onEvent("jdk.ExecuteVMOperation", this::operation);
            opened.onFlush(() -> coveredNanos = clock.nanoTime() - SAFETY_NANOS);
            boolean threads;
            synchronized (this) {
                if (closed) {
                    opened.close();
                    return;
                }
                stream = opened;
                threads = threadsToo;
            }
            if (threads) {
                ThreadEvents.enable(opened, this::threadWaited, this::compiled);
            }
            opened.startAsync();
        } catch (RuntimeException | LinkageError e) {
            synchronized (this) {
                failure = "the flight recorder cannot be started, underruns will not be explained by JVM pauses: "
                        + Session.oneLine(e);
            }
        }
    }

    private void close() {
        RecordingStream opened;
        synchronized (this) {
            closed = true;
            opened = stream;
            stream = null;
        }
        if (opened != null) {
            try (opened) {
                // Delivers what the recorder still holds before it returns.
                opened.stop();
            } catch (RuntimeException e) {
                synchronized (this) {
                    failure = Session.oneLine(e);
                }
            }
        }
        coveredNanos = Long.MAX_VALUE;
    }

    private synchronized void collection(RecordedEvent event) {
        if (collectors.size() > KEPT) {
            collectors.clear();
        }
        collectors.put(event.getLong("gcId"), event.getString("name") + ", " + event.getString("cause"));
    }

    private void collectorPause(RecordedEvent event) {
        long number = event.getLong("gcId");
        add(pause(event, Reason.COLLECTION, "collection " + number, event.getString("name"), number));
    }

    private void reached(RecordedEvent event) {
        add(pause(event, Reason.SAFEPOINT, "waiting for other threads to stop", "", -1));
    }

    private void operation(RecordedEvent event) {
        String name = String.valueOf(event.getString("operation"));
        String lower = name.toLowerCase(Locale.ROOT);
        boolean collection = lower.contains("collect")
                || lower.startsWith("g1")
                || lower.startsWith("z")
                || lower.startsWith("shenandoah")
                || lower.startsWith("parallel")
                || lower.startsWith("serial");
        if (!collection && event.getBoolean("safepoint")) {
            add(pause(event, Reason.SAFEPOINT, name, "", -1));
        }
    }

    private void threadWaited(RecordedEvent event) {
        // All others wait when they like, and would drive out what matters.
        if (event.getThread() != null
                && ProducerThread.NAME.equals(event.getThread().getJavaName())) {
            String kind = ThreadEvents.kind(event);
            long thread = event.getThread().getJavaThreadId();
            add(pause(event, Reason.WAIT, kind, ThreadEvents.detail(event), thread));
        }
    }

    private void compiled(RecordedEvent event) {
        add(pause(event, Reason.COMPILATION, ThreadEvents.compilation(event), "", -1));
    }

    private Pause pause(RecordedEvent event, Reason reason, String kind, String detail, long number) {
        // The recorder keeps wall-clock time: both clocks are read now, and the distance is applied.
        long wallToEngineNanos = clock.nanoTime() - nanosOf(Instant.now());
        return new Pause(
                nanosOf(event.getStartTime()) + wallToEngineNanos,
                nanosOf(event.getEndTime()) + wallToEngineNanos,
                reason,
                kind,
                detail,
                number);
    }

    private static long nanosOf(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
