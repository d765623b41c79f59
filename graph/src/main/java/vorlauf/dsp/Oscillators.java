package vorlauf.dsp;

import vorlauf.dsp.Phases.Steps;

/**
 * Oscillators: kernels that draw a shape over a 64-bit phase whose whole range is one turn.
 *
 * <p>The state is {@code l[o]}, the phase of frame {@code from}; the output comes before the phase advances. A kernel
 * without {@code Audio} in its name advances at frame i of the block by {@code start + i * step}, two
 * {@link #increment increments}, in exact integer arithmetic; one with it takes a frequency in hertz for each frame and
 * an array {@code phases} of a block's length to work in; its increments are rounded to 2^-32 of a turn and to float. Both
 * write frames {@code from} to {@code to} with the same bits however a block is cut into chunks, and where no frequency
 * moves with the block also whatever its size, given the {@code begun} frames of {@link Phases}; a step that is not 0
 * takes 0 of them. {@code hertz} may be the same array as {@code out}. Negative frequencies run the shape backwards.
 *
 * <p>The band-limited shapes have the phases of the naive ones, and are these smoothed by a cubic B-spline
 * ({@link Splines}): aliases and droop are in {@code docs/measurements.md}.
 *
 * <p>Threads: producer. Errors: none; a frequency beyond half the sample rate is taken as that, NaN as 0.
 */
@RealTime
public final class Oscillators {

    private static final double TURN = 0x1p64;

    private Oscillators() {}

    /**
     * The phase that one frame advances, in 2^-64 of a turn: the frequency is met within 1e-14 of itself from 1 Hz on.
     *
     * @param hertz limited to plus or minus half the rate; NaN is 0
     * @param rateHertz the sample rate
     */
    public static long increment(double hertz, double rateHertz) {
        return scaledIncrement(hertz, incrementsPerHertz(rateHertz));
    }

    /** What a frequency is multiplied by in {@link #scaledIncrement}: the division of {@link #increment}, done once. */
    public static double incrementsPerHertz(double rateHertz) {
        return TURN / rateHertz;
    }

    /** {@link #increment} of a frequency, given {@link #incrementsPerHertz} of the rate. */
    public static long scaledIncrement(double hertz, double incrementsPerHertz) {
        return (long) (hertz * incrementsPerHertz);
    }

    /** The step that carries one increment to another over a block, to be added to the increment at each frame. */
    public static long incrementStep(long now, long next, int blockFrames) {
        return next / blockFrames - now / blockFrames;
    }

    /** The largest magnitude that an increment has from one frame to another, in turns a frame. */
    static float fastest(long increment, long step, int frames) {
        return Math.max(Math.abs((float) increment), Math.abs((float) increment + (float) step * frames)) * 0x1p-64f;
    }

    /** Sine, 0 rising at phase 0, as {@link Functions#sine}. */
    public static void sine(long[] l, int o, long start, long step, int begun, float[] out, int from, int to) {
        if (step == 0) {
            steadySine(l, o, start, begun, out, from, to);
            return;
        }
        naiveTriangle(l, o, start, step, begun, out, from, to);
        for (int i = from; i < to; i++) {
            out[i] = Functions.sineOfQuarters(out[i]);
        }
    }

    /** One loop, so that C2 vectorises it as a whole; within a segment the 32-bit increment loses 2e-8 of a turn at most. */
    private static void steadySine(long[] l, int o, long increment, int begun, float[] out, int from, int to) {
        long origin = l[o] - from * increment;
        int advance = Phases.roundedIncrement(increment);
        int at = from;
        while (at < to) {
            int segment = Phases.segmentStart(at, begun);
            int end = Math.min(to, segment + Phases.SEGMENT);
            int phase = (int) ((origin + segment * increment) >>> 32);
            for (int i = at; i < end; i++) {
                out[i] = Functions.sineOfQuarters(Functions.foldedPhase(phase + Phases.IOTA[i - segment] * advance));
            }
            at = end;
        }
        l[o] = origin + to * increment;
    }

    /**
     * out = a steady sine times a factor plus a buffer: the bits of {@link #sine} and {@link Arithmetic#multiplyAdd}. {@code out} may be {@code b}.
     */
    public static void steadySineMultiplyAdd(
            long[] l, int o, long increment, int begun, float factor, float[] b, float[] out, int from, int to) {
        long origin = l[o] - from * increment;
        int advance = Phases.roundedIncrement(increment);
        int at = from;
        while (at < to) {
            int segment = Phases.segmentStart(at, begun);
            int end = Math.min(to, segment + Phases.SEGMENT);
            int phase = (int) ((origin + segment * increment) >>> 32);
            for (int i = at; i < end; i++) {
                float folded = Functions.foldedPhase(phase + Phases.IOTA[i - segment] * advance);
                out[i] = MultiplyAdd.fma(Functions.sineOfQuarters(folded), factor, b[i]);
            }
            at = end;
        }
        l[o] = origin + to * increment;
    }

    /** The same plus a number: the bits of {@link #sine} and {@link Arithmetic#multiplyAddRamp}. */
    public static void steadySineMultiplyAdd(
            long[] l, int o, long increment, int begun, float factor, float addend, float[] out, int from, int to) {
        long origin = l[o] - from * increment;
        int advance = Phases.roundedIncrement(increment);
        int at = from;
        while (at < to) {
            int segment = Phases.segmentStart(at, begun);
            int end = Math.min(to, segment + Phases.SEGMENT);
            int phase = (int) ((origin + segment * increment) >>> 32);
            for (int i = at; i < end; i++) {
                float folded = Functions.foldedPhase(phase + Phases.IOTA[i - segment] * advance);
                out[i] = MultiplyAdd.fma(Functions.sineOfQuarters(folded), factor, addend);
            }
            at = end;
        }
        l[o] = origin + to * increment;
    }

    /** {@link #sine} with a frequency for each frame. */
    public static void sineAudio(
            long[] l, int o, float[] hertz, double rateHertz, int[] phases, float[] out, int from, int to) {
        Phases.accumulate(l, o, hertz, rateHertz, phases, from, to);
        for (int i = from; i < to; i++) {
            out[i] = Functions.sineOfQuarters(Functions.foldedPhase(phases[i]));
        }
    }

    /** A triangle, 0 rising at phase 0, with sharp corners: it aliases. */
    public static void naiveTriangle(long[] l, int o, long start, long step, int begun, float[] out, int from, int to) {
        long origin = Phases.atBlockStart(l[o], start, step, from);
        int at = from;
        while (at < to) {
            int segment = Phases.segmentStart(at, begun);
            int end = Math.min(to, segment + Phases.SEGMENT);
            long phase = Phases.at(origin, start, step, segment);
            Phases.folded(phase, start + segment * step, step, out, segment, at, end);
            at = end;
        }
        l[o] = Phases.at(origin, start, step, to);
    }

    /** {@link #naiveTriangle} with a frequency for each frame. */
    public static void naiveTriangleAudio(
            long[] l, int o, float[] hertz, double rateHertz, int[] phases, float[] out, int from, int to) {
        Phases.accumulate(l, o, hertz, rateHertz, phases, from, to);
        for (int i = from; i < to; i++) {
            out[i] = Functions.foldedPhase(phases[i]);
        }
    }

    /** A phasor: rises from 0 to 1 in a turn, and never reaches 1. */
    public static void phasor(long[] l, int o, long start, long step, int begun, float[] out, int from, int to) {
        stepped(Steps.PHASOR, l, o, start, step, begun, out, from, to);
    }

    /** {@link #phasor} with a frequency for each frame. */
    public static void phasorAudio(
            long[] l, int o, float[] hertz, double rateHertz, int[] phases, float[] out, int from, int to) {
        steppedAudio(Steps.PHASOR, l, o, hertz, rateHertz, phases, out, from, to);
    }

    /** A saw that rises from -1 to 1 in a turn and drops at once: it aliases. */
    public static void naiveSaw(long[] l, int o, long start, long step, int begun, float[] out, int from, int to) {
        long origin = Phases.atBlockStart(l[o], start, step, from) + Phases.HALF_TURN;
        int at = from;
        while (at < to) {
            int segment = Phases.segmentStart(at, begun);
            int end = Math.min(to, segment + Phases.SEGMENT);
            long phase = Phases.at(origin, start, step, segment);
            Phases.signed(phase, start + segment * step, step, out, segment, at, end);
            at = end;
        }
        l[o] = Phases.at(origin, start, step, to) + Phases.HALF_TURN;
    }

    /** {@link #naiveSaw} with a frequency for each frame. */
    public static void naiveSawAudio(
            long[] l, int o, float[] hertz, double rateHertz, int[] phases, float[] out, int from, int to) {
        Phases.accumulate(l, o, hertz, rateHertz, phases, from, to);
        for (int i = from; i < to; i++) {
            out[i] = Phases.signedPhase(Phases.opposite(phases[i]));
        }
    }

    /** A square, 1 in the first half of a turn and -1 in the second: it aliases. */
    public static void naiveSquare(long[] l, int o, long start, long step, int begun, float[] out, int from, int to) {
        stepped(Steps.SQUARE, l, o, start, step, begun, out, from, to);
    }

    /** {@link #naiveSquare} with a frequency for each frame. */
    public static void naiveSquareAudio(
            long[] l, int o, float[] hertz, double rateHertz, int[] phases, float[] out, int from, int to) {
        steppedAudio(Steps.SQUARE, l, o, hertz, rateHertz, phases, out, from, to);
    }

    private static void stepped(
            Steps steps, long[] l, int o, long start, long step, int begun, float[] out, int from, int to) {
        long origin = Phases.atBlockStart(l[o], start, step, from);
        int at = from;
        while (at < to) {
            int segment = Phases.segmentStart(at, begun);
            int end = Math.min(to, segment + Phases.SEGMENT);
            long phase = Phases.at(origin, start, step, segment);
            Phases.stepped(phase, start + segment * step, step, steps, out, segment, at, end);
            at = end;
        }
        l[o] = Phases.at(origin, start, step, to);
    }

    private static void steppedAudio(
            Steps steps,
            long[] l,
            int o,
            float[] hertz,
            double rateHertz,
            int[] phases,
            float[] out,
            int from,
            int to) {
        Phases.accumulate(l, o, hertz, rateHertz, phases, from, to);
        for (int i = from; i < to; i++) {
            out[i] = steps.of(phases[i]);
        }
    }

    /** A band-limited saw, rising; its jump is at phase 0. */
    public static void saw(long[] l, int o, long start, long step, int begun, float[] out, int from, int to) {
        long origin = Phases.atBlockStart(l[o], start, step, from);
        int at = from;
        while (at < to) {
            int segment = Phases.segmentStart(at, begun);
            int end = Math.min(to, segment + Phases.SEGMENT);
            long phase = Phases.at(origin, start, step, segment);
            long increment = start + segment * step;
            Phases.signed(phase, increment, step, out, segment, at, end);
            sawShape(increment, step, out, segment, at, end);
            at = end;
        }
        l[o] = Phases.at(origin, start, step, to);
    }

    private static void sawShape(long increment, long step, float[] out, int segment, int from, int to) {
        if (fastest(increment, step, Phases.SEGMENT) >= Splines.NEIGHBOURS_TOUCH) {
            for (int i = from; i < to; i++) {
                float turns = Phases.turnsPerFrame((float) increment + (i - segment) * (float) step);
                out[i] = Splines.crowdedSaw(out[i], turns);
            }
        } else if (step == 0) {
            float turns = Phases.turnsPerFrame((float) increment);
            for (int i = from; i < to; i++) {
                out[i] = Splines.saw(out[i], turns);
            }
        } else {
            for (int i = from; i < to; i++) {
                float turns = Phases.turnsPerFrame((float) increment + (i - segment) * (float) step);
                out[i] = Splines.saw(out[i], turns);
            }
        }
    }

    /** {@link #saw} with a frequency for each frame. */
    public static void sawAudio(
            long[] l, int o, float[] hertz, double rateHertz, int[] phases, float[] out, int from, int to) {
        Phases.accumulate(l, o, hertz, rateHertz, phases, from, to);
        float turnsPerHertz = (float) (1 / rateHertz);
        for (int i = from; i < to; i++) {
            float turns = Phases.limitedTurns(hertz[i] * turnsPerHertz);
            float place = Phases.signedPhase(phases[i]);
            out[i] = turns >= Splines.NEIGHBOURS_TOUCH ? Splines.crowdedSaw(place, turns) : Splines.saw(place, turns);
        }
    }

    /** A band-limited square, positive in the first half of a turn. */
    public static void square(long[] l, int o, long start, long step, int begun, float[] out, int from, int to) {
        long origin = Phases.atBlockStart(l[o], start, step, from);
        int at = from;
        while (at < to) {
            int segment = Phases.segmentStart(at, begun);
            int end = Math.min(to, segment + Phases.SEGMENT);
            long phase = Phases.at(origin, start, step, segment);
            long increment = start + segment * step;
            Phases.folded(phase, increment, step, out, segment, at, end);
            squareShape(increment, step, out, segment, at, end);
            at = end;
        }
        l[o] = Phases.at(origin, start, step, to);
    }

    private static void squareShape(long increment, long step, float[] out, int segment, int from, int to) {
        if (fastest(increment, step, Phases.SEGMENT) >= Splines.NEIGHBOURS_TOUCH) {
            for (int i = from; i < to; i++) {
                float turns = Phases.turnsPerFrame((float) increment + (i - segment) * (float) step);
                out[i] = Splines.crowdedSquare(out[i], turns);
            }
        } else if (step == 0) {
            float turns = Phases.turnsPerFrame((float) increment);
            for (int i = from; i < to; i++) {
                out[i] = Splines.square(out[i], turns);
            }
        } else {
            for (int i = from; i < to; i++) {
                float turns = Phases.turnsPerFrame((float) increment + (i - segment) * (float) step);
                out[i] = Splines.square(out[i], turns);
            }
        }
    }

    /** {@link #square} with a frequency for each frame. */
    public static void squareAudio(
            long[] l, int o, float[] hertz, double rateHertz, int[] phases, float[] out, int from, int to) {
        Phases.accumulate(l, o, hertz, rateHertz, phases, from, to);
        float turnsPerHertz = (float) (1 / rateHertz);
        for (int i = from; i < to; i++) {
            float turns = Phases.limitedTurns(hertz[i] * turnsPerHertz);
            float place = Functions.foldedPhase(phases[i]);
            out[i] = turns >= Splines.NEIGHBOURS_TOUCH
                    ? Splines.crowdedSquare(place, turns)
                    : Splines.square(place, turns);
        }
    }

    /** A band-limited triangle, 0 rising at phase 0. */
    public static void triangle(long[] l, int o, long start, long step, int begun, float[] out, int from, int to) {
        long origin = Phases.atBlockStart(l[o], start, step, from);
        int at = from;
        while (at < to) {
            int segment = Phases.segmentStart(at, begun);
            int end = Math.min(to, segment + Phases.SEGMENT);
            long phase = Phases.at(origin, start, step, segment);
            long increment = start + segment * step;
            Phases.folded(phase, increment, step, out, segment, at, end);
            triangleShape(increment, step, out, segment, at, end);
            at = end;
        }
        l[o] = Phases.at(origin, start, step, to);
    }

    private static void triangleShape(long increment, long step, float[] out, int segment, int from, int to) {
        if (fastest(increment, step, Phases.SEGMENT) >= Splines.NEIGHBOURS_TOUCH) {
            for (int i = from; i < to; i++) {
                float turns = Phases.turnsPerFrame((float) increment + (i - segment) * (float) step);
                out[i] = Splines.crowdedTriangle(out[i], turns);
            }
        } else if (step == 0) {
            float turns = Phases.turnsPerFrame((float) increment);
            for (int i = from; i < to; i++) {
                out[i] = Splines.triangle(out[i], turns);
            }
        } else {
            for (int i = from; i < to; i++) {
                float turns = Phases.turnsPerFrame((float) increment + (i - segment) * (float) step);
                out[i] = Splines.triangle(out[i], turns);
            }
        }
    }

    /** {@link #triangle} with a frequency for each frame. */
    public static void triangleAudio(
            long[] l, int o, float[] hertz, double rateHertz, int[] phases, float[] out, int from, int to) {
        Phases.accumulate(l, o, hertz, rateHertz, phases, from, to);
        float turnsPerHertz = (float) (1 / rateHertz);
        for (int i = from; i < to; i++) {
            float turns = Phases.limitedTurns(hertz[i] * turnsPerHertz);
            float place = Functions.foldedPhase(phases[i]);
            out[i] = turns >= Splines.NEIGHBOURS_TOUCH
                    ? Splines.crowdedTriangle(place, turns)
                    : Splines.triangle(place, turns);
        }
    }
}
