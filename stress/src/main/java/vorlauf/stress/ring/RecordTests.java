package vorlauf.stress.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import vorlauf.ring.RecordRing;
import vorlauf.stress.handover.Accounted;

/** Telemetry's ring, and two queues of others that are known to be good: if one of them fails, the test is wrong. */
public final class RecordTests {
    private RecordTests() {}

    /** Records through a ring of two: whole, rising, and every loss counted. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Records arrive whole and in order; what was refused was counted, all else arrives.")
    @State
    public static class RecordsInOrder {
        private final RecordTransfer transfer = new RecordTransfer(RecordQueue.ofProduct());

        /** Writes. */
        @Actor
        public void writer() {
            transfer.write();
        }

        /** Reads beside it. */
        @Actor
        public void reader(II_Result result) {
            result.r2 = transfer.read();
        }

        /** Accounts for every record. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = transfer.account();
        }
    }

    /** The same through JCTools. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("JCTools' SpscArrayQueue, a known-good subject.")
    @State
    public static class JcTools {
        private final RecordTransfer transfer = new RecordTransfer(RecordQueue.ofJcTools());

        /** Writes. */
        @Actor
        public void writer() {
            transfer.write();
        }

        /** Reads beside it. */
        @Actor
        public void reader(II_Result result) {
            result.r2 = transfer.read();
        }

        /** Accounts for every record. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = transfer.account();
        }
    }

    /** The same through Agrona. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Agrona's OneToOneRingBuffer, a known-good subject.")
    @State
    public static class Agrona {
        private final RecordTransfer transfer = new RecordTransfer(RecordQueue.ofAgrona());

        /** Writes. */
        @Actor
        public void writer() {
            transfer.write();
        }

        /** Reads beside it. */
        @Actor
        public void reader(II_Result result) {
            result.r2 = transfer.read();
        }

        /** Accounts for every record. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = transfer.account();
        }
    }

    /** A full ring, one write and one read at the same time. */
    @JCStressTest
    @Description("One write and one read race on a full ring of two records.")
    @Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "The write came first: dropped and counted, 2 is left.")
    @Outcome(id = "1, 1, 23", expect = ACCEPTABLE, desc = "The read came first: 3 took the place of 1.")
    @Outcome(expect = FORBIDDEN, desc = "A record was overwritten, lost or not counted.")
    @State
    public static class FullRecords {
        private final RecordRing ring = new RecordRing(1, 2);
        private final long[] outgoing = {1};
        private final long[] incoming = new long[1];

        /** Makes a full ring: 1, 2. */
        public FullRecords() {
            ring.write(outgoing);
            outgoing[0] = 2;
            ring.write(outgoing);
            outgoing[0] = 3;
        }

        /** Tries to write record 3. */
        @Actor
        public void writer(III_Result result) {
            result.r1 = ring.write(outgoing) ? 1 : 0;
        }

        /** Reads record 1. */
        @Actor
        public void reader(III_Result result) {
            result.r2 = ring.read(incoming) && incoming[0] == 1 ? 1 : -1;
        }

        /** Writes what is left as the digits of a number; negative where a loss was not counted. */
        @Arbiter
        public void account(III_Result result) {
            while (result.r3 < 100 && ring.read(incoming)) {
                result.r3 = 10 * result.r3 + (int) incoming[0];
            }
            if (ring.droppedRecords() != 1 - result.r1) {
                result.r3 = -1;
            }
        }
    }
}
