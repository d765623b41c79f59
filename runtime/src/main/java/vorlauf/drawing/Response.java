package vorlauf.drawing;

/**
 * What a filter answers to an impulse of 1, to be drawn over frequency.
 *
 * <p>Threads: any; nothing is changed. Errors: no frame at all is an {@link IllegalArgumentException}.
 *
 * @param name the words in the legend
 * @param impulse the answer, one channel; what comes after its end is taken as silence
 */
@SuppressWarnings("ArrayRecordComponent") // samples, as everywhere
public record Response(String name, float[] impulse) {
    private static final double FLOOR_DECIBELS = -200;
    private static final int LEAST_SIZE = 1 << 15;
    private static final int LARGEST_SIZE = 1 << 22;

    public Response {
        if (impulse.length == 0 || impulse.length > LARGEST_SIZE) {
            throw new IllegalArgumentException(
                    "the answer '" + name + "' has " + impulse.length + " frames; it must have 1 to " + LARGEST_SIZE);
        }
    }

    /**
     * Level and phase at equally spaced frequencies, from 0 to half the rate.
     *
     * @param decibels level of each
     * @param degrees phase of each, without jumps of a turn
     */
    record Curve(double[] decibels, double[] degrees) {
        /** The frequency of a place, where the last is half the rate. */
        double hertz(int place, double rateHertz) {
            return rateHertz / 2 * place / (decibels.length - 1);
        }
    }

    Curve curve() {
        int size = Math.max(LEAST_SIZE, Integer.highestOneBit(Math.max(1, impulse.length - 1)) * 2);
        double[] real = new double[size];
        double[] imaginary = new double[size];
        for (int frame = 0; frame < impulse.length; frame++) {
            real[frame] = impulse[frame];
        }
        new Fourier(size).transform(real, imaginary);
        double[] decibels = new double[size / 2 + 1];
        double[] degrees = new double[size / 2 + 1];
        double turns = 0;
        for (int bin = 0; bin <= size / 2; bin++) {
            double magnitude = Math.hypot(real[bin], imaginary[bin]);
            decibels[bin] = Math.max(FLOOR_DECIBELS, 20 * StrictMath.log10(Math.max(1e-30, magnitude)));
            double angle = StrictMath.toDegrees(StrictMath.atan2(imaginary[bin], real[bin]));
            if (bin > 0) {
                turns -= Math.rint((angle + turns - degrees[bin - 1]) / 360) * 360;
            }
            degrees[bin] = angle + turns;
        }
        return new Curve(decibels, degrees);
    }
}
