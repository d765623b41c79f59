package vorlauf.check.subject;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vorlauf.check.model.BrokenPromise;
import vorlauf.check.model.Notes;
import vorlauf.check.model.Scenario;
import vorlauf.render.ManualClock;
import vorlauf.render.RenderRecord;
import vorlauf.render.RingConsumer;
import vorlauf.ring.RecordRing;
import vorlauf.ring.SpscFrameRing;

/**
 * The platform thread pulls while the producer writes its last frames and says so: frames that were missing before the end
 * are an underrun, frames beyond the end are not. Variants: pulls of one frame, and of two.
 */
public final class UnderrunScenario implements Scenario {
    /** Pulls of one frame and of two. */
    public static final int VARIANTS = 2;

    private static final String COUNTED = "every underrun is counted";
    private static final int FRAMES = 3;
    private static final int PULLS = 4;
    private static final Method END = Hidden.method(RingConsumer.class.getName(), "markAllWritten");

    private final int pullFrames;
    private @Nullable SpscFrameRing ring;
    private @Nullable RingConsumer made;
    private final Notes notes = new Notes();

    /** One execution with pulls of {@code variant + 1} frames. */
    public UnderrunScenario(int variant) {
        this.pullFrames = variant + 1;
    }

    @Override
    public List<String> threads() {
        return List.of("producer", "platform");
    }

    @Override
    public void setUp() {
        SpscFrameRing frames = new SpscFrameRing(4, 1);
        ring = frames;
        made = new RingConsumer(frames, new ManualClock(1), new RecordRing(RenderRecord.LONGS, 8));
    }

    private RingConsumer consumer() {
        RingConsumer consumer = made;
        if (consumer == null) {
            throw new IllegalStateException("not set up");
        }
        return consumer;
    }

    @Override
    public void run(int thread) throws Throwable {
        if (thread == 0) {
            produce();
        } else {
            pullAll();
        }
    }

    private void produce() throws Throwable {
        SpscFrameRing frames = ring;
        if (frames == null) {
            throw new IllegalStateException("not set up");
        }
        frames.write(new float[] {1}, 0, 1);
        frames.write(new float[] {2, 3}, 0, 2);
        Hidden.call(END, consumer());
        notes.write("ended", 1);
        // reports are made by other threads than the one that counts
        consumer().underrunFrames();
    }

    private void pullAll() {
        int played = 0;
        for (int pull = 0; pull < PULLS; pull++) {
            float[] target = new float[pullFrames];
            boolean isOver = notes.lastKnown("ended") == 1;
            long before = consumer().underrunFrames();
            int found = consumer().pull(target, 0, pullFrames);
            long counted = consumer().underrunFrames() - before;
            for (int frame = 0; frame < pullFrames; frame++) {
                float wanted = frame < found ? played + frame + 1 : 0;
                if (target[frame] != wanted) {
                    throw new BrokenPromise(
                            "frames in order, silence after them",
                            "frame " + frame + " of a pull is " + target[frame] + ", not " + wanted);
                }
            }
            played += found;
            int missing = pullFrames - found;
            if (isOver ? counted != 0 : counted != missing && (counted != 0 || played < FRAMES)) {
                throw new BrokenPromise(
                        COUNTED,
                        missing + " frames were missing " + (isOver ? "after" : "before") + " the end, " + counted
                                + " were counted");
            }
        }
    }

    @Override
    public void finish() {
        float[] target = new float[1];
        long before = consumer().underrunEvents();
        while (consumer().playedFrames() < FRAMES) {
            if (consumer().pull(target, 0, 1) == 0) {
                throw new BrokenPromise(
                        "every frame is played", "only " + consumer().playedFrames() + " were");
            }
        }
        consumer().pull(target, 0, 1);
        if (consumer().underrunEvents() != before) {
            throw new BrokenPromise(COUNTED, "a pull behind the end counts as an underrun");
        }
    }

    @Override
    public Map<String, Object> roots() {
        return made == null ? Map.of() : Map.of("consumer", made);
    }
}
