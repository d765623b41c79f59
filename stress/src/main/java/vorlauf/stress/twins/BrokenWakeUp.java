package vorlauf.stress.twins;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import vorlauf.render.Clock;
import vorlauf.stress.handover.WakeUp;

/** A sleep with a wake-up and one {@link Fault}. */
final class BrokenWakeUp implements WakeUp {
    private static final VarHandle ASLEEP;
    private static final VarHandle WAKE_WANTED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ASLEEP = lookup.findVarHandle(BrokenWakeUp.class, "asleep", boolean.class);
            WAKE_WANTED = lookup.findVarHandle(BrokenWakeUp.class, "wakeWanted", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What can be wrong between sleeper and waker. */
    enum Fault {
        /** Release and acquire where each side must see the other's store: a store may pass a later load. */
        RELEASE_ONLY,
        /** The sleeper looks for a wake-up before it says that it sleeps. */
        LOOKS_TOO_EARLY,
        /** The sleeper throws away the wake-ups that came while it was awake. */
        FORGETS_EARLIER_WAKE_UPS
    }

    private final Fault fault;
    private final Clock clock;

    @SuppressWarnings("UnusedVariable") // through ASLEEP
    private boolean asleep;

    @SuppressWarnings("UnusedVariable") // through WAKE_WANTED
    private boolean wakeWanted;

    BrokenWakeUp(Fault fault, Clock clock) {
        this.fault = fault;
        this.clock = clock;
    }

    @Override
    public void sleepUntil(long deadlineNanos) {
        if (fault == Fault.FORGETS_EARLIER_WAKE_UPS) {
            set(WAKE_WANTED, false);
        }
        boolean stay = fault == Fault.LOOKS_TOO_EARLY && get(WAKE_WANTED);
        set(ASLEEP, true);
        if (fault == Fault.LOOKS_TOO_EARLY ? !stay : !get(WAKE_WANTED)) {
            clock.parkUntil(deadlineNanos);
        }
        set(ASLEEP, false);
        set(WAKE_WANTED, false);
    }

    @Override
    public void wake(Thread sleeper) {
        set(WAKE_WANTED, true);
        if (get(ASLEEP)) {
            clock.wake(sleeper);
        }
    }

    private void set(VarHandle flag, boolean value) {
        if (fault == Fault.RELEASE_ONLY) {
            flag.setRelease(this, value);
        } else {
            flag.setVolatile(this, value);
        }
    }

    private boolean get(VarHandle flag) {
        return fault == Fault.RELEASE_ONLY ? (boolean) flag.getAcquire(this) : (boolean) flag.getVolatile(this);
    }
}
