package vorlauf.drawing;

/**
 * The discrete Fourier transform of one size, for pictures: it allocates its tables once and works in place.
 *
 * <p>Source: Cooley and Tukey, "An algorithm for the machine calculation of complex Fourier series", 1965; radix 2,
 * decimation in time.
 */
final class Fourier {
    private final int size;
    private final double[] cosines;
    private final double[] sines;

    /** @param size a power of two */
    Fourier(int size) {
        if (size < 2 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("the transform's size is " + size + "; it must be a power of two");
        }
        this.size = size;
        cosines = new double[size / 2];
        sines = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cosines[i] = StrictMath.cos(2 * Math.PI * i / size);
            sines[i] = StrictMath.sin(2 * Math.PI * i / size);
        }
    }

    int size() {
        return size;
    }

    /** Replaces the sequence by its transform; both arrays have the transform's size. */
    void transform(double[] real, double[] imaginary) {
        reorder(real, imaginary);
        for (int half = 1; half < size; half *= 2) {
            int tableStep = size / (2 * half);
            for (int start = 0; start < size; start += 2 * half) {
                for (int i = 0; i < half; i++) {
                    butterfly(real, imaginary, start + i, start + i + half, i * tableStep);
                }
            }
        }
    }

    private void butterfly(double[] real, double[] imaginary, int upper, int lower, int angle) {
        double turnedReal = real[lower] * cosines[angle] + imaginary[lower] * sines[angle];
        double turnedImaginary = imaginary[lower] * cosines[angle] - real[lower] * sines[angle];
        real[lower] = real[upper] - turnedReal;
        imaginary[lower] = imaginary[upper] - turnedImaginary;
        real[upper] += turnedReal;
        imaginary[upper] += turnedImaginary;
    }

    private void reorder(double[] real, double[] imaginary) {
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int i = 0; i < size; i++) {
            int mirrored = Integer.reverse(i) >>> shift;
            if (mirrored > i) {
                swap(real, i, mirrored);
                swap(imaginary, i, mirrored);
            }
        }
    }

    private static void swap(double[] values, int one, int other) {
        double kept = values[one];
        values[one] = values[other];
        values[other] = kept;
    }
}
