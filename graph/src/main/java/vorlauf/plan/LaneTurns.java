package vorlauf.plan;

import java.util.Arrays;
import vorlauf.dsp.CrowdedShapes;
import vorlauf.dsp.Phases;
import vorlauf.dsp.RealTime;

/**
 * Phases of oscillators beside each other, or of one oscillator's frames, in 2^-32 of a turn.
 *
 * <p>Threads: producer.
 */
@RealTime
final class LaneTurns {
    private static final int WIDTH = BankForm.LANES;

    /** Where they begin. */
    final int[] turn = new int[WIDTH];

    /** How far they go from one vector to the next. */
    final int[] advance = new int[WIDTH];

    /** Turns a frame, of band-limited shapes. */
    final float[] pace;

    // Of frequencies that move, as in Phases.
    /** How much further they go in each frame than in the one before. */
    final int[] bend;

    /** The 16 bits below {@link #turn}, and the same of the other two; carried, not kept below 2^16. */
    final int[] low;

    final int[] lowAdvance;
    final int[] lowBend;

    /** Increments at the first frame of the segment, and how much they grow in a frame: in 2^-64 of a turn. */
    final float[] increment;

    final float[] growth;

    /** Lanes of which corners touch somewhere in the segment. */
    final boolean[] crowded;

    /**
     * @param bandLimited whether the shape is
     * @param moving whether frequencies may move with the block
     */
    LaneTurns(boolean bandLimited, boolean moving) {
        pace = new float[bandLimited ? WIDTH : 0];
        Arrays.fill(pace, CrowdedShapes.turnsPerFrame(0));
        int lanes = moving ? WIDTH : 0;
        bend = new int[lanes];
        low = new int[lanes];
        lowAdvance = new int[lanes];
        lowBend = new int[lanes];
        increment = new float[lanes];
        growth = new float[lanes];
        crowded = new boolean[lanes];
    }

    /**
     * Finds the phases at a frame where the frequency of some lane moves; then the phases are those after so many frames, which
     * are in one segment.
     *
     * @param phase 64-bit phase of each lane at the frame
     * @param start its increment at the first frame of the block, which grows by {@code step} a frame
     * @param cornered whether the shape has corners
     * @param begun frames of the first segment that lie before the block; where a frequency moves there are none
     */
    void move(long[] phase, long[] start, long[] step, boolean cornered, int frame, int begun, int count) {
        for (int lane = 0; lane < WIDTH; lane++) {
            if (step[lane] == 0) {
                rest(lane, phase[lane], start[lane], cornered, frame, begun);
                phase[lane] += count * start[lane];
            } else {
                phase[lane] = move(lane, phase[lane], start[lane], step[lane], frame, count);
            }
        }
    }

    private void rest(int lane, long phase, long by, boolean cornered, int frame, int begun) {
        turn[lane] = cornered ? Phases.cornered(phase, by, frame, begun) : Phases.steady(phase, by, frame, begun);
        advance[lane] = cornered ? Phases.above(by) : Phases.roundedIncrement(by);
        bend[lane] = 0;
        low[lane] = 0;
        lowAdvance[lane] = 0;
        lowBend[lane] = 0;
        pace(lane, by, 0);
    }

    private long move(int lane, long phase, long start, long step, int frame, int count) {
        int n = Phases.inSegment(frame, 0);
        int triangular = n * (n - 1) / 2;
        long origin = Phases.atBlockStart(phase, start, step, frame);
        long first = Phases.at(origin, start, step, frame - n);
        long by = start + (frame - n) * step;
        bend[lane] = Phases.high(step);
        lowBend[lane] = Phases.low(step);
        advance[lane] = Phases.high(by) + n * bend[lane];
        lowAdvance[lane] = Phases.low(by) + n * lowBend[lane];
        turn[lane] = Phases.high(first) + n * Phases.high(by) + triangular * bend[lane];
        low[lane] = Phases.low(first) + n * Phases.low(by) + triangular * lowBend[lane];
        pace(lane, by, step);
        return Phases.at(origin, start, step, frame + count);
    }

    private void pace(int lane, long by, long step) {
        increment[lane] = by;
        growth[lane] = step;
        crowded[lane] = pace.length > 0 && CrowdedShapes.is(by, step);
    }
}
