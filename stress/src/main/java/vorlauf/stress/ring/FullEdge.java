package vorlauf.stress.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import vorlauf.ring.SpscFrameRing;

/** A full ring, one write and one read at the same time: the write is refused or takes the slot that was read. */
@JCStressTest
@Description("One write and one read race on a full ring.")
@Outcome(id = "0, 1, 34", expect = ACCEPTABLE, desc = "The write came first: refused, and 3 and 4 are left.")
@Outcome(id = "1, 1, 345", expect = ACCEPTABLE, desc = "The read came first: 5 took the slot of 2.")
@Outcome(expect = FORBIDDEN, desc = "The write took a slot that was in use, or a frame was lost.")
@State
public class FullEdge {
    private final SpscFrameRing ring = new SpscFrameRing(3, 1);
    private final float[] outgoing = {5};
    private final float[] incoming = new float[4];

    /** Makes a ring that has wrapped once and is full: 2, 3, 4. */
    public FullEdge() {
        float[] frames = {1, 2, 3, 4};
        ring.write(frames, 0, 2);
        ring.read(incoming, 0, 1);
        ring.write(frames, 2, 2);
    }

    /** Tries to write frame 5. */
    @Actor
    public void producer(III_Result result) {
        result.r1 = ring.write(outgoing, 0, 1) ? 1 : 0;
    }

    /** Reads frame 2. */
    @Actor
    public void consumer(III_Result result) {
        int frames = ring.read(incoming, 0, 1);
        result.r2 = incoming[0] == 2 ? frames : -1;
    }

    /** Writes what is left as the digits of a number. */
    @Arbiter
    public void drain(III_Result result) {
        int frames = ring.read(incoming, 0, 4);
        for (int frame = 0; frame < frames; frame++) {
            result.r3 = 10 * result.r3 + (int) incoming[frame];
        }
    }
}
