package vorlauf.dsp;

import vorlauf.dsp.Phases.Steps;

/**
 * Oscillators: kernels that draw a shape over a 64-bit phase whose whole range is one turn.
 *
 * <p>The state is {@code l[o]}, the phase of frame {@code from}; the output comes before the phase advances. A kernel
 * without {@code Audio} in its name advances at frame i of the block by {@code start + i * step}, two
 * {@link #increment increments}, in exact integer arithmetic; one with it takes a frequency in hertz for each frame. Both
 * write frames {@code from} to {@code to} with the same bits however a block is cut into chunks. {@code hertz} may be the
 * same array as {@code out}. Negative frequencies run the shape backwards.
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
        return (long) (hertz * (TURN / rateHertz));
    }

    /** The step that carries one increment to another over a block, to be added to the increment at each frame. */
    public static long incrementStep(long now, long next, int blockFrames) {
        return next / blockFrames - now / blockFrames;
    }

    /** The largest magnitude that an increment has from one frame to another, in turns a frame. */
    private static float fastest(long increment, long step, int frames) {
        return Math.max(Math.abs((float) increment), Math.abs((float) increment + (float) step * frames)) * 0x1p-64f;
    }

    /** Sine, 0 rising at phase 0, as {@link Functions#sine}. */
    public static void sine(long[] l, int o, long start, long step, float[] out, int from, int to) {
        naiveTriangle(l, o, start, step, out, from, to);
        for (int i = from; i < to; i++) {
            out[i] = Functions.sineOfQuarters(out[i]);
        }
    }

    /** {@link #sine} with a frequency for each frame. */
    public static void sineAudio(long[] l, int o, float[] hertz, double rateHertz, float[] out, int from, int to) {
        naiveTriangleAudio(l, o, hertz, rateHertz, out, from, to);
        for (int i = from; i < to; i++) {
            out[i] = Functions.sineOfQuarters(out[i]);
        }
    }

    /** A triangle, 0 rising at phase 0, with sharp corners: it aliases. */
    public static void naiveTriangle(long[] l, int o, long start, long step, float[] out, int from, int to) {
        long origin = Phases.atBlockStart(l[o], start, step, from);
        int at = from;
        while (at < to) {
            int segment = at & -Phases.SEGMENT;
            int end = Math.min(to, segment + Phases.SEGMENT);
            long phase = Phases.at(origin, start, step, segment);
            Phases.folded(phase, start + segment * step, step, out, segment, at, end);
            at = end;
        }
        l[o] = Phases.at(origin, start, step, to);
    }

    /** {@link #naiveTriangle} with a frequency for each frame. */
    public static void naiveTriangleAudio(
            long[] l, int o, float[] hertz, double rateHertz, float[] out, int from, int to) {
        double scale = TURN / rateHertz;
        long phase = l[o];
        for (int i = from; i < to; i++) {
            long increment = (long) (hertz[i] * scale);
            out[i] = Functions.foldedPhase((int) (phase >>> 32));
            phase += increment;
        }
        l[o] = phase;
    }

    /** A phasor: rises from 0 to 1 in a turn, and never reaches 1. */
    public static void phasor(long[] l, int o, long start, long step, float[] out, int from, int to) {
        stepped(Steps.PHASOR, l, o, start, step, out, from, to);
    }

    /** {@link #phasor} with a frequency for each frame. */
    public static void phasorAudio(long[] l, int o, float[] hertz, double rateHertz, float[] out, int from, int to) {
        steppedAudio(Steps.PHASOR, l, o, hertz, rateHertz, out, from, to);
    }

    /** A saw that rises from -1 to 1 in a turn and drops at once: it aliases. */
    public static void naiveSaw(long[] l, int o, long start, long step, float[] out, int from, int to) {
        stepped(Steps.SAW, l, o, start, step, out, from, to);
    }

    /** {@link #naiveSaw} with a frequency for each frame. */
    public static void naiveSawAudio(long[] l, int o, float[] hertz, double rateHertz, float[] out, int from, int to) {
        steppedAudio(Steps.SAW, l, o, hertz, rateHertz, out, from, to);
    }

    /** A square, 1 in the first half of a turn and -1 in the second: it aliases. */
    public static void naiveSquare(long[] l, int o, long start, long step, float[] out, int from, int to) {
        stepped(Steps.SQUARE, l, o, start, step, out, from, to);
    }

    /** {@link #naiveSquare} with a frequency for each frame. */
    public static void naiveSquareAudio(
            long[] l, int o, float[] hertz, double rateHertz, float[] out, int from, int to) {
        steppedAudio(Steps.SQUARE, l, o, hertz, rateHertz, out, from, to);
    }

    private static void stepped(Steps steps, long[] l, int o, long start, long step, float[] out, int from, int to) {
        long origin = Phases.atBlockStart(l[o], start, step, from);
        int at = from;
        while (at < to) {
            int segment = at & -Phases.SEGMENT;
            int end = Math.min(to, segment + Phases.SEGMENT);
            long phase = Phases.at(origin, start, step, segment);
            Phases.stepped(phase, start + segment * step, step, steps, out, segment, at, end);
            at = end;
        }
        l[o] = Phases.at(origin, start, step, to);
    }

    private static void steppedAudio(
            Steps steps, long[] l, int o, float[] hertz, double rateHertz, float[] out, int from, int to) {
        double scale = TURN / rateHertz;
        long phase = l[o];
        for (int i = from; i < to; i++) {
            long increment = (long) (hertz[i] * scale);
            out[i] = steps.of((int) (phase >>> 32));
            phase += increment;
        }
        l[o] = phase;
    }

    /** A band-limited saw, rising; its jump is at phase 0. */
    public static void saw(long[] l, int o, long start, long step, float[] out, int from, int to) {
        long origin = Phases.atBlockStart(l[o], start, step, from);
        int at = from;
        while (at < to) {
            int segment = at & -Phases.SEGMENT;
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
    public static void sawAudio(long[] l, int o, float[] hertz, double rateHertz, float[] out, int from, int to) {
        double scale = TURN / rateHertz;
        long phase = l[o];
        for (int i = from; i < to; i++) {
            long increment = (long) (hertz[i] * scale);
            float turns = Phases.turnsPerFrame((float) increment);
            float place = Phases.signedPhase((int) (phase >>> 32));
            out[i] = turns >= Splines.NEIGHBOURS_TOUCH ? Splines.crowdedSaw(place, turns) : Splines.saw(place, turns);
            phase += increment;
        }
        l[o] = phase;
    }

    /** A band-limited square, positive in the first half of a turn. */
    public static void square(long[] l, int o, long start, long step, float[] out, int from, int to) {
        long origin = Phases.atBlockStart(l[o], start, step, from);
        int at = from;
        while (at < to) {
            int segment = at & -Phases.SEGMENT;
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
    public static void squareAudio(long[] l, int o, float[] hertz, double rateHertz, float[] out, int from, int to) {
        double scale = TURN / rateHertz;
        long phase = l[o];
        for (int i = from; i < to; i++) {
            long increment = (long) (hertz[i] * scale);
            float turns = Phases.turnsPerFrame((float) increment);
            float place = Functions.foldedPhase((int) (phase >>> 32));
            out[i] = turns >= Splines.NEIGHBOURS_TOUCH
                    ? Splines.crowdedSquare(place, turns)
                    : Splines.square(place, turns);
            phase += increment;
        }
        l[o] = phase;
    }

    /** A band-limited triangle, 0 rising at phase 0. */
    public static void triangle(long[] l, int o, long start, long step, float[] out, int from, int to) {
        long origin = Phases.atBlockStart(l[o], start, step, from);
        int at = from;
        while (at < to) {
            int segment = at & -Phases.SEGMENT;
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
    public static void triangleAudio(long[] l, int o, float[] hertz, double rateHertz, float[] out, int from, int to) {
        double scale = TURN / rateHertz;
        long phase = l[o];
        for (int i = from; i < to; i++) {
            long increment = (long) (hertz[i] * scale);
            float turns = Phases.turnsPerFrame((float) increment);
            float place = Functions.foldedPhase((int) (phase >>> 32));
            out[i] = turns >= Splines.NEIGHBOURS_TOUCH
                    ? Splines.crowdedTriangle(place, turns)
                    : Splines.triangle(place, turns);
            phase += increment;
        }
        l[o] = phase;
    }
}
