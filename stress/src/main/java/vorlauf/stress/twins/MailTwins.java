package vorlauf.stress.twins;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import vorlauf.stress.handover.Accounted;
import vorlauf.stress.handover.MailSituation;

/** Mails that lose values or places. */
public final class MailTwins {
    private MailTwins() {}

    /** Must be caught by a newest value that never arrives. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: the mark is taken off after the value was read; a value between the two is never delivered.")
    @State
    public static class ClearedAfterRead {
        private final MailSituation mail = new MailSituation(new BrokenMail(BrokenMail.Fault.CLEARED_AFTER_READ));

        /** Posts. */
        @Actor
        public void publisher() {
            mail.flood();
        }

        /** Delivers beside it. */
        @Actor
        public void producer(II_Result result) {
            result.r2 = mail.drain();
        }

        /** Accounts for every value. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = mail.account();
        }
    }

    /** Must be caught by a queue that is full. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: every value takes a place in the queue.")
    @State
    public static class QueuesEveryValue {
        private final MailSituation mail = new MailSituation(new BrokenMail(BrokenMail.Fault.QUEUES_EVERY_VALUE));

        /** Posts. */
        @Actor
        public void publisher() {
            mail.flood();
        }

        /** Delivers beside it. */
        @Actor
        public void producer(II_Result result) {
            result.r2 = mail.drain();
        }

        /** Accounts for every value. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = mail.account();
        }
    }

    /** Must be caught by counts of two publishers that do not add up. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: two publishers read what waits, then both write.")
    @State
    public static class ReadThenWritten {
        private final MailSituation mail = new MailSituation(new BrokenMail(BrokenMail.Fault.READ_THEN_WRITTEN));

        /** Posts. */
        @Actor
        public void odd() {
            mail.postOdd();
        }

        /** Posts, too. */
        @Actor
        public void even() {
            mail.postEven();
        }

        /** Accounts for every value. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = mail.accountOfTwo();
        }
    }

    /** Must be caught by a queue that is full. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: the place of a closed control is given away while a value still waits in it.")
    @State
    public static class PlaceFreedEarly {
        private final MailSituation mail = new MailSituation(new BrokenMail(BrokenMail.Fault.PLACE_FREED_EARLY)).fill();

        /** Closes, opens and posts. */
        @Actor
        public void control() {
            mail.replaceFirst();
        }

        /** Delivers beside it. */
        @Actor
        public void producer(II_Result result) {
            result.r2 = mail.drain();
        }

        /** Accounts for every value and both places. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = mail.accountOfPlaces();
        }
    }
}
