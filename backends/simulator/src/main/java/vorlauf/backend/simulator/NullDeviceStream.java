package vorlauf.backend.simulator;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.FrameSink;
import vorlauf.engine.InputRequest;
import vorlauf.engine.StreamFormat;
import vorlauf.engine.StreamListener;
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
    private final NullInput.Settings inputSettings;
    private volatile @Nullable NullInput recorded;
    private volatile boolean closing;

    NullDeviceStream(VirtualDevice device, StreamFormat format, NullInput.Settings input, Clock clock) {
        this.device = device;
        this.format = format;
        this.clock = clock;
        this.inputSettings = input;
        this.thread = new Thread(this::run, THREAD_NAME);
        thread.setDaemon(true);
    }

    @Override
    public StreamFormat format() {
        return format;
    }

    @Override
    public Optional<Backend.Input> openInput(InputRequest request, StreamListener listener) throws BackendException {
        return Optional.of(NullInput.open(this, inputSettings, request));
    }

    /** Lets an input record from the device's next period on. */
    void record(NullInput input) {
        recorded = input;
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
        long startNanos = clock.nanoTime();
        long dueNanos = device.start(startNanos);
        NullInput input = recorded;
        long inputNanos = input == null ? Long.MAX_VALUE : input.device().start(startNanos);
        while (!closing) {
            long nowNanos = clock.nanoTime();
            NullInput wanted = recorded;
            if (wanted != null && input == null) {
                input = wanted;
                inputNanos = input.device().start(nowNanos);
            }
            if (Math.min(dueNanos, inputNanos) - nowNanos > 0) {
                clock.parkUntil(Math.min(Math.min(dueNanos, inputNanos), nowNanos + LONGEST_WAIT_NANOS));
                continue;
            }
            // First: whoever sees that a period was taken finds the one that was recorded beside it.
            FrameSink sink = input == null ? null : input.sink();
            if (input != null && inputNanos - nowNanos <= 0) {
                inputNanos = sink == null ? Long.MAX_VALUE : input.device().step(sink, nowNanos);
            }
            if (dueNanos - nowNanos <= 0) {
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
