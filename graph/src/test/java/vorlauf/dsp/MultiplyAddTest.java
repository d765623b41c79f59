package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MultiplyAddTest {
    private static final int CASES = 3_000_000;
    private static final float[] EDGES = {
        0f,
        -0f,
        1f,
        Math.nextUp(1f),
        Math.nextDown(1f),
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Math.nextDown(Float.MIN_NORMAL),
        Float.MAX_VALUE,
        0x1.fffffcp-25f, // times the float above 1 it is just below half of that one's last bit
        0x1p-75f,
        0x1.000002p-63f,
        0x1p63f,
        Float.POSITIVE_INFINITY,
        Float.NaN
    };

    private interface Form {
        float of(float a, float b, float c);
    }

    /** The first difference to Math.fma, empty where there is none. */
    private static String difference(Form form, float a, float b, float c) {
        float expected = Math.fma(a, b, c);
        float own = form.of(a, b, c);
        boolean same = Float.floatToIntBits(expected) == Float.floatToIntBits(own);
        return same ? "" : a + " * " + b + " + " + c + " = " + expected + ", not " + own;
    }

    private static String difference(Form form) {
        String found = "";
        for (float a : EDGES) {
            for (float b : EDGES) {
                for (float c : EDGES) {
                    for (int signs = 0; signs < 4 && found.isEmpty(); signs++) {
                        found = difference(form, (signs & 1) == 0 ? a : -a, b, (signs & 2) == 0 ? c : -c);
                    }
                }
            }
        }
        Random random = new Random(1);
        for (int i = 0; i < CASES && found.isEmpty(); i++) {
            float a = Float.intBitsToFloat(random.nextInt());
            float b = Float.intBitsToFloat(random.nextInt());
            found = difference(form, a, b, Float.intBitsToFloat(random.nextInt()));
            if (found.isEmpty()) {
                found = difference(
                        form, near(random), near(random), near(random) * (random.nextBoolean() ? 0x1p-24f : 1f));
            }
            if (found.isEmpty()) {
                found = difference(form, near(random) * 0x1p-70f, near(random) * 0x1p-68f, near(random) * 0x1p-140f);
            }
        }
        return found;
    }

    /** Few bits, so that sums lie half-way between floats, or beside that, all the time. */
    private static float near(Random random) {
        float few = 1f + random.nextInt(64) * 0x1p-23f + random.nextInt(4) * 0.25f;
        return random.nextBoolean() ? few : -few;
    }

    @Test
    void bothFormsRoundOnce() {
        assertThat(difference(MultiplyAdd::exact)).isEmpty();
        assertThat(difference(MultiplyAdd::fma)).isEmpty();
    }

    @Test
    void roundingToDoubleFirstIsCaught() {
        assertThat(difference((a, b, c) -> (float) ((double) a * b + c))).isNotEmpty();
    }

    @Test
    void roundingTheProductIsCaught() {
        assertThat(difference((a, b, c) -> a * b + c)).isNotEmpty();
    }
}
