package vorlauf.dsp;

/** Discrete Fourier transforms in double, for measurements. */
final class Spectrum {

    final double[] real;
    final double[] imaginary;

    private Spectrum(double[] real) {
        this.real = real;
        this.imaginary = new double[real.length];
        transform();
    }

    /** The transform of a power of two of samples. */
    static Spectrum of(double[] samples) {
        if (Integer.bitCount(samples.length) != 1) {
            throw new IllegalArgumentException("A power of two of samples, not " + samples.length);
        }
        return new Spectrum(samples.clone());
    }

    double power(int bin) {
        return real[bin] * real[bin] + imaginary[bin] * imaginary[bin];
    }

    double magnitude(int bin) {
        return Math.sqrt(power(bin));
    }

    static double decibels(double magnitude) {
        return 20 * StrictMath.log10(magnitude);
    }

    private void transform() {
        int n = real.length;
        for (int i = 1; i < n; i++) {
            int j = Integer.reverse(i) >>> (Integer.numberOfLeadingZeros(n) + 1);
            if (i < j) {
                double swap = real[i];
                real[i] = real[j];
                real[j] = swap;
            }
        }
        double[] cosine = new double[n / 2];
        double[] sine = new double[n / 2];
        for (int i = 0; i < n / 2; i++) {
            cosine[i] = StrictMath.cos(2 * Math.PI * i / n);
            sine[i] = StrictMath.sin(2 * Math.PI * i / n);
        }
        for (int half = 1; half < n; half *= 2) {
            int stride = n / (2 * half);
            for (int start = 0; start < n; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int a = start + k;
                    int b = a + half;
                    double c = cosine[k * stride];
                    double s = -sine[k * stride];
                    double re = real[b] * c - imaginary[b] * s;
                    double im = real[b] * s + imaginary[b] * c;
                    real[b] = real[a] - re;
                    imaginary[b] = imaginary[a] - im;
                    real[a] += re;
                    imaginary[a] += im;
                }
            }
        }
    }
}
