package vorlauf.stress.handover;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Outcome;

/** How all situations grade that account for what they saw: the first number says what was wrong first, 0 is nothing. */
@Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "All that was seen is right, and the final account adds up.")
@Outcome(expect = FORBIDDEN, desc = "Something was lost, repeated, stale or out of order.")
public class Accounted {
    /** Read by jcstress. */
    public Accounted() {}
}
