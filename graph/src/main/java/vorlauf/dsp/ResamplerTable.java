package vorlauf.dsp;

import java.util.ArrayList;
import java.util.List;

/**
 * The coefficients of one resampling ratio: a Kaiser-windowed sinc, cut into one row per fractional position.
 *
 * <p>The filter passes 0 to 0.45 of the lower of the two rates and stops from 0.5 on, so nothing folds back below half
 * the lower rate. A row holds {@link #taps()} coefficients, oldest input frame first, and sums to one: a constant
 * input gives the same constant, whatever the position. Where the two rates have a small common ratio every position
 * that occurs has a row of its own ({@link #exact()}); elsewhere rows are dense enough for linear interpolation.
 *
 * <p>Only {@code + - * /} and comparisons are used, so the coefficients have the same bits on every platform.
 *
 * <p>Threads: built on the control thread; immutable afterwards.
 *
 * <p>Source: J. O. Smith, "Digital Audio Resampling Home Page"; J. F. Kaiser, "Nonrecursive digital filter design using
 * the I0-sinh window function", 1974.
 */
final class ResamplerTable {
    /** Half the filter's length, in frames of the lower rate: the Kaiser estimate for 118 dB over 0.05 of the rate. */
    private static final int HALF_WIDTH = 78;

    /** Window shape for a stopband of 118 dB: 0.1102 (118 - 8.7). */
    private static final double KAISER_BETA = 12.04;

    /** Middle of the transition band, as a fraction of the lower rate. */
    private static final double CUTOFF = 0.475;

    /** Rows in one frame of the lower rate where rows are interpolated: the error stays under -125 dB. */
    private static final int DENSE_ROWS = 2_560;

    /** Largest table with a row for each position, in coefficients: 4 MiB. */
    private static final long EXACT_LIMIT = 1L << 19;

    /** Denominator of the fraction where the ratio is not one of whole numbers. */
    private static final long BINARY_DENOMINATOR = 1L << 62;

    /** Rates above this are not taken for whole numbers, so that products of rates stay exact. */
    private static final double LARGEST_WHOLE_RATE = 1 << 24;

    /** The tables made last, so that tracks of the same rate share one; guarded by the class. */
    private static final List<ResamplerTable> RECENT = new ArrayList<>();

    private static final int MOST_RECENT = 4;

    private final double inputHertz;
    private final double outputHertz;
    private final long denominator;
    private final long stepFrames;
    private final long stepFraction;
    private final boolean copy;
    private final boolean exact;
    private final int halfTaps;
    private final int rowCount;
    private final double[] coefficients;

    private ResamplerTable(double inputHertz, double outputHertz) {
        this.inputHertz = inputHertz;
        this.outputHertz = outputHertz;
        double ratio = inputHertz / outputHertz;
        if (isWhole(inputHertz) && isWhole(outputHertz)) {
            long divisor = greatestCommonDivisor((long) inputHertz, (long) outputHertz);
            long numerator = (long) inputHertz / divisor;
            denominator = (long) outputHertz / divisor;
            stepFrames = numerator / denominator;
            stepFraction = numerator % denominator;
        } else {
            denominator = BINARY_DENOMINATOR;
            stepFrames = (long) ratio;
            stepFraction = (long) ((ratio - stepFrames) * BINARY_DENOMINATOR);
        }
        copy = stepFrames == 1 && stepFraction == 0;
        double inputFramesPerLowerFrame = Math.max(1.0, ratio);
        halfTaps = copy ? 1 : evenAtLeast(HALF_WIDTH * inputFramesPerLowerFrame);
        exact = copy || denominator <= EXACT_LIMIT / (2L * halfTaps);
        rowCount = copy ? 0 : exact ? (int) denominator : (int) (DENSE_ROWS / inputFramesPerLowerFrame) + 1;
        coefficients = copy ? new double[0] : design(1.0 / inputFramesPerLowerFrame);
    }

    /** A table for ratios next to 1, of rows that are interpolated. */
    static ResamplerTable adjustable() {
        return of(Math.nextDown(1.0), 1.0);
    }

    /** The table of two rates: one that was made lately, or a new one. */
    static synchronized ResamplerTable of(double inputHertz, double outputHertz) {
        ResamplerTable found = null;
        for (ResamplerTable table : RECENT) {
            if (table.inputHertz == inputHertz && table.outputHertz == outputHertz) {
                found = table;
            }
        }
        if (found == null) {
            found = new ResamplerTable(inputHertz, outputHertz);
        } else {
            RECENT.remove(found);
        }
        RECENT.add(found);
        if (RECENT.size() > MOST_RECENT) {
            RECENT.remove(0);
        }
        return found;
    }

    /** Whether both rates are equal, so that frames pass unchanged and there are no coefficients. */
    boolean copy() {
        return copy;
    }

    /** Whether each position that occurs has a row of its own. */
    boolean exact() {
        return exact;
    }

    /** Coefficients in a row, a multiple of four. */
    int taps() {
        return 2 * halfTaps;
    }

    /** Input frames of the row after the position's whole part; those up to it are {@code taps() - halfTaps()}. */
    int halfTaps() {
        return halfTaps;
    }

    /** What {@link #stepFraction()} is a fraction of. */
    long denominator() {
        return denominator;
    }

    /** Whole input frames from one output frame to the next. */
    long stepFrames() {
        return stepFrames;
    }

    /** The rest of the step, in units of one input frame divided by {@link #denominator()}. */
    long stepFraction() {
        return stepFraction;
    }

    /**
     * The output sample at a fractional position.
     *
     * @param fraction position after the whole frame, from 0 to {@code denominator() - 1}
     * @param samples input samples, the row's first at {@code base}
     */
    @RealTime
    double sample(long fraction, double[] samples, int base) {
        int taps = 2 * halfTaps;
        if (exact) {
            return dot(coefficients, (int) fraction * taps, samples, base, taps);
        }
        double row = (double) fraction / denominator * rowCount;
        int lower = Math.min((int) row, rowCount - 1);
        double below = dot(coefficients, lower * taps, samples, base, taps);
        double above = dot(coefficients, (lower + 1) * taps, samples, base, taps);
        return below + (row - lower) * (above - below);
    }

    /** Four sums side by side, added in a fixed order: as fast as the machine allows with the same bits everywhere. */
    @RealTime
    private static double dot(double[] coefficients, int row, double[] samples, int base, int taps) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int tap = 0; tap < taps; tap += 4) {
            first += coefficients[row + tap] * samples[base + tap];
            second += coefficients[row + tap + 1] * samples[base + tap + 1];
            third += coefficients[row + tap + 2] * samples[base + tap + 2];
            fourth += coefficients[row + tap + 3] * samples[base + tap + 3];
        }
        return (first + third) + (second + fourth);
    }

    /** Rows 0 to {@code rowCount}, the last one frame after the first, so that interpolation has a right neighbour. */
    private double[] design(double lowerFramesPerInputFrame) {
        int taps = 2 * halfTaps;
        double[] rows = new double[(rowCount + 1) * taps];
        double windowAtCentre = besselI0(KAISER_BETA);
        double bandwidth = 2 * CUTOFF * lowerFramesPerInputFrame;
        for (int row = 0; row <= rowCount; row++) {
            double sum = 0;
            for (int tap = 0; tap < taps; tap++) {
                double distance = tap - halfTaps + 1 - (double) row / rowCount;
                double relative = distance / halfTaps;
                double window =
                        besselI0(KAISER_BETA * Math.sqrt(Math.max(0.0, 1 - relative * relative))) / windowAtCentre;
                double coefficient = bandwidth * sinc(bandwidth * distance) * window;
                rows[row * taps + tap] = coefficient;
                sum += coefficient;
            }
            for (int tap = 0; tap < taps; tap++) {
                rows[row * taps + tap] /= sum;
            }
        }
        return rows;
    }

    /** sin(pi x) / (pi x). */
    private static double sinc(double halfTurns) {
        return halfTurns == 0 ? 1 : sineOfHalfTurns(halfTurns) / (Math.PI * halfTurns);
    }

    /** sin(pi x) by an exact reduction to a quarter turn and the Taylor series, within 2e-16 of the true value. */
    static double sineOfHalfTurns(double halfTurns) {
        double nearest = Math.floor(halfTurns + 0.5);
        double angle = (halfTurns - nearest) * Math.PI;
        double square = angle * angle;
        double sum = 0;
        for (int power = 23; power >= 3; power -= 2) {
            sum = (1 + sum) * -square / (power * (power - 1));
        }
        double sine = angle + angle * sum;
        return nearest % 2 == 0 ? sine : -sine;
    }

    /** The modified Bessel function of the first kind and order zero, by its series; all terms are positive. */
    static double besselI0(double argument) {
        double quarterSquare = argument * argument / 4;
        double term = 1;
        double sum = 1;
        for (int index = 1; term > sum * 1e-18; index++) {
            term *= quarterSquare / ((double) index * index);
            sum += term;
        }
        return sum;
    }

    private static boolean isWhole(double hertz) {
        return hertz <= LARGEST_WHOLE_RATE && hertz == Math.floor(hertz);
    }

    private static int evenAtLeast(double value) {
        return 2 * (int) Math.ceil(value / 2);
    }

    private static long greatestCommonDivisor(long first, long second) {
        long larger = first;
        long smaller = second;
        while (smaller != 0) {
            long rest = larger % smaller;
            larger = smaller;
            smaller = rest;
        }
        return larger;
    }
}
