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
import vorlauf.ring.SpscFrameRing;

/** A consumer that polls an empty ring sees the frame that comes: the look at the other side is not hoisted out. */
@JCStressTest(Mode.Termination)
@Description("A poll of an empty ring ends once a frame was written.")
@Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The consumer saw the frame.")
@Outcome(id = "STALE", expect = FORBIDDEN, desc = "The consumer polls for ever.")
@State
public class ReaderProgresses {
    private static final long HEAD_START_MILLIS = 200;

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

    /** Writes the frame that ends it, once the compiler has had time to make the most of the poll. */
    @Signal
    public void producer() throws InterruptedException {
        Thread.sleep(HEAD_START_MILLIS);
        ring.write(outgoing, 0, 1);
    }
}
