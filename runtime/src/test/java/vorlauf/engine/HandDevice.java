package vorlauf.engine;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vorlauf.render.SystemClock;

/** A device that takes frames when the test says so. */
final class HandDevice implements Backend {
    /** A hundred times as fast as the frames sound, so that others have a core as well. */
    private static final long PERIOD_NANOS = 200_000;

    private volatile StreamFormat.Pacing pacing;
    private volatile @Nullable FrameSource source;
    private volatile @Nullable StreamListener listener;
    private volatile boolean started;
    private volatile boolean closed;

    HandDevice() {
        this(StreamFormat.Pacing.REAL_TIME);
    }

    HandDevice(StreamFormat.Pacing pacing) {
        this.pacing = pacing;
    }

    @Override
    public String name() {
        return "hand";
    }

    @Override
    public String description() {
        return "pulled by a test";
    }

    @Override
    public List<Device> devices() {
        return List.of(new Device("hand", "pulled by a test"));
    }

    @Override
    public String unavailableReason() {
        return "";
    }

    @Override
    public Stream open(StreamRequest request, FrameSource frames, StreamListener streamListener)
            throws BackendException {
        if (request.sampleRateHertz() == 11_025) {
            throw new BackendException("hand refuses 11025 Hz; 48000 Hz would be right");
        }
        source = frames;
        listener = streamListener;
        return new Stream() {
            @Override
            public StreamFormat format() {
                return new StreamFormat("hand", "32-bit float", request.periodFrames(), 0, pacing);
            }

            @Override
            public void start() {
                started = true;
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    /** Shows itself to be another kind of device than it seemed. */
    void turnsOutTo(StreamFormat.Pacing newPacing) {
        pacing = newPacing;
    }

    FrameSource source() {
        return Objects.requireNonNull(source);
    }

    StreamListener listener() {
        return Objects.requireNonNull(listener);
    }

    boolean isStarted() {
        return started;
    }

    boolean isClosed() {
        return closed;
    }

    /** Takes exactly so many frames, waiting for the producer where it must. */
    float[] take(int frames) {
        FrameSource from = source();
        float[] taken = new float[frames * from.channels()];
        int done = 0;
        while (done < frames && !from.ended()) {
            done += from.pullAvailable(taken, done, frames - done);
            Thread.onSpinWait();
        }
        return taken;
    }

    /** Takes frames on a thread of its own until the stream ends, as a device does: now and then, not all the time. */
    Thread takeAll() {
        Thread thread = new Thread(() -> {
            FrameSource from = source();
            float[] taken = new float[1_024 * from.channels()];
            while (!from.ended() && !closed) {
                from.pullAvailable(taken, 0, 1_024);
                SystemClock.INSTANCE.parkUntil(SystemClock.INSTANCE.nanoTime() + PERIOD_NANOS);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
