package vorlauf.check.subject;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import vorlauf.check.model.Scenario;
import vorlauf.check.model.ScenarioThreads;
import vorlauf.render.Clock;

/**
 * A sleeper that sleeps until there is work, and a waker that leaves work and wakes it; nothing else ends a sleep, so a
 * wake-up that is lost is a deadlock. Variants: one piece of work, and two.
 */
public final class SleepWakeScenario implements Scenario {
    /** One and two pieces of work. */
    public static final int VARIANTS = 2;

    private static final String HANDSHAKE = "vorlauf.render.SleepHandshake";
    private static final Constructor<?> MAKE = Hidden.constructor(HANDSHAKE, Clock.class);
    private static final Method SLEEP = Hidden.method(HANDSHAKE, "sleepUntil", long.class);
    private static final Method WAKE = Hidden.method(HANDSHAKE, "wake", Thread.class);

    private final int pieces;
    private final AtomicInteger work = new AtomicInteger();
    private @Nullable Object made;

    /** One execution with {@code variant + 1} pieces of work. */
    public SleepWakeScenario(int variant) {
        this.pieces = variant + 1;
    }

    @Override
    public List<String> threads() {
        return List.of("sleeper", "waker");
    }

    @Override
    public void setUp() throws Throwable {
        made = Hidden.make(MAKE, new ParkingClock());
    }

    @Override
    public void run(int thread) throws Throwable {
        Object handshake = made;
        if (handshake == null) {
            throw new IllegalStateException("not set up");
        }
        if (thread == 0) {
            while (work.get() < pieces) {
                Hidden.call(SLEEP, handshake, Long.MAX_VALUE);
            }
        } else {
            for (int piece = 1; piece <= pieces; piece++) {
                work.set(piece);
                Hidden.call(WAKE, handshake, ScenarioThreads.get(0));
            }
        }
    }

    @Override
    public void finish() {}

    @Override
    public Map<String, Object> roots() {
        return made == null ? Map.of() : Map.of("handshake", made, "work", work);
    }
}
