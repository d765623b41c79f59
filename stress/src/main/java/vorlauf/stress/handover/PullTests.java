package vorlauf.stress.handover;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The end of a stream beside the device's pulls. */
public final class PullTests {
    private PullTests() {}

    /** The last blocks, the mark behind them, and pulls that find too little. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("What is short before the end is an underrun and counted, after it nothing is; no frame is lost.")
    @State
    public static class EndOfStream {
        private final PullSituation stream = new PullSituation();

        /** Renders the end. */
        @Actor
        public void producer() {
            stream.produce();
        }

        /** Pulls. */
        @Actor
        public void device(II_Result result) {
            result.r2 = stream.pull();
        }

        /** Accounts for every frame. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = stream.account();
        }
    }
}
