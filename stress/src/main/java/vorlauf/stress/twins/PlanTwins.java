package vorlauf.stress.twins;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import vorlauf.stress.handover.Accounted;
import vorlauf.stress.handover.PlanSituation;

/** Hand-overs that lose plans, or use them after they went back. */
public final class PlanTwins {
    private PlanTwins() {}

    /** Must be caught by a plan that is left out. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: a change can be taken before it is there.")
    @State
    public static class PublishedEarly {
        private final PlanSituation plans =
                new PlanSituation(new BrokenHandOver(BrokenHandOver.Fault.PUBLISHED_EARLY), false);

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

    /** Must be caught by a plan that is left out. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: a change that finds no room replaces the one that waits.")
    @State
    public static class ReplacesWhenFull {
        private final PlanSituation plans =
                new PlanSituation(new BrokenHandOver(BrokenHandOver.Fault.REPLACES_WHEN_FULL), false);

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

    /** Must be caught by state that the control thread has destroyed. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: the plan before goes back while its state is still needed.")
    @State
    public static class RetiredEarly {
        private final PlanSituation plans =
                new PlanSituation(new BrokenHandOver(BrokenHandOver.Fault.RETIRED_EARLY), false);

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

    /** Must be caught by a plan that does not come back. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: a plan that finds no room on the way back is forgotten.")
    @State
    public static class DroppedWhenFull {
        private final PlanSituation plans =
                new PlanSituation(new BrokenHandOver(BrokenHandOver.Fault.DROPPED_WHEN_FULL), false);

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
