package vorlauf.check.ring;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import vorlauf.ring.FrameRing;

/**
 * A run of one thread past 2^31 and 2^32 frames, in large blocks, with every sample compared.
 *
 * <p>The run has a thread of its own, so that a ring that does not return is found as well: a call that takes longer than
 * {@link #LONGEST_CALL_SECONDS} counts as one that never returns.
 *
 * <p>Threads: any.
 */
final class NativeRun {
    /** Frames after which positions of 32 bits have gone round, with some to spare. */
    static final long FRAMES = (1L << 32) + (1 << 20);

    private static final int CAPACITY_FRAMES = 1 << 15;
    /** Does not divide the capacity, so that blocks are split at every possible place. */
    private static final int BLOCK_FRAMES = 12_289;
    /** Numbers that a float still tells apart, and no multiple of the capacity. */
    private static final int PERIOD = (1 << 20) - 3;

    private static final int LONGEST_CALL_SECONDS = 10;
    private static final int LOOK_EVERY_MILLISECONDS = 100;

    private final RingMaker maker;
    private final long limitNanos;
    private volatile long doneFrames;
    private volatile @Nullable String wrong;
    private volatile boolean stopped;

    private NativeRun(RingMaker maker, long limitNanos) {
        this.maker = maker;
        this.limitNanos = limitNanos;
    }

    /**
     * What came of it.
     *
     * @param frames frames that went through
     * @param wrong what the first wrong answer was; null where there was none
     * @param neverReturned whether a call did not return
     */
    record Outcome(long frames, @Nullable String wrong, boolean neverReturned) {}

    /** Runs until all frames went through, an answer is wrong, or the time is over. */
    static Outcome run(RingMaker maker, int limitSeconds, LongConsumer progress) throws InterruptedException {
        return new NativeRun(maker, TimeUnit.SECONDS.toNanos(limitSeconds)).watch(progress);
    }

    private Outcome watch(LongConsumer progress) throws InterruptedException {
        Thread thread = new Thread(this::transfer, "ring-native-run");
        thread.setDaemon(true);
        long startNanos = System.nanoTime();
        long movedNanos = startNanos;
        long movedFrames = 0;
        thread.start();
        while (!thread.join(java.time.Duration.ofMillis(LOOK_EVERY_MILLISECONDS))) {
            long nowNanos = System.nanoTime();
            long frames = doneFrames;
            progress.accept(frames);
            if (frames != movedFrames) {
                movedFrames = frames;
                movedNanos = nowNanos;
            } else if (nowNanos - movedNanos > TimeUnit.SECONDS.toNanos(LONGEST_CALL_SECONDS)) {
                stopped = true;
                return new Outcome(
                        frames,
                        "a call did not return within " + LONGEST_CALL_SECONDS + " s after " + frames + " frames",
                        true);
            }
            if (nowNanos - startNanos > limitNanos) {
                stopped = true;
            }
        }
        return new Outcome(doneFrames, wrong, false);
    }

    private void transfer() {
        try {
            wrong = transferAll();
        } catch (Throwable thrown) {
            wrong = "after " + doneFrames + " frames it has thrown " + thrown;
        }
    }

    private @Nullable String transferAll() throws Throwable {
        FrameRing ring = maker.make(CAPACITY_FRAMES, 1);
        float[] numbers = new float[PERIOD + 2 * CAPACITY_FRAMES];
        for (int index = 0; index < numbers.length; index++) {
            numbers[index] = index % PERIOD + 1;
        }
        float[] target = new float[CAPACITY_FRAMES];
        long written = 0;
        long consumed = 0;
        while (consumed < FRAMES && !stopped) {
            while (written - consumed + BLOCK_FRAMES <= CAPACITY_FRAMES) {
                if (!ring.write(numbers, (int) (written % PERIOD), BLOCK_FRAMES)) {
                    return "a block of " + BLOCK_FRAMES + " was refused beside " + (written - consumed)
                            + " frames in a ring of " + CAPACITY_FRAMES + " after " + written + " frames";
                }
                written += BLOCK_FRAMES;
            }
            if (ring.write(numbers, 0, BLOCK_FRAMES)) {
                return "a block of " + BLOCK_FRAMES + " was taken beside " + (written - consumed)
                        + " frames in a ring of " + CAPACITY_FRAMES + " after " + written + " frames";
            }
            int expected = (int) (written - consumed);
            if (ring.readableFrames() != expected || ring.writableFrames() != CAPACITY_FRAMES - expected) {
                return "it counts " + ring.readableFrames() + " readable and " + ring.writableFrames()
                        + " writable frames where " + expected + " are in a ring of " + CAPACITY_FRAMES + " after "
                        + written + " frames";
            }
            int got = ring.read(target, 0, CAPACITY_FRAMES);
            if (got != expected) {
                return "a read gives " + got + " of " + expected + " frames after " + written + " frames";
            }
            int first = (int) (consumed % PERIOD);
            int different = Arrays.mismatch(target, 0, got, numbers, first, first + got);
            if (different >= 0) {
                return "frame " + (consumed + different) + " holds what belongs to another one";
            }
            consumed += got;
            doneFrames = consumed;
        }
        return null;
    }
}
