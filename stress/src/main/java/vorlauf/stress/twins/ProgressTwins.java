package vorlauf.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** Loops that never end, as the compiler may load a plain field once. */
public final class ProgressTwins {
    private static final long HEAD_START_MILLIS = 200;

    private ProgressTwins() {}

    /** Lets the compiler make the most of the loop before what ends it comes. */
    private static void headStart() throws InterruptedException {
        Thread.sleep(HEAD_START_MILLIS);
    }

    /** Must be caught by a poll that never ends. */
    @JCStressTest(Mode.Termination)
    @Description("Broken: the reader polls with a plain load.")
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The consumer saw the frame.")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "The fault shows.")
    @State
    public static class PlainLoad {
        private final BrokenFrameRing ring = new BrokenFrameRing(Fault.PLAIN_LOAD, 2, 1);
        private final float[] outgoing = {1};
        private final float[] incoming = new float[1];

        /** Polls. */
        @Actor
        public void consumer() {
            while (ring.read(incoming, 0, 1) == 0) {
                // the poll is what is tested
            }
        }

        /** Writes the frame that ends it, once the compiler has had time to make the most of the poll. */
        @Signal
        public void producer() throws InterruptedException {
            headStart();
            ring.write(outgoing, 0, 1);
        }
    }

    /** Must be caught by a producer that never ends. */
    @JCStressTest(Mode.Termination)
    @Description("Broken: the request to stop is a plain field.")
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The producer saw that it is to stop.")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "The fault shows.")
    @State
    public static class PlainStop {
        private boolean stopRequested;
        private long blocks;

        /** Renders. */
        @Actor
        public void producer() {
            while (!stopRequested) {
                blocks++;
            }
        }

        /** Asks for the end; returns what was rendered, so that it is not optimised away. */
        @Signal
        public void control() throws InterruptedException {
            headStart();
            stopRequested = true;
            if (blocks < 0) {
                throw new IllegalStateException("blocks are counted from 0");
            }
        }
    }
}
