package vorlauf.backend.sharedmemory;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.ForeignPulls;
import vorlauf.engine.StreamFormat;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;
import vorlauf.render.Clock;

/**
 * A consumer in another process, watched: what it counts in shared memory is told to the engine every few milliseconds.
 *
 * <p>The watching thread carries no sound. Where it is late, counts come late and nothing else.
 */
final class SharedMemoryStream implements Backend.Stream {
    static final String WATCH_NAME = "vorlauf-shared-memory-watch";
    private static final long TICK_NANOS = 4_000_000L;
    private static final long SILENT_CONSUMER_NANOS = 700_000_000L;
    private static final long CLOSE_MILLISECONDS = 1_000;

    private final RingFile file;
    private final StreamRequest request;
    private final ForeignPulls pulls;
    private final StreamListener listener;
    private final Clock clock;
    private final Thread watch;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean closing;

    // What follows belongs to the watching thread.
    private boolean isLost;
    private long seenConsumer;
    private long seenCallbacks;
    private long seenNanos;
    private long seenReadPosition;
    private long seenUnderrunEvents;
    private long seenUnderrunFrames;

    SharedMemoryStream(RingFile file, StreamRequest request, ForeignPulls pulls, StreamListener listener, Clock clock) {
        this.file = file;
        this.request = request;
        this.pulls = pulls;
        this.listener = listener;
        this.clock = clock;
        this.watch = new Thread(this::watch, WATCH_NAME);
        watch.setDaemon(true);
    }

    @Override
    public StreamFormat format() {
        return new StreamFormat(
                file.path().toString(), "32-bit float", request.periodFrames(), 0, StreamFormat.Pacing.REAL_TIME);
    }

    @Override
    public void start() throws BackendException {
        if (!started.compareAndSet(false, true)) {
            throw new BackendException(SharedMemoryBackend.NAME + ": this stream was started before; open another one");
        }
        file.ring().markPlaying();
        watch.start();
    }

    private void watch() {
        seenNanos = clock.nanoTime();
        if (look(RingLayout.CONSUMER_PROCESS_OFFSET) == 0) {
            lose("waiting for a consumer of " + file.path());
        }
        while (!closing) {
            tick(clock.nanoTime());
            clock.parkUntil(clock.nanoTime() + TICK_NANOS);
        }
        tell();
    }

    private void tick(long nowNanos) {
        // Nothing is an underrun any more once all is written, and the consumer may leave.
        boolean last = look(RingLayout.PRODUCER_STATE_OFFSET) == RingLayout.ALL_WRITTEN;
        long callbacks = look(RingLayout.CALLBACKS_OFFSET);
        long consumer = look(RingLayout.CONSUMER_PROCESS_OFFSET);
        tell();
        if (callbacks != seenCallbacks) {
            seenCallbacks = callbacks;
            seenNanos = nowNanos;
            if (isLost) {
                isLost = false;
                listener.deviceBack(file.path() + (consumer == 0 ? "" : ", read by process " + consumer));
            }
        } else if (!isLost && !last && consumer == 0 && seenConsumer != 0) {
            lose("process " + seenConsumer + " reads " + file.path() + " no more");
        } else if (!isLost && !last && nowNanos - seenNanos > SILENT_CONSUMER_NANOS) {
            lose(String.format(
                    Locale.ROOT, "nobody has read %s for %.1f s", file.path(), (nowNanos - seenNanos) / 1e9));
        }
        seenConsumer = consumer;
    }

    private void lose(String what) {
        isLost = true;
        listener.deviceLost(
                SharedMemoryBackend.NAME + ": " + what + "; the stream stands still and goes on when one reads");
    }

    private void tell() {
        long events = look(RingLayout.UNDERRUN_EVENTS_OFFSET);
        long missed = look(RingLayout.UNDERRUN_FRAMES_OFFSET);
        long position = look(RingLayout.READ_POSITION_OFFSET);
        int newFrames = difference(position, seenReadPosition);
        int newMissed = difference(missed, seenUnderrunFrames);
        int newEvents = difference(events, seenUnderrunEvents);
        if (newFrames == 0 && newMissed == 0 && newEvents == 0) {
            return;
        }
        seenReadPosition += newFrames;
        seenUnderrunFrames += newMissed;
        seenUnderrunEvents += newEvents;
        pulls.taken(new ForeignPulls.Taken(
                newFrames,
                newMissed,
                newEvents,
                fill(RingLayout.LAST_FILL_FRAMES_OFFSET),
                fill(RingLayout.LOWEST_FILL_FRAMES_OFFSET)));
    }

    /** What a count has grown by; whatever another process has written there, a number that can be added. */
    private static int difference(long now, long before) {
        return Math.clamp(now - before, 0, 1 << 30);
    }

    private int fill(int offset) {
        return Math.clamp(look(offset), 0, Integer.MAX_VALUE);
    }

    private long look(int offset) {
        return file.ring().look(offset);
    }

    @Override
    public void close() {
        file.close();
        closing = true;
        clock.wake(watch);
        try {
            watch.join(CLOSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
