package vorlauf.stress.handover;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Control values from publishers to the producer. */
public final class MailTests {
    private MailTests() {}

    /** A flooded port beside a quiet one: conflated, the newest wins, none lost without a count. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("A flood of one control: the newest value arrives, older ones never after it, all are counted.")
    @State
    public static class NewestValueWins {
        private final MailSituation mail = new MailSituation(ValueMail.ofProduct(2));

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

    /** Two publishers of one port: it is queued once. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Two threads post to one control: one delivery, of the last value of one of them.")
    @State
    public static class OnePortTwoPublishers {
        private final MailSituation mail = new MailSituation(ValueMail.ofProduct(2));

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

    /** A full mail whose places change hands. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description(
            "In a full mail a control goes and another one takes its place: no overflow, no value and no place lost.")
    @State
    public static class FullMail {
        private final MailSituation mail = new MailSituation(ValueMail.ofProduct(2)).fill();

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
