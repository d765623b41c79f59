package vorlauf.backend.simulator;

import java.util.concurrent.atomic.AtomicBoolean;
import vorlauf.dsp.RealTime;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.StreamFormat;
import vorlauf.realtime.ThreadPriority;
import vorlauf.render.Clock;

/** A {@link VirtualDevice} on a thread of its own, in real time. */
final class NullDeviceStream implements Backend.Stream {
    static final String THREAD_NAME = "vorlauf-null-device";

    /** No wait of the thread is longer, so that it sees a close soon, whatever the period. */
    private static final long LONGEST_WAIT_NANOS = 50_000_000L;

    private static final long CLOSE_MILLISECONDS = 1_000;

    private final VirtualDevice device;
    private final StreamFormat format;
    private final Clock clock;
    private final Thread thread;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean closing;

    NullDeviceStream(VirtualDevice device, StreamFormat format, Clock clock) {
        this.device = device;
        this.format = format;
        this.clock = clock;
        this.thread = new Thread(this::run, THREAD_NAME);
        thread.setDaemon(true);
    }

    @Override
    public StreamFormat format() {
        return format;
    }

    @Override
    public void start() throws BackendException {
        if (closing || !started.compareAndSet(false, true)) {
            throw new BackendException("simulator: this stream was started before; open another one");
        }
        thread.start();
    }

    private void run() {
        // A device is served before all else; where that is refused, its lateness shows as bursts of pulls.
        ThreadPriority.raise(true);
        consume();
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private void consume() {
        long dueNanos = device.start(clock.nanoTime());
        while (!closing) {
            long nowNanos = clock.nanoTime();
            if (dueNanos - nowNanos > 0) {
                clock.parkUntil(Math.min(dueNanos, nowNanos + LONGEST_WAIT_NANOS));
            } else {
                dueNanos = device.step(nowNanos);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        clock.wake(thread);
        try {
            thread.join(CLOSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
