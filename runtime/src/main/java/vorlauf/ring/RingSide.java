package vorlauf.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One side of a ring: how far it has got, and what it last knew of the other side, each alone on its cache lines.
 *
 * <p>The classes in this file are one object cut into layers. A JVM may order the fields of one class as it likes, but
 * it lays the fields of a superclass before those of its subclasses, so the layers pin the order: padding, position,
 * padding, cached opposite, padding. 128 bytes, because x86 fetches cache lines in pairs and some ARM cores have lines
 * of 128.
 *
 * <p>Threads: the side's owner writes; the other side reads {@link #position} through {@link #POSITION} alone.
 */
final class RingSide extends RingSideCacheLayer {
    /** Access to {@link #position} where it crosses from one thread to the other. */
    static final VarHandle POSITION = positionHandle();

    long after01, after02, after03, after04, after05, after06, after07, after08;
    long after09, after10, after11, after12, after13, after14, after15, after16;

    /** A side that stands at {@code startPosition} and knows that the other one stands there too. */
    RingSide(long startPosition) {
        position = startPosition;
        cachedOpposite = startPosition;
    }

    private static VarHandle positionHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(RingSide.class, "position", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

/** Keeps the position off the lines of whatever the collector put in front of this object. */
abstract class RingSidePaddingBefore {
    long before01, before02, before03, before04, before05, before06, before07, before08;
    long before09, before10, before11, before12, before13, before14, before15, before16;
}

/** Holds the one field that both threads touch. */
abstract class RingSidePositionLayer extends RingSidePaddingBefore {
    /**
     * Units (frames or records) that this side has finished with since the ring was made, plus the start position.
     *
     * <p>It only grows, and never wraps: 2^63 frames are 1.5 million years at 192 kHz. Stale at the other side, where
     * it can only be too small, which makes that side refuse too early and never go too far.
     *
     * <p>Order: its owner is the only writer and reads it plainly. The owner publishes with <em>release</em>, so that
     * all that it did to the slots before, stores of the writer as well as loads of the reader, stays before. The other
     * side looks with <em>acquire</em>, so that all that it does to the slots after stays after. Being 64 bits wide it
     * is never torn there: VarHandle accesses of longs are atomic on every platform.
     */
    long position;
}

/** Keeps the position, which the other thread polls, off the line that its owner works on. */
abstract class RingSidePaddingBetween extends RingSidePositionLayer {
    long between01, between02, between03, between04, between05, between06, between07, between08;
    long between09, between10, between11, between12, between13, between14, between15, between16;
}

/** Holds what the owner alone touches. */
abstract class RingSideCacheLayer extends RingSidePaddingBetween {
    /**
     * The opposite side's position as it was when this side last looked.
     *
     * <p>Never ahead of the true one, so acting on it is safe; it is looked up again only when it says that a transfer
     * does not fit. That is why a ring that is neither full nor empty costs no cache miss on positions.
     *
     * <p>Order: plain; no other thread reads or writes it. What an old value permits was acquired when it was fetched.
     */
    long cachedOpposite;
}
