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

/** A ring of one frame, so that every write waits for a read of the same slot. */
@JCStressTest
@Description("Each slot is written again as soon as it was read.")
@Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "What the consumer got is right, and the drain found the rest.")
@Outcome(expect = FORBIDDEN, desc = "A slot was written again before its frame had been taken.")
@State
public class SlotsReused {
    private final FrameTransfer transfer = new FrameTransfer(new SpscFrameRing(1, 2), 1, 12, 1, 12);

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
