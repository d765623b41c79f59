package vorlauf.plan;

import java.util.Arrays;
import vorlauf.dsp.CrowdedShapes;

/**
 * Phases of oscillators beside each other, or of one oscillator's frames, in 2^-32 of a turn.
 *
 * <p>Threads: producer.
 */
final class LaneTurns {
    /** Where they begin. */
    final int[] turn = new int[BankForm.LANES];

    /** How far they go from one vector to the next. */
    final int[] advance = new int[BankForm.LANES];

    /** Turns a frame, of band-limited shapes. */
    final float[] pace;

    LaneTurns(boolean bandLimited) {
        pace = new float[bandLimited ? BankForm.LANES : 0];
        Arrays.fill(pace, CrowdedShapes.turnsPerFrame(0));
    }
}
