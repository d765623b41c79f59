package vorlauf.backend.jack;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.FrameSource;
import vorlauf.engine.FrameTime;
import vorlauf.engine.InputRequest;
import vorlauf.engine.StreamFormat;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;
import vorlauf.render.Clock;

/**
 * A client that comes back: a supervisor watches it, tells what happens, and joins the server again when that returns.
 *
 * <p>While there is no server, the supervisor takes frames at the sample rate and drops them, so that the sound's time goes on.
 */
final class JackStream implements Backend.Stream {
    static final String SUPERVISOR_NAME = "vorlauf-jack-watch";
    private static final String CLOSER_NAME = "vorlauf-jack-close";
    private static final long TICK_NANOS = 20_000_000L;
    private static final long SILENT_SERVER_NANOS = 700_000_000L;
    private static final long FIRST_PAUSE_NANOS = 250_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 4_000_000_000L;
    private static final long NOTICE_NANOS = 1_000_000_000L;
    private static final long CLOSE_MILLISECONDS = 1_000;

    private final JackSettings settings;
    private final StreamRequest request;
    private final JackClient first;
    private final FrameSource source;
    private final StreamListener listener;
    private final Clock clock;
    private final float[] dropped;
    private final int droppedFrames;
    private final long periodNanos;
    private final Thread supervisor;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean closing;

    /** Held while a client comes or goes, and while ports of the input do. */
    private final ReentrantLock clientChange = new ReentrantLock();

    private volatile @Nullable JackClient current;
    private volatile @Nullable JackInput input;

    // What follows belongs to the supervisor.
    private boolean isLost;
    private boolean isRetired = true;
    private long seenPeriods;
    private long seenNanos;
    private long seenXruns;
    private long saidNanos;
    private long dropNanos;
    private long unheardFrames;
    private long attemptNanos;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private boolean connectionsMissing;
    private long connectNanos;

    JackStream(
            JackSettings settings,
            StreamRequest request,
            JackClient first,
            FrameSource source,
            StreamListener listener,
            Clock clock) {
        this.settings = settings;
        this.request = request;
        this.first = first;
        this.source = source;
        this.listener = listener;
        this.clock = clock;
        this.droppedFrames = (int) Math.ceil(request.sampleRateHertz() / 10);
        this.periodNanos = Math.min(TICK_NANOS, FrameTime.nanos(first.periodFrames(), request.sampleRateHertz()));
        this.dropped = new float[droppedFrames * request.channels()];
        this.supervisor = new Thread(this::supervise, SUPERVISOR_NAME);
        supervisor.setDaemon(true);
    }

    @Override
    public StreamFormat format() {
        return new StreamFormat(
                settings.server(), "32-bit float", first.periodFrames(), 0, StreamFormat.Pacing.REAL_TIME);
    }

    @Override
    public Optional<Backend.Input> openInput(InputRequest wanted, StreamListener inputListener)
            throws BackendException {
        if (wanted.device().isPresent()) {
            throw new BackendException(JackBackend.NAME + ": the input is that of server '" + settings.server()
                    + "'; instead of --input-device name its ports by --option connect-inputs=A:1,A:2");
        }
        if (settings.sources().size() > wanted.channels()) {
            throw new BackendException(JackBackend.NAME + ": option connect-inputs names "
                    + settings.sources().size() + " ports, the input has " + wanted.channels() + " channels");
        }
        JackInput opened = new JackInput(this, settings.server(), wanted.channels(), first.periodFrames());
        input = opened;
        return Optional.of(opened);
    }

    /** Begins to record, as the input says, on the client that plays. */
    void record() throws BackendException {
        clientChange.lock();
        try {
            JackClient client = started.get() ? current : first;
            JackInput wanted = input;
            if (wanted == null || client == null) {
                return; // a server that returns is asked again
            }
            client.record(wanted);
            if (started.get()) {
                requireInputs(client);
            }
        } finally {
            clientChange.unlock();
        }
    }

    /** Ends to record, if anybody does. */
    void endRecord() {
        clientChange.lock();
        try {
            JackClient client = started.get() ? current : first;
            if (client != null) {
                client.endRecord();
            }
        } finally {
            clientChange.unlock();
        }
    }

    private void requireInputs(JackClient client) throws BackendException {
        List<String> missing = client.connectInputs();
        if (!missing.isEmpty()) {
            throw new BackendException(JackBackend.NAME + ": cannot connect inputs to " + String.join(", ", missing)
                    + "; these ports give sound: " + String.join(", ", client.possibleSources()));
        }
    }

    @Override
    public void start() throws BackendException {
        if (!started.compareAndSet(false, true)) {
            throw new BackendException(JackBackend.NAME + ": this stream was started before; open another one");
        }
        first.activate();
        List<String> missing = first.connect();
        if (!missing.isEmpty()) {
            List<String> possible = first.possibleTargets();
            discard(first);
            throw new BackendException(JackBackend.NAME + ": cannot connect to " + String.join(", ", missing)
                    + "; these ports take sound: " + String.join(", ", possible));
        }
        try {
            requireInputs(first);
        } catch (BackendException e) {
            discard(first);
            throw e;
        }
        follow(first, clock.nanoTime());
        supervisor.start();
    }

    private void follow(JackClient client, long nowNanos) {
        current = client;
        isLost = false;
        isRetired = false;
        seenPeriods = 0;
        seenXruns = 0;
        seenNanos = nowNanos;
    }

    private void supervise() {
        while (!closing) {
            long nowNanos = clock.nanoTime();
            tick(nowNanos);
            // The ring holds a few periods, so what is dropped is taken as often as a server would.
            clock.parkUntil(nowNanos + (current == null ? periodNanos : TICK_NANOS));
        }
        JackClient last = current;
        if (last != null) {
            last.close();
        }
    }

    private void tick(long nowNanos) {
        JackClient client = current;
        if (client != null && !isLost) {
            watch(client, nowNanos);
        }
        if (client != null && isLost) {
            // A call that is inside ends within microseconds, or the thread that made it will never come back.
            isRetired = client.callback().retire();
            if (isRetired) {
                giveUp(client);
                dropNanos = nowNanos;
            }
        }
        if (current == null && isRetired) {
            drop(nowNanos);
            if (nowNanos - attemptNanos >= 0) {
                attempt(nowNanos);
            }
        }
    }

    private void giveUp(JackClient client) {
        clientChange.lock();
        try {
            current = null;
        } finally {
            clientChange.unlock();
        }
        discard(client);
    }

    private void watch(JackClient client, long nowNanos) {
        JackCallback callback = client.callback();
        long periods = callback.periods();
        if (periods != seenPeriods) {
            seenPeriods = periods;
            seenNanos = nowNanos;
            pauseNanos = FIRST_PAUSE_NANOS;
        }
        if (callback.isShutDown()) {
            lose("server '" + client.server() + "' has ended", nowNanos);
        } else if (nowNanos - seenNanos > SILENT_SERVER_NANOS) {
            lose("server '" + client.server() + "' asks for no frames any more", nowNanos);
        } else {
            noticeXruns(callback, nowNanos);
            if (connectionsMissing && nowNanos - connectNanos >= 0) {
                connectNanos = nowNanos + NOTICE_NANOS;
                connectionsMissing = isUnconnected(client);
            }
        }
    }

    private void lose(String what, long nowNanos) {
        isLost = true;
        attemptNanos = nowNanos + pauseNanos;
        listener.deviceLost(JackBackend.NAME + ": " + what + "; the stream goes on and joins it again when it returns");
    }

    private void noticeXruns(JackCallback callback, long nowNanos) {
        long xruns = callback.xruns();
        if (xruns == seenXruns || nowNanos - saidNanos < NOTICE_NANOS) {
            return;
        }
        listener.notice(JackBackend.NAME + ": the server reports " + (xruns - seenXruns)
                + " xruns: a client or the server itself was late"
                + (callback.failures() == 0 ? "" : " (" + callback.failures() + " callbacks have failed)"));
        seenXruns = xruns;
        saidNanos = nowNanos;
    }

    /** Takes what a server would have taken since the last time; nothing of that is an underrun. */
    private void drop(long nowNanos) {
        long dueFrames = (long) ((nowNanos - dropNanos) / 1e9 * request.sampleRateHertz());
        int frames = (int) Math.min(droppedFrames, dueFrames);
        // After a wait inside the library there is too much to catch up with: time goes on from here.
        dropNanos = frames < dueFrames ? nowNanos : dropNanos + FrameTime.nanos(frames, request.sampleRateHertz());
        unheardFrames += source.pullAvailable(dropped, 0, frames);
    }

    private void attempt(long nowNanos) {
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        JackClient client;
        try {
            client = JackClient.open(settings, request, source);
        } catch (BackendException _) {
            // The loss was reported; a server that stays away is no news.
            attemptNanos = nowNanos + pauseNanos;
            return;
        }
        clientChange.lock();
        try {
            JackInput wanted = input;
            if (wanted != null) {
                client.record(wanted);
            }
            client.activate();
            follow(client, clock.nanoTime());
        } catch (BackendException _) {
            discard(client);
            attemptNanos = nowNanos + pauseNanos;
            return;
        } finally {
            clientChange.unlock();
        }
        connectionsMissing = isUnconnected(client);
        connectNanos = nowNanos + NOTICE_NANOS;
        listener.deviceBack(settings.server());
        listener.notice(JackBackend.NAME + ": " + unheardFrames + " frames were not heard while no server took them");
        unheardFrames = 0;
    }

    private static boolean isUnconnected(JackClient client) {
        boolean outputs = client.connect().isEmpty();
        return !client.connectInputs().isEmpty() || !outputs;
    }

    /** Closes a client on a thread that may hang for as long as it likes; waits for it only a moment. */
    private static void discard(JackClient client) {
        Thread closer = new Thread(client::close, CLOSER_NAME);
        closer.setDaemon(true);
        closer.start();
        join(closer);
    }

    private static void join(Thread thread) {
        try {
            thread.join(CLOSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closing = true;
        if (supervisor.isAlive()) {
            clock.wake(supervisor);
            join(supervisor);
        } else if (started.compareAndSet(false, true)) {
            discard(first);
        }
    }
}
