package vorlauf.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import vorlauf.stress.ring.FrameTransfer;

/** Must be caught by a frame that was overwritten under the reader. */
@JCStressTest
@Description("Broken: the slot is given back before its frame was taken.")
@Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "What the consumer got is right, and the drain found the rest.")
@Outcome(expect = FORBIDDEN, desc = "The fault shows.")
@State
public class FreeBeforeCopy {
    private final FrameTransfer transfer =
            new FrameTransfer(new BrokenFrameRing(Fault.FREE_BEFORE_COPY, 4, 2), 4, 12, 4, 12);

    /** Writes blocks. */
    @Actor
    public void producer() {
        transfer.produce();
    }

    /** Reads beside it. */
    @Actor
    public void consumer(II_Result result) {
        result.r2 = transfer.consume();
    }

    /** Accounts for every frame. */
    @Arbiter
    public void drain(II_Result result) {
        result.r1 = transfer.drain();
    }
}
