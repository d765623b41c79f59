package vorlauf.stress.twins;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import vorlauf.stress.handover.Accounted;
import vorlauf.stress.handover.WakeUpSituation;

/** Wake-ups that are lost. */
public final class WakeUpTwins {
    private WakeUpTwins() {}

    /** Must be caught by a sleeper that the waker did not see, nor it the waker. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: release and acquire where volatile is needed; the wake-up is lost between two store buffers.")
    @State
    public static class WokenByRelease {
        private final WakeUpSituation pair =
                new WakeUpSituation(clock -> new BrokenWakeUp(BrokenWakeUp.Fault.RELEASE_ONLY, clock));

        /** Wakes. */
        @Actor
        public void waker() {
            pair.wakeOnce();
        }

        /** Sleeps. */
        @Actor
        public void sleeper(II_Result result) {
            result.r2 = pair.sleepOnce();
        }

        /** Says what was lost. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = pair.account();
        }
    }

    /** Must be caught by a wake-up between the look and the sleep. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: the sleeper looks for a wake-up before it says that it sleeps.")
    @State
    public static class LooksTooEarly {
        private final WakeUpSituation pair =
                new WakeUpSituation(clock -> new BrokenWakeUp(BrokenWakeUp.Fault.LOOKS_TOO_EARLY, clock));

        /** Wakes. */
        @Actor
        public void waker() {
            pair.wakeOnce();
        }

        /** Sleeps. */
        @Actor
        public void sleeper(II_Result result) {
            result.r2 = pair.sleepOnce();
        }

        /** Says what was lost. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = pair.account();
        }
    }

    /** Must be caught by a wake-up before the sleep. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("Broken: a wake-up that comes while the sleeper is awake is thrown away.")
    @State
    public static class ForgetsEarlierWakeUps {
        private final WakeUpSituation pair =
                new WakeUpSituation(clock -> new BrokenWakeUp(BrokenWakeUp.Fault.FORGETS_EARLIER_WAKE_UPS, clock));

        /** Wakes. */
        @Actor
        public void waker() {
            pair.wakeOnce();
        }

        /** Sleeps. */
        @Actor
        public void sleeper(II_Result result) {
            result.r2 = pair.sleepOnce();
        }

        /** Says what was lost. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = pair.account();
        }
    }
}
