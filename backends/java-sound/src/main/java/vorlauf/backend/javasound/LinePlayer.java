package vorlauf.backend.javasound;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;
import vorlauf.engine.FrameSource;
import vorlauf.engine.FrameTime;
import vorlauf.render.Clock;

/**
 * The consumer of a Java Sound line as a function of time: each step takes a period out of the ring and gives it to the
 * device.
 *
 * <p>Who counts what: once the device is known to keep time, frames that are not in the ring when it wants them are silence
 * and an underrun. Before that, and while it starts, the player waits for late frames as long as the device has sound to
 * play by the wall clock; a device that keeps no time therefore never counts underruns. While the device is lost, periods are
 * taken at the sample rate and dropped, so that the sound's time goes on.
 *
 * <p>Threads: {@link #step} one platform thread at a time; it may wait inside the device's write. A {@link Turn} says which
 * thread that is: a supervisor ends the turn of a thread that hangs in a write, and the hanging thread touches nothing but its
 * line any more. All other methods: any thread.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // each count has one writer
final class LinePlayer {
    /** Why a device counts as lost. */
    enum Loss {
        /** Writes return at once and take nothing. */
        TAKES_NOTHING,
        /** It takes frames faster than time passes, though it kept time before. */
        RUNS_AHEAD,
        /** A write does not return. */
        HANGS
    }

    /** Returned by {@link #step} to a thread whose turn has ended. */
    static final long TURN_ENDED = Long.MIN_VALUE;

    static final int EMPTY_WRITES_OF_A_LOST_DEVICE = 20;
    static final long EMPTY_NANOS_OF_A_LOST_DEVICE = 200_000_000L;

    private static final long RETRY_NANOS = 10_000_000L;
    private static final long SHORTEST_WAIT_NANOS = 100_000L;
    private static final long LONGEST_WAIT_NANOS = 5_000_000L;
    private static final long STALL_NANOS = 100_000_000L;
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private final FrameSource source;
    private final Clock clock;
    private final double sampleRateHertz;
    private final int periodFrames;
    private final float[] interleaved;
    private final byte[] bytes;
    private final long idleNanos;

    private final AtomicReference<@Nullable Take> replacement = new AtomicReference<>();
    private volatile Take take;
    private volatile @Nullable Loss loss;
    private volatile PacingMeter.State pacing = PacingMeter.State.UNDECIDED;
    private volatile long dryEvents;
    private volatile long stallEvents;
    private volatile long longestStallNanos;
    private volatile long droppedFrames;

    // What follows belongs to the platform thread whose turn it is.
    private boolean begun;
    private long beginNanos;
    private int gatheredFrames;
    private int pendingOffsetBytes;
    private int pendingBytes;
    private int emptyWrites;
    private long firstEmptyNanos;
    private long lastEmptyNanos;
    private int queuedSeen;
    private boolean dry;
    private long lostSinceNanos;
    private long lostFrames;

    /** A line and the meter that watches it; made before the platform thread gets it. */
    private record Take(OpenLine open, PacingMeter meter) {}

    /** A player of a line that was started and has taken nothing yet. */
    LinePlayer(FrameSource source, OpenLine open, double sampleRateHertz, int periodFrames, Clock clock) {
        this.source = source;
        this.take = new Take(open, new PacingMeter(sampleRateHertz, open.bufferFrames()));
        this.sampleRateHertz = sampleRateHertz;
        this.periodFrames = periodFrames;
        this.clock = clock;
        this.interleaved = new float[periodFrames * source.channels()];
        // Room for the widest sample, since a reopened device may want another format.
        this.bytes = new byte[periodFrames * source.channels() * Integer.BYTES];
        this.idleNanos =
                Math.clamp(FrameTime.nanos(periodFrames, sampleRateHertz) / 4, SHORTEST_WAIT_NANOS, LONGEST_WAIT_NANOS);
    }

    /**
     * Plays at most one period.
     *
     * @return when to call again, at once where that is not after {@code nowNanos}; {@link #TURN_ENDED} where another thread
     *     plays now
     */
    @RealTime(RealTime.Thread.PLATFORM)
    long step(Turn turn, long nowNanos) {
        if (loss != null) {
            return stepWhileLost(nowNanos);
        }
        if (!begun) {
            begun = true;
            beginNanos = nowNanos;
            take.meter().started(nowNanos, 0);
        }
        if (pendingBytes == 0) {
            long waitUntilNanos = gather(nowNanos);
            if (waitUntilNanos > nowNanos) {
                return waitUntilNanos;
            }
            noticeDryDevice();
            pendingOffsetBytes = 0;
            pendingBytes = take.open().encoder().encode(interleaved, 0, gatheredFrames * source.channels(), bytes, 0);
            gatheredFrames = 0;
        }
        return write(turn);
    }

    /** Fills the period, or part of it; returns until when to wait where there is nothing to write. */
    @RealTime(RealTime.Thread.PLATFORM)
    private long gather(long nowNanos) {
        int missing = periodFrames - gatheredFrames;
        return switch (take.meter().state()) {
            case PACED, RAN_AHEAD -> {
                source.pull(interleaved, gatheredFrames, missing);
                gatheredFrames = periodFrames;
                yield nowNanos;
            }
            case FREE_RUNNING -> {
                gatheredFrames += source.pullAvailable(interleaved, gatheredFrames, missing);
                yield gatheredFrames > 0 ? nowNanos : nowNanos + idleNanos;
            }
            case UNDECIDED -> {
                gatheredFrames += source.pullAvailable(interleaved, gatheredFrames, missing);
                if (gatheredFrames < periodFrames) {
                    if (mayWait(nowNanos) && !source.ended()) {
                        yield nowNanos + idleNanos;
                    }
                    source.pull(interleaved, gatheredFrames, periodFrames - gatheredFrames);
                    gatheredFrames = periodFrames;
                }
                yield nowNanos;
            }
        };
    }

    /**
     * Whether late frames are not missed yet: the device has more than a period to play, or it has not begun or never shows
     * frames in its buffer, so that it may keep no time at all, which soon turns out.
     */
    @RealTime(RealTime.Thread.PLATFORM)
    private boolean mayWait(long nowNanos) {
        return take.meter().leadFrames(nowNanos) > periodFrames
                || (queuedSeen == 0 && nowNanos - beginNanos < PATIENCE_NANOS);
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private long write(Turn turn) {
        long beforeNanos = clock.nanoTime();
        turn.enterWrite(beforeNanos);
        int taken = take.open().line().write(bytes, pendingOffsetBytes, pendingBytes);
        if (!turn.leaveWrite()) {
            return TURN_ENDED;
        }
        long afterNanos = clock.nanoTime();
        if (taken <= 0) {
            return afterEmptyWrite(afterNanos);
        }
        pendingOffsetBytes += taken;
        pendingBytes -= taken;
        take.meter().written(beforeNanos, afterNanos, taken / take.open().frameBytes());
        noticeStall(afterNanos - beforeNanos);
        if (take.meter().state() != pacing) {
            pacing = take.meter().state();
            if (pacing == PacingMeter.State.RAN_AHEAD) {
                return lose(Loss.RUNS_AHEAD, afterNanos);
            }
        }
        return afterNanos;
    }

    /**
     * A line that plays waits for room and takes something. One that returns at once with nothing has failed; some (ALSA's file
     * plugin without a reader) fail on each flush and swallow a buffer in between, so a write that succeeds proves nothing.
     */
    @RealTime(RealTime.Thread.PLATFORM)
    private long afterEmptyWrite(long nowNanos) {
        if (emptyWrites == 0 || nowNanos - lastEmptyNanos > EMPTY_NANOS_OF_A_LOST_DEVICE) {
            emptyWrites = 0;
            firstEmptyNanos = nowNanos;
        }
        emptyWrites++;
        lastEmptyNanos = nowNanos;
        boolean longEnough = nowNanos - firstEmptyNanos >= EMPTY_NANOS_OF_A_LOST_DEVICE;
        return longEnough && emptyWrites >= EMPTY_WRITES_OF_A_LOST_DEVICE
                ? lose(Loss.TAKES_NOTHING, nowNanos)
                : nowNanos + RETRY_NANOS;
    }

    /** Java Sound reports no underrun; an empty buffer before a write is the only sign, where the buffer ever fills. */
    @RealTime(RealTime.Thread.PLATFORM)
    private void noticeDryDevice() {
        OutputLine line = take.open().line();
        boolean empty = line.availableBytes() >= line.bufferBytes();
        if (!empty) {
            queuedSeen = Math.min(queuedSeen + 1, 1 << 20);
        } else if (!dry && queuedSeen > 16 && take.meter().state() == PacingMeter.State.PACED) {
            dryEvents = dryEvents + 1;
        }
        dry = empty;
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private void noticeStall(long waitedNanos) {
        if (waitedNanos > STALL_NANOS + FrameTime.nanos(take.open().bufferFrames(), sampleRateHertz)) {
            stallEvents = stallEvents + 1;
            longestStallNanos = Math.max(longestStallNanos, waitedNanos);
        }
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private long lose(Loss reason, long nowNanos) {
        lostSinceNanos = nowNanos;
        lostFrames = 0;
        pendingBytes = 0;
        gatheredFrames = 0;
        loss = reason;
        return nowNanos;
    }

    /** Takes periods at the sample rate and drops them, until there is another line. */
    @RealTime(RealTime.Thread.PLATFORM)
    private long stepWhileLost(long nowNanos) {
        Take next = replacement.getAndSet(null);
        if (next != null) {
            adopt(next);
            return nowNanos;
        }
        long dueNanos = lostSinceNanos + FrameTime.nanos(lostFrames + periodFrames, sampleRateHertz);
        if (dueNanos - nowNanos > 0) {
            return dueNanos;
        }
        int found = source.pull(interleaved, 0, periodFrames);
        lostFrames += periodFrames;
        droppedFrames = droppedFrames + found;
        return nowNanos;
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private void adopt(Take next) {
        take = next;
        begun = false;
        pacing = PacingMeter.State.UNDECIDED;
        emptyWrites = 0;
        queuedSeen = 0;
        dry = false;
        loss = null;
    }

    /** Ends the turn of a thread whose write hangs and leaves the player lost; false where the write has returned meanwhile. */
    boolean abandon(Turn turn, long writingSinceNanos, long nowNanos) {
        if (!turn.endWriteOf(writingSinceNanos)) {
            return false;
        }
        // From here on no thread plays until the caller starts one: these fields are ours.
        lose(Loss.HANGS, nowNanos);
        return true;
    }

    /** Gives a lost player a line that was started and has taken nothing yet. */
    void replace(OpenLine next) {
        replacement.set(new Take(next, new PacingMeter(sampleRateHertz, next.bufferFrames())));
    }

    /** A line that was offered and not taken, for the one who closes up. */
    @Nullable
    OpenLine takeBackReplacement() {
        Take offered = replacement.getAndSet(null);
        return offered == null ? null : offered.open();
    }

    /** The line that plays, or played last. */
    OpenLine open() {
        return take.open();
    }

    /** Why nothing is heard; null while the device plays. */
    @Nullable
    Loss loss() {
        return loss;
    }

    /** Who keeps the time. */
    PacingMeter.State pacing() {
        return pacing;
    }

    /** Frames that were there and not heard, because the device was lost. */
    long droppedFrames() {
        return droppedFrames;
    }

    /** How often the device's own buffer was empty when the next period came. */
    long dryEvents() {
        return dryEvents;
    }

    /** How often the device took nothing for more than a tenth of a second beyond its buffer. */
    long stallEvents() {
        return stallEvents;
    }

    /** The longest of these. */
    long longestStallNanos() {
        return longestStallNanos;
    }
}
