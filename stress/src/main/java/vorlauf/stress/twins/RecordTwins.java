package vorlauf.stress.twins;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import vorlauf.stress.handover.Accounted;
import vorlauf.stress.ring.RecordTransfer;

/** Rings of records with the faults of a ring of frames. */
public final class RecordTwins {
    private RecordTwins() {}

    /** Must be caught by a record that is not there yet. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: the position moves before the record is there.")
    @State
    public static class RecordsPublishedEarly {
        private final RecordTransfer transfer = new RecordTransfer(new BrokenRecords(Fault.PUBLISH_BEFORE_COPY));

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

    /** Must be caught by a record that was overwritten under the reader. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: the slot is given back before its record was taken.")
    @State
    public static class RecordsFreedEarly {
        private final RecordTransfer transfer = new RecordTransfer(new BrokenRecords(Fault.FREE_BEFORE_COPY));

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

    /** Must be caught by a record that was overwritten before it was read. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: one record more than there are slots is accepted.")
    @State
    public static class RecordsPlusOne {
        private final RecordTransfer transfer = new RecordTransfer(new BrokenRecords(Fault.CAPACITY_PLUS_ONE));

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
}
