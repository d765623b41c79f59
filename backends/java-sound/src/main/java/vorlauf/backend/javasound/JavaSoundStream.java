package vorlauf.backend.javasound;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.FrameSource;
import vorlauf.engine.FrameTime;
import vorlauf.engine.InputRequest;
import vorlauf.engine.StreamFormat;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;
import vorlauf.files.SampleFormat;
import vorlauf.realtime.ThreadPriority;
import vorlauf.render.Clock;

/**
 * A Java Sound line on a thread of its own, and a supervisor that tells the engine what happens to it.
 *
 * <p>Every native call is made by one of these threads or by the control thread while it opens: never by the producer.
 * {@link #format} says {@code FREE_RUNNING} as soon as the device has shown that it keeps no time.
 */
final class JavaSoundStream implements Backend.Stream {
    static final String PLAYER_NAME = "vorlauf-java-sound";
    static final String SUPERVISOR_NAME = "vorlauf-java-sound-watch";
    private static final String CLOSER_NAME = "vorlauf-java-sound-close";
    private static final long LONGEST_WAIT_NANOS = 50_000_000L;
    private static final long LONGEST_TAIL_NANOS = 2_000_000_000L;
    private static final int PERIODS_IN_INPUT_BUFFER = 8;
    private static final long CLOSE_MILLISECONDS = 1_000;

    private final StreamRequest request;
    private final LineSupply supply;
    private final LinePlayer player;
    private final OpenLine first;
    private final StreamListener listener;
    private final Clock clock;
    private final LineSupervisor supervisor;
    private final Thread supervisorThread;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Thread playerThread;

    JavaSoundStream(
            StreamRequest request,
            LineSupply supply,
            OpenLine first,
            FrameSource source,
            StreamListener listener,
            Clock clock) {
        this.request = request;
        this.supply = supply;
        this.first = first;
        this.listener = listener;
        this.clock = clock;
        this.player = new LinePlayer(source, first, request.sampleRateHertz(), request.periodFrames(), clock);
        this.supervisor = new LineSupervisor(player, listener, this::reopen, this::playOn, this::discard);
        this.playerThread = daemon(() -> play(supervisor.turn()), PLAYER_NAME);
        this.supervisorThread = daemon(this::supervise, SUPERVISOR_NAME);
    }

    @Override
    public StreamFormat format() {
        OpenLine open = player.open();
        return new StreamFormat(
                open.device(),
                open.encoder().format().label() + "-bit signed",
                request.periodFrames(),
                open.bufferFrames(),
                player.pacing() == PacingMeter.State.FREE_RUNNING
                        ? StreamFormat.Pacing.FREE_RUNNING
                        : StreamFormat.Pacing.REAL_TIME);
    }

    @Override
    public Optional<Backend.Input> openInput(InputRequest wanted, StreamListener inputListener)
            throws BackendException {
        List<SampleFormat> formats = JavaSoundBackend.inputFormats(request);
        int bufferFrames = PERIODS_IN_INPUT_BUFFER * wanted.periodFrames();
        JavaSoundInput.Supply inputs = () -> OpenInput.of(wanted, formats, bufferFrames);
        return Optional.of(new JavaSoundInput(inputs, inputs.open(), wanted.periodFrames(), inputListener, clock));
    }

    @Override
    public void start() throws BackendException {
        if (!started.compareAndSet(false, true)) {
            throw new BackendException(JavaSoundBackend.NAME + ": this stream was started before; open another one");
        }
        first.line().start();
        playerThread.start();
        supervisorThread.start();
    }

    private void play(Turn turn) {
        // Not first of all: a sink without a clock takes frames as fast as they come, and the thread never sleeps.
        ThreadPriority.raise(false);
        while (closing.getCount() > 0) {
            OpenLine mine = player.open();
            long nowNanos = clock.nanoTime();
            long nextNanos = player.step(turn, nowNanos);
            if (nextNanos == LinePlayer.TURN_ENDED) {
                // Closing waits for the write to return, so only the thread that hung in it can close this line.
                mine.line().close();
                return;
            }
            if (nextNanos - nowNanos > 0) {
                clock.parkUntil(Math.min(nextNanos, nowNanos + LONGEST_WAIT_NANOS));
            }
        }
        finish();
    }

    /** Lets the device play what it holds, for no longer than that takes by the sample rate, and closes it. */
    private void finish() {
        if (player.loss() == LinePlayer.Loss.HANGS) {
            return; // only the thread that hangs in this line can close it
        }
        OpenLine last = player.open();
        if (player.loss() == null && player.pacing() != PacingMeter.State.FREE_RUNNING) {
            long tailNanos = FrameTime.nanos(last.bufferFrames(), request.sampleRateHertz());
            long untilNanos = clock.nanoTime() + Math.min(tailNanos, LONGEST_TAIL_NANOS);
            for (long nowNanos = clock.nanoTime(); nowNanos - untilNanos < 0; nowNanos = clock.nanoTime()) {
                clock.parkUntil(untilNanos);
            }
        }
        last.line().close();
    }

    private void supervise() {
        try {
            while (!closing.await(LineSupervisor.TICK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                supervisor.tick(clock.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        OpenLine unused = player.takeBackReplacement();
        if (unused != null) {
            unused.line().close();
        }
        supply.close();
    }

    private OpenLine reopen() throws BackendException {
        OpenLine line = supply.open();
        line.line().start();
        return line;
    }

    private void playOn(Turn turn) {
        Thread next = daemon(() -> play(turn), PLAYER_NAME);
        playerThread = next;
        next.start();
    }

    /** Closes a line on a thread that may hang for as long as it likes; waits for it only a moment. */
    private void discard(OpenLine line) {
        Thread closer = daemon(() -> line.line().close(), CLOSER_NAME);
        closer.start();
        join(closer, CLOSE_MILLISECONDS);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closing.countDown();
        if (started.compareAndSet(false, true)) {
            discard(first);
            supply.close();
            return;
        }
        long tailNanos = Math.min(LONGEST_TAIL_NANOS, FrameTime.nanos(first.bufferFrames(), request.sampleRateHertz()));
        Thread current = playerThread;
        clock.wake(current);
        join(current, CLOSE_MILLISECONDS + tailNanos / 1_000_000);
        join(supervisorThread, CLOSE_MILLISECONDS);
        reportClipping(current);
    }

    private void reportClipping(Thread finished) {
        // The encoder's count belongs to the player while that lives.
        long clippedSamples = finished.isAlive() ? 0 : player.open().encoder().clippedSamples();
        if (clippedSamples > 0) {
            listener.notice(JavaSoundBackend.NAME + ": " + clippedSamples
                    + " samples were beyond full scale and were played clipped");
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void join(Thread thread, long milliseconds) {
        try {
            thread.join(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
