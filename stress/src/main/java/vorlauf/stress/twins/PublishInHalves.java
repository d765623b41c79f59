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

/** Must be caught by part of a block. */
@JCStressTest
@Description("Broken: the first frame of a block is published by itself.")
@Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "What the consumer got is right, and the drain found the rest.")
@Outcome(expect = FORBIDDEN, desc = "The fault shows.")
@State
public class PublishInHalves {
    private final FrameTransfer transfer =
            new FrameTransfer(new BrokenFrameRing(Fault.PUBLISH_IN_HALVES, 4, 2), 2, 8, 4, 8);

    /** Writes blocks. */
    @Actor
    public void producer() {
        transfer.produce();
    }

    /** Reads beside it. */
    @Actor
    public void consumer(II_Result result) {
        result.r2 = transfer.consumeWhatIsCounted();
    }

    /** Accounts for every frame. */
    @Arbiter
    public void drain(II_Result result) {
        result.r1 = transfer.drain();
    }
}
