package vorlauf.stress.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import vorlauf.ring.SpscFrameRing;

/** Blocks of three frames through five: splits, partial reads, a capacity that is no power of two. */
@JCStressTest
@Description("Frames arrive in order and whole while blocks are split at the end of the storage.")
@Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "What the consumer got is right, and the drain found the rest.")
@Outcome(expect = FORBIDDEN, desc = "A frame was lost, repeated, torn or out of order.")
@State
public class FramesInOrder {
    private final FrameTransfer transfer = new FrameTransfer(new SpscFrameRing(5, 2), 3, 8, 2, 10);

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
