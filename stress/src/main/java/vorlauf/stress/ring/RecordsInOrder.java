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
import vorlauf.ring.RecordRing;

/** Records of three longs through a ring of two: whole, rising, and every loss counted. */
@JCStressTest
@Description("Records arrive whole and in order; what is missing was counted.")
@Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "Received and dropped records add up.")
@Outcome(expect = FORBIDDEN, desc = "A record was torn, repeated, out of order, or lost without a count.")
@State
public class RecordsInOrder {
    private static final int RECORDS = 8;

    private final RecordRing ring = new RecordRing(3, 2);
    private final long[] outgoing = new long[3];
    private final long[] incoming = new long[3];
    private long newest;
    private int received;
    private int wrong;

    /** Offers records 1 to 8. */
    @Actor
    public void writer() {
        for (long number = 1; number <= RECORDS; number++) {
            outgoing[0] = number;
            outgoing[1] = ~number;
            outgoing[2] = 31 * number;
            ring.write(outgoing);
        }
    }

    /** Reads what comes beside it. */
    @Actor
    public void reader(II_Result result) {
        for (int attempt = 0; attempt < RECORDS; attempt++) {
            readOne();
        }
        result.r2 = received;
    }

    /** Accounts for every record. */
    @Arbiter
    public void drain(II_Result result) {
        readOne();
        readOne();
        readOne();
        if (received + ring.droppedRecords() != RECORDS) {
            wrong |= 4;
        }
        result.r1 = wrong;
    }

    private void readOne() {
        if (ring.read(incoming)) {
            long number = incoming[0];
            wrong |= incoming[1] != ~number || incoming[2] != 31 * number ? 1 : 0;
            wrong |= number <= newest ? 2 : 0;
            newest = number;
            received++;
        }
    }
}
