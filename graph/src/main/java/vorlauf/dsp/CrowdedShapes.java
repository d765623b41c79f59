package vorlauf.dsp;

/**
 * Band-limited shapes of one lane among others, so high that the corners of neighbouring periods touch: the bits of
 * {@link Oscillators}.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class CrowdedShapes {
    private CrowdedShapes() {}

    /** What is left of an increment (64-bit phase units a frame) in turns a frame: a magnitude, never 0. */
    public static float turnsPerFrame(long increment) {
        return Phases.turnsPerFrame((float) increment);
    }

    /** Whether corners touch at so many turns a frame. */
    public static boolean is(float turnsPerFrame) {
        return turnsPerFrame >= Splines.NEIGHBOURS_TOUCH;
    }

    /**
     * Writes frames {@code stride} apart.
     *
     * @param shape 0 a saw, 1 a square, 2 a triangle
     * @param turn the 32-bit phase of the first frame, with what it advances in a frame
     * @param at where the first frame goes; those that follow, before {@code end}
     */
    public static void render(
            int shape, int turn, int advance, float turnsPerFrame, float[] out, int at, int stride, int end) {
        int phase = turn;
        for (int i = at; i < end; i += stride) {
            out[i] = value(shape, phase, turnsPerFrame);
            phase += advance;
        }
    }

    /** Whether corners touch somewhere in a segment that begins with this increment, which goes on by {@code step} a frame. */
    public static boolean is(long increment, long step) {
        return Oscillators.fastest(increment, step, Phases.SEGMENT) >= Splines.NEIGHBOURS_TOUCH;
    }

    /**
     * Writes frames {@code stride} apart whose frequency moves.
     *
     * @param phases the 32-bit phase of each, where it is in {@code out}
     * @param paces turns a frame of each
     */
    public static void renderAll(int shape, int[] phases, float[] paces, float[] out, int at, int stride, int end) {
        for (int i = at; i < end; i += stride) {
            out[i] = value(shape, phases[i], paces[i]);
        }
    }

    /** The same of those frames alone in which corners touch: where each has a frequency of its own, each is asked. */
    public static void renderCrowded(int shape, int[] phases, float[] paces, float[] out, int at, int stride, int end) {
        for (int i = at; i < end; i += stride) {
            if (is(paces[i])) {
                out[i] = value(shape, phases[i], paces[i]);
            }
        }
    }

    private static float value(int shape, int phase, float turnsPerFrame) {
        return switch (shape) {
            case 0 -> Splines.crowdedSaw(Phases.signedPhase(phase), turnsPerFrame);
            case 1 -> Splines.crowdedSquare(Functions.foldedPhase(phase), turnsPerFrame);
            default -> Splines.crowdedTriangle(Functions.foldedPhase(phase), turnsPerFrame);
        };
    }
}
