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

/** Must be caught by one side acting on what the other saw. */
@JCStressTest
@Description("Broken: both sides keep their look at the other in one field.")
@Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "What the consumer got is right, and the drain found the rest.")
@Outcome(expect = FORBIDDEN, desc = "The fault shows.")
@State
public class SharedCache {
    private final FrameTransfer transfer =
            new FrameTransfer(new BrokenFrameRing(Fault.SHARED_CACHE, 4, 2), 1, 24, 1, 24);

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
