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

/** Must be caught by a poll that never ends, as the compiler may load a plain field once. */
@JCStressTest(Mode.Termination)
@Description("Broken: the reader polls with a plain load.")
@Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The consumer saw the frame.")
@Outcome(id = "STALE", expect = FORBIDDEN, desc = "The fault shows.")
@State
public class PlainLoad {
    private static final long HEAD_START_MILLIS = 200;

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
        Thread.sleep(HEAD_START_MILLIS);
        ring.write(outgoing, 0, 1);
    }
}
