package vorlauf.dsp;

/**
 * Band-limited steps and corners: what a jump, and a change of slope, become when they are smoothed by the cubic
 * B-spline, whose spectrum sinc^4 has zeros of fourth order around every multiple of the sample rate. A jump spreads over
 * four samples. Arguments that end in {@code Samples} are distances in samples.
 *
 * <p>Everything is branch-free and short, so that loops over it fill vector registers.
 *
 * <p>Source: V. Valimaki, J. Pekonen, J. Nam, "Perceptually informed synthesis of bandlimited classical waveforms using
 * integrated polynomial interpolation", JASA 131 (2012), third-order B-spline; here as truncated powers.
 */
@RealTime
final class Splines {

    /** Above this many turns a sample the smoothed corners of neighbouring periods reach into each other. */
    static final float NEIGHBOURS_TOUCH = 0.12f;

    private static final float THIRD = 1f / 3f;
    private static final float ONE_OVER_120 = 1f / 120f;

    private Splines() {}

    /**
     * The smoothed sign: -1 from two samples before the jump, 0 at it, 1 from two samples after, exactly. For u = |s| its
     * magnitude is u (16 - 8 u^2 + 3 u^3) / 12, less (u - 1)^4 / 3 beyond 1.
     */
    static float sign(float samples) {
        float distance = Math.abs(samples);
        float u = Math.min(distance, 2f);
        float beyond = Math.max(u - 1f, 0f);
        float square = beyond * beyond;
        float magnitude = (0.25f * (u * (16f - u * u * (8f - 3f * u))) - square * square) * THIRD;
        return magnitude * plainSign(samples, distance);
    }

    /** 1 or -1, or 0 for 0: a division, because neither branches nor copied signs fill vector registers. */
    private static float plainSign(float value, float magnitude) {
        return value / Math.max(magnitude, Float.MIN_NORMAL);
    }

    /** What smoothing adds beside a corner whose slope rises by 1 a sample: (2 - u)^5 - 4 (1 - u)^5 over 120. */
    static float corner(float samples) {
        float u = Math.abs(samples);
        float far = Math.max(2f - u, 0f);
        float near = Math.max(1f - u, 0f);
        float farSquare = far * far;
        float nearSquare = near * near;
        return (farSquare * farSquare * far - 4f * (nearSquare * nearSquare * near)) * ONE_OVER_120;
    }

    /** A saw from its signed phase in half turns, with jumps too far apart to touch. */
    static float saw(float halfTurns, float turnsPerFrame) {
        return halfTurns - sign(halfTurns * (0.5f / turnsPerFrame));
    }

    /** A saw from its signed phase in half turns: the nearest jump and those of the two periods beside it. */
    static float crowdedSaw(float halfTurns, float turnsPerFrame) {
        float period = 1f / turnsPerFrame;
        float samples = halfTurns * (0.5f / turnsPerFrame);
        float beside = (sign(samples - period) + 1f) + (sign(samples + period) - 1f);
        return halfTurns - (sign(samples) + beside);
    }

    /** A square from its folded phase in quarter turns. */
    static float square(float quarterTurns, float turnsPerFrame) {
        return sign(quarterTurns * (0.25f / turnsPerFrame));
    }

    /** A square from its folded phase in quarter turns: the nearest jump, the two beside it, and the two beyond. */
    static float crowdedSquare(float quarterTurns, float turnsPerFrame) {
        float period = 1f / turnsPerFrame;
        float half = 0.5f * period;
        float samples = quarterTurns * (0.25f / turnsPerFrame);
        float beside = (sign(samples - half) + 1f) + (sign(samples + half) - 1f);
        float beyond = (sign(samples - period) + 1f) + (sign(samples + period) - 1f);
        return sign(samples) - (beside - beyond);
    }

    /** A triangle from its folded phase in quarter turns: the nearest corner alone. */
    static float triangle(float quarterTurns, float turnsPerFrame) {
        float fromZero = Math.abs(quarterTurns);
        float nearest = corner((1f - fromZero) * (0.25f / turnsPerFrame));
        return quarterTurns - 8f * turnsPerFrame * nearest * plainSign(quarterTurns, fromZero);
    }

    /** A triangle from its folded phase in quarter turns: the corners on both sides, and the two beyond them. */
    static float crowdedTriangle(float quarterTurns, float turnsPerFrame) {
        float quarter = 0.25f / turnsPerFrame;
        float corners = corner((1f - quarterTurns) * quarter) - corner((1f + quarterTurns) * quarter);
        float beyond = corner((3f - quarterTurns) * quarter) - corner((3f + quarterTurns) * quarter);
        return quarterTurns - 8f * turnsPerFrame * (corners - beyond);
    }
}
