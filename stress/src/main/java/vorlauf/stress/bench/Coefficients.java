package vorlauf.stress.bench;

/**
 * Coefficients of a second-order filter, normalised so that a0 is 1.
 *
 * <p>Source: R. Bristow-Johnson, "Audio EQ Cookbook"; frequencies in hertz at {@link Workload#SAMPLE_RATE_HERTZ}.
 */
public record Coefficients(double b0, double b1, double b2, double a1, double a2) {

    /** A low-pass. */
    public static Coefficients lowpass(double hertz, double q) {
        double w = radians(hertz);
        double c = Math.cos(w);
        double alpha = Math.sin(w) / (2 * q);
        return normalised((1 - c) / 2, 1 - c, (1 - c) / 2, 1 + alpha, -2 * c, 1 - alpha);
    }

    /** A band-pass whose peak is 1. */
    public static Coefficients bandpass(double hertz, double q) {
        double w = radians(hertz);
        double alpha = Math.sin(w) / (2 * q);
        return normalised(alpha, 0, -alpha, 1 + alpha, -2 * Math.cos(w), 1 - alpha);
    }

    /** A peak or a dip. */
    public static Coefficients peaking(double hertz, double q, double decibels) {
        double a = Math.pow(10, decibels / 40);
        double w = radians(hertz);
        double c = Math.cos(w);
        double alpha = Math.sin(w) / (2 * q);
        return normalised(1 + alpha * a, -2 * c, 1 - alpha * a, 1 + alpha / a, -2 * c, 1 - alpha / a);
    }

    private static double radians(double hertz) {
        return 2 * Math.PI * hertz / Workload.SAMPLE_RATE_HERTZ;
    }

    private static Coefficients normalised(double b0, double b1, double b2, double a0, double a1, double a2) {
        return new Coefficients(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);
    }

    /** b0, b1, b2, a1, a2. */
    double[] asArray() {
        return new double[] {b0, b1, b2, a1, a2};
    }
}
