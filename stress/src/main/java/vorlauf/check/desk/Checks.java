package vorlauf.check.desk;

import vorlauf.check.HandOff;
import vorlauf.ring.FrameRing;

/**
 * The verbs of a notebook that check: {@code verify(MyRing.class)}, {@code mutants(HandOff.FRAME_RING)}.
 *
 * <p>Threads: any; one check at a time, others wait.
 */
public final class Checks {
    private static final int BOUND = 3;

    private Checks() {}

    /**
     * Runs a ring under every schedule of a reader and a writer within a bound, in weak memory.
     *
     * <p>Errors: a class that cannot be used is an {@link IllegalArgumentException} whose line says why.
     */
    public static RingVerdict verify(Class<? extends FrameRing> ring) throws InterruptedException {
        return RingVerdict.of(ring, BOUND, 0);
    }

    /** Breaks a hand-off of the engine in all ways of the catalogue, and looks whether the model checker sees it. */
    public static MutantTable mutants(HandOff handOff) {
        return MutantTable.of(handOff, BOUND);
    }
}
