package vorlauf.backend.browser;

import java.util.concurrent.atomic.AtomicBoolean;
import vorlauf.dsp.RealTime;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.Desk;
import vorlauf.engine.FrameSource;
import vorlauf.engine.FrameTime;
import vorlauf.engine.StreamFormat;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;
import vorlauf.realtime.ThreadPriority;
import vorlauf.render.Clock;

/**
 * A page that is served, a thread that takes frames for those who listen, and another that watches them.
 *
 * <p>Between the thread that takes frames and the server's event loop there is a ring for each listener: the one calls nothing
 * of the other.
 */
final class BrowserStream implements Backend.Stream {
    static final String PACER_NAME = "vorlauf-browser-pacer";
    static final String WATCH_NAME = "vorlauf-browser-watch";
    private static final long CLOSE_MILLISECONDS = 1_000;
    private static final long GRACE_NANOS = 500_000_000L;

    private final BrowserSettings settings;
    private final StreamRequest request;
    private final Pacer pacer;
    private final Audience audience;
    private final PageServer server;
    private final StreamListener listener;
    private final Clock clock;
    private final Thread pacing;
    private final Thread watching;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean closing;

    private BrowserStream(
            BrowserSettings settings,
            StreamRequest request,
            Pacer pacer,
            Audience audience,
            PageServer server,
            StreamListener listener,
            Clock clock) {
        this.settings = settings;
        this.request = request;
        this.pacer = pacer;
        this.audience = audience;
        this.server = server;
        this.listener = listener;
        this.clock = clock;
        this.pacing = daemon(this::pace, PACER_NAME);
        this.watching = daemon(this::watch, WATCH_NAME);
    }

    /** A stream whose page can be loaded. */
    static BrowserStream open(
            BrowserSettings settings, StreamRequest request, FrameSource source, StreamListener listener, Clock clock)
            throws BackendException {
        Pacer pacer = new Pacer(source, request.sampleRateHertz());
        Audience audience = new Audience(settings, request, pacer, clock);
        PageServer server = PageServer.start(settings, audience);
        return new BrowserStream(settings, request, pacer, audience, server, listener, clock);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public StreamFormat format() {
        return new StreamFormat(
                server.address(),
                "32-bit float",
                request.periodFrames(),
                settings.bufferFrames(),
                StreamFormat.Pacing.REAL_TIME);
    }

    @Override
    public void show(Desk desk) {
        audience.show(desk);
    }

    @Override
    public void start() throws BackendException {
        if (closing || !started.compareAndSet(false, true)) {
            throw new BackendException(BrowserBackend.NAME + ": this stream was started before; open another one");
        }
        if (!settings.address().isLoopbackAddress()) {
            listener.notice(BrowserBackend.NAME + ": listens on "
                    + settings.address().getHostAddress()
                    + ", beyond this machine: whoever gets the address hears the stream and moves its controls, and"
                    + " nothing is encrypted");
        }
        listener.notice(BrowserBackend.NAME + ": open " + server.address() + " to listen");
        pacing.start();
        watching.start();
    }

    private void pace() {
        ThreadPriority.raise(true);
        consume();
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private void consume() {
        while (!closing) {
            clock.parkUntil(pacer.step(clock.nanoTime()));
        }
    }

    private void watch() {
        Watch watch = new Watch(pacer, audience, listener);
        while (!closing) {
            watch.tick(clock.nanoTime());
            clock.parkUntil(clock.nanoTime() + Watch.TICK_NANOS);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (!started.compareAndSet(false, true)) {
            awaitPlayed();
        }
        closing = true;
        clock.wake(pacing);
        clock.wake(watching);
        join(pacing);
        join(watching);
        audience.end("the engine has stopped");
        server.close();
    }

    /** Lets the master play what is on its way, for no longer than that takes. */
    private void awaitPlayed() {
        long untilNanos = clock.nanoTime()
                + FrameTime.nanos(BrowserSettings.MOST_BUFFER_FRAMES, request.sampleRateHertz())
                + GRACE_NANOS;
        for (Feed master = pacer.master();
                master != null && master.backlogFrames() > 0 && clock.nanoTime() - untilNanos < 0;
                master = pacer.master()) {
            clock.parkUntil(clock.nanoTime() + Pacer.STEP_NANOS);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(CLOSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
