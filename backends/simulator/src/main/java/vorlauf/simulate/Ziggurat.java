package vorlauf.simulate;

import java.util.function.DoubleUnaryOperator;

/**
 * A falling density cut into layers of equal area, so that most numbers are drawn with one product and one comparison.
 *
 * <p>All functions are {@code StrictMath}'s: the same tables and numbers in every JVM.
 *
 * <p>Source: G. Marsaglia, W. Tsang, "The Ziggurat Method for Generating Random Variables", 2000: the edges and areas of 256
 * layers.
 */
final class Ziggurat {
    /** The density exp(-x) from 0 on. */
    static final Ziggurat EXPONENTIAL = new Ziggurat(
            7.69711747013105, 0.003949659822581557, x -> StrictMath.exp(-x), density -> -StrictMath.log(density));

    /** The density exp(-x x / 2) from 0 on. */
    static final Ziggurat NORMAL = new Ziggurat(
            3.654152885361009,
            0.00492867323399,
            x -> StrictMath.exp(-0.5 * x * x),
            density -> StrictMath.sqrt(-2 * StrictMath.log(density)));

    private static final int LAYERS = 256;

    /** From the bit behind those of the layer to the sign of a number. */
    private static final int SIGN_SHIFT = 55;

    private static final double UNIT = 0x1p-53;

    private final double edge;
    private final double[] widths = new double[LAYERS + 1];
    private final double[] densities = new double[LAYERS + 1];

    private Ziggurat(double edge, double area, DoubleUnaryOperator density, DoubleUnaryOperator inverse) {
        this.edge = edge;
        widths[0] = area / density.applyAsDouble(edge);
        widths[1] = edge;
        for (int i = 2; i < LAYERS; i++) {
            widths[i] = inverse.applyAsDouble(area / widths[i - 1] + density.applyAsDouble(widths[i - 1]));
        }
        for (int i = 0; i <= LAYERS; i++) {
            densities[i] = density.applyAsDouble(widths[i]);
        }
    }

    static double exponential(RandomStream random) {
        Ziggurat layers = EXPONENTIAL;
        while (true) {
            long bits = random.nextLong();
            int layer = (int) bits & (LAYERS - 1);
            double x = ((bits >>> 11) + 1) * UNIT * layers.widths[layer];
            if (x < layers.widths[layer + 1]) {
                return x;
            }
            if (layer == 0) {
                // The tail of an exponential density is one.
                return layers.edge - StrictMath.log(random.nextUnit());
            }
            if (layers.height(layer, random) < StrictMath.exp(-x)) {
                return x;
            }
        }
    }

    static double normal(RandomStream random) {
        Ziggurat layers = NORMAL;
        while (true) {
            long bits = random.nextLong();
            int layer = (int) bits & (LAYERS - 1);
            // No branch: which of the two it is cannot be foretold.
            long sign = (bits & LAYERS) << SIGN_SHIFT;
            double x = ((bits >>> 11) + 1) * UNIT * layers.widths[layer];
            if (x < layers.widths[layer + 1]) {
                return signed(x, sign);
            }
            if (layer == 0) {
                return signed(layers.normalTail(random), sign);
            }
            if (layers.height(layer, random) < StrictMath.exp(-0.5 * x * x)) {
                return signed(x, sign);
            }
        }
    }

    private static double signed(double positive, long sign) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(positive) | sign);
    }

    private double height(int layer, RandomStream random) {
        return densities[layer] + random.nextUnit() * (densities[layer + 1] - densities[layer]);
    }

    private double normalTail(RandomStream random) {
        while (true) {
            double x = -StrictMath.log(random.nextUnit()) / edge;
            double y = -StrictMath.log(random.nextUnit());
            if (2 * y >= x * x) {
                return edge + x;
            }
        }
    }
}
