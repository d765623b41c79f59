package vorlauf.score;

import java.util.List;
import vorlauf.plan.ControlCell;
import vorlauf.plan.RenderPlan;

/**
 * Plans and the frames from which they are in force, cells and the frames from which they have their values.
 *
 * <p>It holds the plans' state, so it can be played once.
 *
 * @param sampleRateHertz frames a second
 * @param blockFrames frames of a block; everything happens at the start of one
 * @param channels channels of a frame
 * @param frames length of the recording; what is in force then goes on
 * @param cells all cells that plans read; several may have one name, in force one after another
 * @param plans in the order in which they come into force
 * @param timeline what happens, in order
 */
public record Score(
        double sampleRateHertz,
        int blockFrames,
        int channels,
        long frames,
        List<ControlCell> cells,
        List<RenderPlan> plans,
        List<Entry> timeline) {

    /** Something that happens at the start of the block at {@link #frame}. */
    public sealed interface Entry {
        /** Frame of the block. */
        long frame();
    }

    /** A plan comes into force. */
    public record InForce(long frame, int plan) implements Entry {}

    /** A cell takes a value, which the block ends with. */
    public record Value(long frame, int cell, double value) implements Entry {}
}
