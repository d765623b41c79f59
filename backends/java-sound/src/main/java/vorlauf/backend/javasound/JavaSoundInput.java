package vorlauf.backend.javasound;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.FrameSink;
import vorlauf.engine.InputFormat;
import vorlauf.engine.StreamListener;
import vorlauf.realtime.ThreadPriority;
import vorlauf.render.Clock;

/**
 * A Java Sound line that records on a thread of its own, and a supervisor that brings a lost one back with growing pauses.
 *
 * <p>A line is lost when reads return at once with nothing for a fifth of a second, or when one hangs for two. A thread that
 * hangs loses its {@link Turn}: it touches nothing but its line any more, and another one records.
 */
final class JavaSoundInput implements Backend.Input {
    static final String RECORDER_NAME = "vorlauf-java-sound-input";
    static final String SUPERVISOR_NAME = "vorlauf-java-sound-input-watch";
    private static final int EMPTY_READS_OF_A_LOST_DEVICE = 20;
    private static final long RETRY_NANOS = 10_000_000L;
    private static final long CLOSE_MILLISECONDS = 1_000;

    private final Supply supply;
    private final StreamListener listener;
    private final Clock clock;
    private final int periodFrames;
    private final OpenInput first;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Take take;
    private @Nullable Thread supervisor;

    /** Where a line comes from, at first and again after a loss; may wait for a device for long. */
    interface Supply {
        /** An open line that was not started. */
        OpenInput open() throws BackendException;
    }

    /** A line, the right to record from it, and whether it has failed. */
    private static final class Take {
        private final OpenInput open;
        private final Turn turn = new Turn();
        private volatile boolean failed;

        Take(OpenInput open) {
            this.open = open;
        }
    }

    JavaSoundInput(Supply supply, OpenInput first, int periodFrames, StreamListener listener, Clock clock) {
        this.supply = supply;
        this.first = first;
        this.periodFrames = periodFrames;
        this.listener = listener;
        this.clock = clock;
        this.take = new Take(first);
    }

    @Override
    public InputFormat format() {
        return new InputFormat(
                first.device(),
                first.format().label() + "-bit signed",
                first.channels(),
                periodFrames,
                InputFormat.Clocking.OWN);
    }

    @Override
    public void start(FrameSink sink) throws BackendException {
        if (supervisor != null || closing.getCount() == 0) {
            throw new BackendException(JavaSoundBackend.NAME + ": this input was started before; open another one");
        }
        Thread watch = daemon(() -> supervise(sink), SUPERVISOR_NAME);
        supervisor = watch;
        record(take, sink);
        watch.start();
    }

    private void record(Take mine, FrameSink sink) {
        mine.open.line().start();
        daemon(() -> record(mine, sink, mine.open.channels()), RECORDER_NAME).start();
    }

    /** Reads periods until the line fails, this turn ends or the input is closed; then closes the line. */
    private void record(Take mine, FrameSink sink, int channels) {
        ThreadPriority.raise(false);
        int frameBytes = mine.open.format().bytesPerSample() * channels;
        byte[] bytes = new byte[periodFrames * frameBytes];
        float[] interleaved = new float[periodFrames * channels];
        int emptyReads = 0;
        while (closing.getCount() > 0 && !mine.failed) {
            mine.turn.enterWrite(clock.nanoTime());
            int taken = mine.open.line().read(bytes, 0, bytes.length);
            if (!mine.turn.leaveWrite()) {
                break;
            }
            int frames = taken / frameBytes;
            if (frames > 0) {
                emptyReads = 0;
                mine.open.format().decode(bytes, interleaved, frames * channels);
                sink.push(interleaved, 0, frames);
            } else if (++emptyReads >= EMPTY_READS_OF_A_LOST_DEVICE) {
                mine.failed = true;
            } else {
                clock.parkUntil(clock.nanoTime() + RETRY_NANOS);
            }
        }
        mine.open.line().close();
    }

    private void supervise(FrameSink sink) {
        boolean lost = false;
        long pauseNanos = LineSupervisor.FIRST_PAUSE_NANOS;
        long attemptNanos = 0;
        try {
            while (!closing.await(LineSupervisor.TICK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                long nowNanos = clock.nanoTime();
                if (!lost) {
                    String what = loss(nowNanos);
                    if (what != null) {
                        lost = true;
                        pauseNanos = LineSupervisor.FIRST_PAUSE_NANOS;
                        attemptNanos = nowNanos + pauseNanos;
                        listener.deviceLost(
                                JavaSoundBackend.NAME + ": '" + take.open.device() + "' " + what
                                        + ", so it counts as lost; the input is silent and the device is opened again when it can be");
                    }
                } else if (nowNanos - attemptNanos >= 0) {
                    lost = !reopen(sink);
                    pauseNanos = Math.min(2 * pauseNanos, LineSupervisor.LONGEST_PAUSE_NANOS);
                    attemptNanos = clock.nanoTime() + pauseNanos;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable String loss(long nowNanos) {
        Take current = take;
        if (current.failed) {
            return "gives no frames any more";
        }
        long since = current.turn.writingSinceNanos();
        return since != Turn.FREE && nowNanos - since >= LineSupervisor.HANGING_NANOS && current.turn.endWriteOf(since)
                ? "has given nothing for 2.0 s"
                : null;
    }

    /** Records from the device again, if it can be opened as it was. */
    private boolean reopen(FrameSink sink) {
        OpenInput next;
        try {
            next = supply.open();
        } catch (BackendException _) {
            return false; // the loss was reported; a device that stays away is no news
        }
        if (next.channels() != first.channels()) {
            next.line().close();
            return false; // the ring is as wide as the device was
        }
        Take fresh = new Take(next);
        take = fresh;
        record(fresh, sink);
        listener.deviceBack(next.device());
        return true;
    }

    @Override
    public void close() {
        if (closing.getCount() == 0) {
            return;
        }
        closing.countDown();
        Thread watch = supervisor;
        if (watch == null) {
            first.line().close();
            return;
        }
        // The recorder closes its line when its read returns; one that hangs must not hold anybody up.
        try {
            watch.join(CLOSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
