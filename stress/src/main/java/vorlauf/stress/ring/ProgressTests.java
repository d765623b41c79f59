package vorlauf.stress.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import vorlauf.control.ControlMail;
import vorlauf.render.BlockRenderer;
import vorlauf.render.Producer;
import vorlauf.render.RenderRecord;
import vorlauf.render.RingConsumer;
import vorlauf.render.SystemClock;
import vorlauf.ring.RecordRing;
import vorlauf.ring.SpscFrameRing;

/**
 * Loops that wait for the other thread end: the look at it is not hoisted out of them.
 *
 * <p>What ends a loop comes only when the compiler has had time to make the most of it.
 */
public final class ProgressTests {
    private static final long HEAD_START_MILLIS = 100;

    private ProgressTests() {}

    /** Lets the compiler make the most of the loop before what ends it comes. */
    private static void headStart() throws InterruptedException {
        Thread.sleep(HEAD_START_MILLIS);
    }

    /** A consumer that polls an empty ring. */
    @JCStressTest(Mode.Termination)
    @Description("A poll of an empty ring ends once a frame was written.")
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The consumer saw the frame.")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "The consumer polls for ever.")
    @State
    public static class ReaderProgresses {
        private final SpscFrameRing ring = new SpscFrameRing(2, 1);
        private final float[] outgoing = {1};
        private final float[] incoming = new float[1];

        /** Polls. */
        @Actor
        public void consumer() {
            while (ring.read(incoming, 0, 1) == 0) {
                // the poll is what is tested
            }
        }

        /** Writes the frame that ends it. */
        @Signal
        public void producer() throws InterruptedException {
            headStart();
            ring.write(outgoing, 0, 1);
        }
    }

    /** A producer that polls a full ring. */
    @JCStressTest(Mode.Termination)
    @Description("A producer that finds the ring full gets on once a frame was read.")
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The producer saw the room.")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "The producer polls for ever.")
    @State
    public static class WriterProgresses {
        private final SpscFrameRing ring = new SpscFrameRing(1, 1);
        private final float[] outgoing = {1};
        private final float[] incoming = new float[1];

        /** Makes a full ring. */
        public WriterProgresses() {
            ring.write(outgoing, 0, 1);
        }

        /** Polls. */
        @Actor
        public void producer() {
            while (!ring.write(outgoing, 0, 1)) {
                // the poll is what is tested
            }
        }

        /** Reads the frame that ends it. */
        @Signal
        public void consumer() throws InterruptedException {
            headStart();
            ring.read(incoming, 0, 1);
        }
    }

    /** A reader that polls an empty ring of records. */
    @JCStressTest(Mode.Termination)
    @Description("A poll of an empty ring of records ends once a record was written.")
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The reader saw the record.")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "The reader polls for ever.")
    @State
    public static class RecordReaderProgresses {
        private final RecordRing ring = new RecordRing(1, 2);
        private final long[] outgoing = {1};
        private final long[] incoming = new long[1];

        /** Polls. */
        @Actor
        public void reader() {
            while (!ring.read(incoming)) {
                // the poll is what is tested
            }
        }

        /** Writes the record that ends it. */
        @Signal
        public void writer() throws InterruptedException {
            headStart();
            ring.write(outgoing);
        }
    }

    /** A producer without a sleep, which the control thread stops. */
    @JCStressTest(Mode.Termination)
    @Description("A producer ends once it was asked to.")
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The producer saw that it is to stop.")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "The producer renders for ever.")
    @State
    public static class ProducerStops {
        private static final int BLOCK_FRAMES = 4;
        private static final double RATE_HERTZ = 48_000;

        private final SpscFrameRing ring = new SpscFrameRing(BLOCK_FRAMES, 1);
        private final RecordRing records = new RecordRing(RenderRecord.LONGS, 2);
        private final float[] taken = new float[BLOCK_FRAMES];
        private final Producer producer = new Producer(
                new BlockRenderer(new ControlMail(2), BLOCK_FRAMES, 1, RATE_HERTZ, records),
                ring,
                null,
                new RingConsumer(ring, SystemClock.INSTANCE, records),
                BLOCK_FRAMES,
                RATE_HERTZ,
                0,
                SystemClock.INSTANCE,
                records);

        /** Renders, and takes what was rendered. */
        @Actor
        public void producer() {
            while (!producer.hasEnded()) {
                producer.step(0);
                ring.read(taken, 0, BLOCK_FRAMES);
            }
        }

        /** Asks for the end. */
        @Signal
        public void control() throws InterruptedException {
            headStart();
            producer.requestStop();
        }
    }
}
