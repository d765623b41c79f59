package vorlauf.stress.handover;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Plans from the control thread to the producer and back. */
public final class PlanTests {
    private PlanTests() {}

    /** Change after change, with room for all that comes back. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description(
            "Plans come into force in order, their state goes with them, each comes back once and is not used again.")
    @State
    public static class PlansInOrder {
        private final PlanSituation plans = new PlanSituation(PlanHandOver.ofProduct(16), false);

        /** Hands over and collects. */
        @Actor
        public void control() {
            plans.control();
        }

        /** Renders beside it. */
        @Actor
        public void producer(II_Result result) {
            result.r2 = plans.produce();
        }

        /** Accounts for every plan. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = plans.account();
        }
    }

    /** Changes that fade, which the producer ends by itself. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("A transition and the settled plan after it: the producer goes from one to the other by itself.")
    @State
    public static class TransitionsInOrder {
        private final PlanSituation plans = new PlanSituation(PlanHandOver.ofProduct(16), true);

        /** Hands over and collects. */
        @Actor
        public void control() {
            plans.control();
        }

        /** Renders beside it. */
        @Actor
        public void producer(II_Result result) {
            result.r2 = plans.produce();
        }

        /** Accounts for every plan. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = plans.account();
        }
    }

    /** The way back is full almost always. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("The way back has room for one change: plans stay in force until there is room, none is dropped.")
    @State
    public static class WayBackIsFull {
        private final PlanSituation plans = new PlanSituation(PlanHandOver.ofProduct(2), true);

        /** Hands over and collects. */
        @Actor
        public void control() {
            plans.control();
        }

        /** Renders beside it. */
        @Actor
        public void producer(II_Result result) {
            result.r2 = plans.produce();
        }

        /** Accounts for every plan. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = plans.account();
        }
    }
}
