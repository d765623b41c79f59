package vorlauf.stress.handover;

import java.util.Arrays;
import vorlauf.control.ControlMail;
import vorlauf.render.BlockRenderer;
import vorlauf.render.ManualClock;
import vorlauf.render.Producer;
import vorlauf.render.RenderRecord;
import vorlauf.render.RingConsumer;
import vorlauf.ring.RecordRing;
import vorlauf.ring.SpscFrameRing;

/**
 * A producer that comes to its end beside a device that pulls: what is short before the end is an underrun, what is short
 * after it is not, and nothing but silence stands where no frame was.
 *
 * <p>Threads: {@link #produce} one, {@link #pull} another, {@link #account} after both.
 */
public final class PullSituation {
    static final int NOTHING_WRONG = 0;
    static final int FRAMES_LOST = 1;
    static final int UNDERRUNS_MISCOUNTED = 2;
    static final int NOT_SILENT = 3;

    private static final int BLOCK_FRAMES = 4;
    private static final int PULL_FRAMES = 3;
    private static final int LEAD_FRAMES = 8;
    private static final int STEPS = 4;
    private static final int PULLS = 8;
    private static final double RATE_HERTZ = 48_000;
    private static final float GARBAGE = 7;

    private final ManualClock clock = new ManualClock(1);
    private final RecordRing records = new RecordRing(RenderRecord.LONGS, 2);
    private final SpscFrameRing ring = new SpscFrameRing(LEAD_FRAMES, 1);
    private final RingConsumer consumer = new RingConsumer(ring, clock, records);
    private final Producer producer;
    private final float[] taken = new float[PULL_FRAMES];
    private long writtenFrames;
    private long shortBeforeEnd;
    private long found;
    private boolean dirty;

    /** A producer that renders silence and was asked to stop. */
    public PullSituation() {
        BlockRenderer renderer = new BlockRenderer(
                new ControlMail(2), BLOCK_FRAMES, 1, RATE_HERTZ, new RecordRing(RenderRecord.LONGS, 2));
        producer = new Producer(
                renderer,
                ring,
                null,
                consumer,
                LEAD_FRAMES,
                RATE_HERTZ,
                STEPS * BLOCK_FRAMES / RATE_HERTZ,
                clock,
                new RecordRing(RenderRecord.LONGS, 2));
        producer.requestStop();
    }

    /** The producer: some steps towards its end. */
    public void produce() {
        for (int step = 0; step < 2 * STEPS; step++) {
            producer.step(1);
        }
    }

    /** The device; returns its underruns. */
    public int pull() {
        for (int pull = 0; pull < PULLS; pull++) {
            pullOnce();
        }
        return (int) consumer.underrunEvents();
    }

    private void pullOnce() {
        Arrays.fill(taken, GARBAGE);
        long eventsBefore = consumer.underrunEvents();
        long framesBefore = consumer.underrunFrames();
        int frames = consumer.pull(taken, 0, PULL_FRAMES);
        found += frames;
        long events = consumer.underrunEvents() - eventsBefore;
        boolean counted = events == 1 && consumer.underrunFrames() - framesBefore == PULL_FRAMES - frames;
        boolean uncounted = events == 0 && consumer.underrunFrames() == framesBefore;
        // Short, and the end is not in the ring even now: an underrun for sure.
        boolean certain = frames < PULL_FRAMES && !consumer.ended();
        shortBeforeEnd += (frames == PULL_FRAMES ? !uncounted : certain ? !counted : !(counted || uncounted)) ? 1 : 0;
        for (float sample : taken) {
            dirty |= sample != 0;
        }
    }

    /** Goes on alone to the end, and accounts for every frame. */
    public int account() {
        for (int round = 0; round < 4 * STEPS && !consumer.ended(); round++) {
            producer.step(1);
            pullOnce();
        }
        writtenFrames = producer.renderedBlocks() * BLOCK_FRAMES;
        long events = consumer.underrunEvents();
        pullOnce();
        if (found != writtenFrames || consumer.playedFrames() != writtenFrames || !consumer.ended()) {
            return FRAMES_LOST;
        }
        if (shortBeforeEnd != 0 || consumer.underrunEvents() != events) {
            return UNDERRUNS_MISCOUNTED;
        }
        return dirty ? NOT_SILENT : NOTHING_WRONG;
    }
}
