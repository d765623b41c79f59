package vorlauf.stress.handover;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import vorlauf.render.SleepHandshake;
import vorlauf.render.SystemClock;

/** The producer's sleep, which the control thread ends. */
public final class WakeUpTests {
    private WakeUpTests() {}

    /** A wake-up beside the moment of falling asleep. */
    @JCStressTest
    @JCStressMeta(Accounted.class)
    @Description("A wake-up is not lost, however close to the sleep it comes.")
    @State
    public static class NoWakeUpIsLost {
        private final WakeUpSituation pair = new WakeUpSituation(WakeUp::ofProduct);

        /** Sleeps. */
        @Actor
        public void sleeper(II_Result result) {
            result.r2 = pair.sleepOnce();
        }

        /** Wakes. */
        @Actor
        public void waker() {
            pair.wakeOnce();
        }

        /** Says what was lost. */
        @Arbiter
        public void account(II_Result result) {
            result.r1 = pair.account();
        }
    }

    /** The same with the real park of this machine, and a wake-up that comes when the sleeper surely sleeps. */
    @JCStressTest(Mode.Termination)
    @Description("A sleep of an hour in the real park ends at once when it is woken.")
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The sleeper woke up.")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "The sleeper sleeps on.")
    @State
    public static class RealSleepEnds {
        private static final long HOUR_NANOS = 3_600_000_000_000L;

        private final SleepHandshake handshake = new SleepHandshake(SystemClock.INSTANCE);
        private volatile Thread sleeper = Thread.currentThread();

        /** Sleeps. */
        @Actor
        public void sleeper() {
            sleeper = Thread.currentThread();
            handshake.sleepUntil(SystemClock.INSTANCE.nanoTime() + HOUR_NANOS);
        }

        /** Wakes, before or while the other sleeps. */
        @Signal
        public void waker() {
            handshake.wake(sleeper);
        }
    }
}
