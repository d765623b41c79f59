package vorlauf.dsp;

/**
 * Places in the stereo field: equal-power panning by the law of Web Audio's StereoPannerNode, and balance.
 *
 * <p>Pan and balance go from -1 (left) over 0 to 1 (right), are limited to that, and NaN is -1. They are a ramp
 * ({@code start + step * (i + 1)} at frame i of the block) or a buffer. The two outputs must be two arrays; each may be
 * any of the inputs.
 *
 * <p>Threads: producer. Errors: none.
 *
 * <p>Source: W3C, "Web Audio API", 1.36 The StereoPannerNode Interface.
 */
@RealTime
public final class Panning {

    private Panning() {}

    /** How far to the right, 0 to 1 in quarter turns, as a phase whose sine and cosine are the gains. */
    private static int phase(float share) {
        return (int) (share * Functions.QUARTER_TURN);
    }

    private static float cosine(int phase) {
        return Functions.sine(Functions.QUARTER_TURN - phase);
    }

    /** Limited to -1 .. 1; NaN is -1. */
    private static float limited(float pan) {
        return pan > -1f ? Math.min(pan, 1f) : -1f;
    }

    /** The phase of a mono signal's place, without a branch, so that loops fill vector registers: it is 0 for NaN, as for -1. */
    private static int monoPhase(float pan) {
        return phase((Math.max(-1f, Math.min(pan, 1f)) + 1f) * 0.5f);
    }

    /** Gain of a mono signal on the left: cos of (pan + 1) pi / 4. */
    public static float leftGain(float pan) {
        return cosine(monoPhase(pan));
    }

    /** Gain of a mono signal on the right: sin of (pan + 1) pi / 4. */
    public static float rightGain(float pan) {
        return Functions.sine(monoPhase(pan));
    }

    /** A mono signal panned: left by cos, right by sin of (pan + 1) pi / 4; {@code phases} is room for a block. */
    public static void panMono(
            float[] a, float start, float step, int[] phases, float[] left, float[] right, int from, int to) {
        if (step == 0f) {
            scaled(a, leftGain(start), a, rightGain(start), left, right, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            phases[i] = monoPhase(start + step * (i + 1));
        }
        panned(a, phases, left, right, from, to);
    }

    /** {@link #panMono} with a pan for each frame. */
    public static void panMonoAudio(
            float[] a, float[] pan, int[] phases, float[] left, float[] right, int from, int to) {
        for (int i = from; i < to; i++) {
            phases[i] = monoPhase(pan[i]);
        }
        panned(a, phases, left, right, from, to);
    }

    /** Two signals, or one, at a place that rests. */
    private static void scaled(
            float[] a, float toLeft, float[] b, float toRight, float[] left, float[] right, int from, int to) {
        for (int i = from; i < to; i++) {
            float l = a[i];
            float r = b[i];
            left[i] = l * toLeft;
            right[i] = r * toRight;
        }
    }

    /** A loop for each output: with two of them C2 goes frame by frame. */
    @SuppressWarnings("ReferenceEquality") // arrays
    private static void panned(float[] a, int[] phases, float[] left, float[] right, int from, int to) {
        boolean leftLast = left == a;
        if (!leftLast) {
            pannedLeft(a, phases, left, from, to);
        }
        for (int i = from; i < to; i++) {
            right[i] = a[i] * Functions.sine(phases[i]);
        }
        if (leftLast) {
            pannedLeft(a, phases, left, from, to);
        }
    }

    private static void pannedLeft(float[] a, int[] phases, float[] left, int from, int to) {
        for (int i = from; i < to; i++) {
            left[i] = a[i] * cosine(phases[i]);
        }
    }

    /**
     * A stereo signal panned: to the left (pan <= 0, x = pan + 1) L + R cos(x pi / 2) and R sin(x pi / 2); to the right
     * (x = pan) L cos(x pi / 2) and R + L sin(x pi / 2).
     */
    public static void panStereo(
            float[] a, float[] b, float start, float step, float[] left, float[] right, int from, int to) {
        if (step != 0f) {
            for (int i = from; i < to; i++) {
                panFrame(a[i], b[i], limited(start + step * (i + 1)), left, right, i);
            }
            return;
        }
        float pan = limited(start);
        int phase = phase(pan <= 0f ? pan + 1f : pan);
        float cosine = cosine(phase);
        float sine = Functions.sine(phase);
        if (pan <= 0f) {
            for (int i = from; i < to; i++) {
                float l = a[i];
                float r = b[i];
                left[i] = l + r * cosine;
                right[i] = r * sine;
            }
        } else {
            for (int i = from; i < to; i++) {
                float l = a[i];
                float r = b[i];
                left[i] = l * cosine;
                right[i] = r + l * sine;
            }
        }
    }

    /** {@link #panStereo} with a pan for each frame. */
    public static void panStereoAudio(
            float[] a, float[] b, float[] pan, float[] left, float[] right, int from, int to) {
        for (int i = from; i < to; i++) {
            panFrame(a[i], b[i], limited(pan[i]), left, right, i);
        }
    }

    private static void panFrame(float l, float r, float pan, float[] left, float[] right, int i) {
        int phase = phase(pan <= 0f ? pan + 1f : pan);
        float cosine = cosine(phase);
        float sine = Functions.sine(phase);
        if (pan <= 0f) {
            left[i] = l + r * cosine;
            right[i] = r * sine;
        } else {
            left[i] = l * cosine;
            right[i] = r + l * sine;
        }
    }

    /** A stereo signal balanced: the far side is attenuated in a line, left by min(1, 1 - p), right by min(1, 1 + p). */
    public static void balance(
            float[] a, float[] b, float start, float step, float[] left, float[] right, int from, int to) {
        if (step == 0f) {
            float place = limited(start);
            scaled(a, Math.min(1f, 1f - place), b, Math.min(1f, 1f + place), left, right, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            float place = limited(start + step * (i + 1));
            float l = a[i];
            float r = b[i];
            left[i] = l * Math.min(1f, 1f - place);
            right[i] = r * Math.min(1f, 1f + place);
        }
    }

    /** {@link #balance} with a place for each frame. */
    public static void balanceAudio(
            float[] a, float[] b, float[] places, float[] left, float[] right, int from, int to) {
        for (int i = from; i < to; i++) {
            float place = limited(places[i]);
            float l = a[i];
            float r = b[i];
            left[i] = l * Math.min(1f, 1f - place);
            right[i] = r * Math.min(1f, 1f + place);
        }
    }
}
