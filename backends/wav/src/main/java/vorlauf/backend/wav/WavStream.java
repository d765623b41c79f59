package vorlauf.backend.wav;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.StreamFormat;
import vorlauf.engine.StreamListener;
import vorlauf.realtime.ThreadPriority;
import vorlauf.render.Clock;

/** A {@link WavRecorder} on a thread of its own, and what it has to say to the engine. */
final class WavStream implements Backend.Stream {
    static final String THREAD_NAME = "vorlauf-wav";
    private static final long LONGEST_WAIT_NANOS = 50_000_000L;
    private static final long CLOSE_MILLISECONDS = 5_000;

    private final WavRecorder recorder;
    private final StreamListener listener;
    private final Clock clock;
    private final Thread thread;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean closing;
    private boolean reported;

    WavStream(WavRecorder recorder, StreamListener listener, Clock clock) {
        this.recorder = recorder;
        this.listener = listener;
        this.clock = clock;
        this.thread = new Thread(this::run, THREAD_NAME);
        thread.setDaemon(true);
    }

    @Override
    public StreamFormat format() {
        return recorder.format();
    }

    @Override
    public void start() throws BackendException {
        if (closing || !started.compareAndSet(false, true)) {
            throw new BackendException("wav: this stream was started before; open another one");
        }
        thread.start();
    }

    private void run() {
        if (recorder.format().pacing() == StreamFormat.Pacing.REAL_TIME) {
            // A file that keeps time stands for a device, and a device that comes late takes more than a ring holds.
            // Not first of all, since it writes to a disk.
            ThreadPriority.raise(false);
        }
        long dueNanos = recorder.start(clock.nanoTime());
        while (!closing) {
            long nowNanos = clock.nanoTime();
            if (dueNanos - nowNanos > 0) {
                clock.parkUntil(Math.min(dueNanos, nowNanos + LONGEST_WAIT_NANOS));
            } else {
                dueNanos = recorder.step(nowNanos);
                report();
            }
        }
        finish();
    }

    private void finish() {
        recorder.close();
        report();
        if (recorder.clippedSamples() > 0) {
            listener.notice("wav: " + recorder.clippedSamples() + " samples were beyond full scale and are clipped in "
                    + recorder.format().device());
        }
    }

    private void report() {
        @Nullable String failure = recorder.failure();
        if (failure != null && !reported) {
            reported = true;
            listener.deviceLost(failure);
        }
    }

    @Override
    public void close() {
        boolean first = !closing;
        closing = true;
        if (started.compareAndSet(false, true)) {
            finish();
            return;
        }
        clock.wake(thread);
        try {
            thread.join(CLOSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (first && thread.isAlive()) {
            listener.notice("wav: the disk did not take the rest of "
                    + recorder.format().device() + " within " + CLOSE_MILLISECONDS / 1_000
                    + " s; the file is valid up to what it took");
        }
    }
}
