package vorlauf.predict;

/**
 * The generalised Pareto distribution, which the excesses over a high threshold approach whatever the distribution below it.
 *
 * <p>Source: J. Pickands, "Statistical Inference Using Extreme Order Statistics", 1975. The fit maximises the likelihood along
 * one dimension: S. Grimshaw, "Computing Maximum Likelihood Estimates for the Generalized Pareto Distribution", 1993.
 *
 * @param shape 0 is exponential, positive is heavier: 1/shape is the power of the tail, and from 1 on there is no mean
 * @param scale in the unit of the values, above 0
 */
record GeneralizedPareto(double shape, double scale) {
    /**
     * Shapes outside are not fitted: above there is no variance, so that no share of missed deadlines would settle; below a fit
     * is not regular.
     */
    static final double LOWEST_SHAPE = -0.5;

    static final double HIGHEST_SHAPE = 0.5;

    private static final double NEARLY_EXPONENTIAL = 1e-6;
    private static final int GRID = 120;
    private static final int REFINEMENTS = 40;

    /** The value that is exceeded with a probability of {@code probability}, more than 0 and at most 1. */
    double exceededWith(double probability) {
        double logarithm = -StrictMath.log(probability);
        return Math.abs(shape) < NEARLY_EXPONENTIAL
                ? scale * logarithm
                : scale * StrictMath.expm1(shape * logarithm) / shape;
    }

    /** The exponential distribution with the mean of some values. */
    static GeneralizedPareto exponential(double[] excesses) {
        double sum = 0;
        for (double excess : excesses) {
            sum += excess;
        }
        return new GeneralizedPareto(0, Math.max(Double.MIN_NORMAL, sum / excesses.length));
    }

    /** The most likely distribution of some excesses, at least one of them above 0, with a shape within the limits. */
    static GeneralizedPareto fit(double[] excesses) {
        GeneralizedPareto exponential = exponential(excesses);
        double largest = 0;
        for (double excess : excesses) {
            largest = Math.max(largest, excess);
        }
        if (largest <= 0) {
            return exponential;
        }
        double bestRatio = 0;
        double best = -(StrictMath.log(exponential.scale()) + 1);
        // The ratio shape / scale lies above -1 / largest: a grid towards that end, and one over eight decades above 0.
        for (int i = 0; i < GRID; i++) {
            double below = -(1 - StrictMath.pow(10, -4.0 * i / GRID)) / largest;
            double above = StrictMath.pow(10, -4 + 8.0 * i / GRID) / exponential.scale();
            for (double ratio : new double[] {below, above}) {
                double likelihood = likelihood(excesses, ratio);
                if (likelihood > best) {
                    best = likelihood;
                    bestRatio = ratio;
                }
            }
        }
        GeneralizedPareto inside = bestRatio == 0 ? exponential : refined(excesses, bestRatio, best);
        GeneralizedPareto edge = new GeneralizedPareto(HIGHEST_SHAPE, scaleAt(HIGHEST_SHAPE, excesses, largest));
        return edge.meanLogarithm(excesses) > inside.meanLogarithm(excesses) ? edge : inside;
    }

    /** Whether the tail is as heavy as is fitted at all. */
    boolean isAtLimit() {
        return shape >= HIGHEST_SHAPE;
    }

    /** Mean logarithm of the density. */
    double meanLogarithm(double[] excesses) {
        double sum = 0;
        for (double excess : excesses) {
            double factor = 1 + shape * excess / scale;
            if (factor <= 0) {
                return Double.NEGATIVE_INFINITY;
            }
            sum += Math.abs(shape) < NEARLY_EXPONENTIAL ? -excess / scale : -(1 / shape + 1) * StrictMath.log(factor);
        }
        return sum / excesses.length - StrictMath.log(scale);
    }

    /** The most likely scale for a positive shape: one maximum, between a small share of the largest value and itself. */
    private static double scaleAt(double shape, double[] excesses, double largest) {
        double low = StrictMath.log(largest) - 30;
        double high = StrictMath.log(largest) + 1;
        for (int i = 0; i < REFINEMENTS * 2; i++) {
            double first = low + (high - low) / 3;
            double second = high - (high - low) / 3;
            double below = new GeneralizedPareto(shape, StrictMath.exp(first)).meanLogarithm(excesses);
            double above = new GeneralizedPareto(shape, StrictMath.exp(second)).meanLogarithm(excesses);
            if (below < above) {
                low = first;
            } else {
                high = second;
            }
        }
        return StrictMath.exp((low + high) / 2);
    }

    /** Narrows the neighbourhood of the best point of the grid by halves. */
    private static GeneralizedPareto refined(double[] excesses, double from, double likelihood) {
        double ratio = from;
        double best = likelihood;
        double step = Math.abs(from) / 4;
        for (int i = 0; i < REFINEMENTS; i++) {
            double up = likelihood(excesses, ratio + step);
            double down = likelihood(excesses, ratio - step);
            if (up > best && up >= down) {
                best = up;
                ratio += step;
            } else if (down > best) {
                best = down;
                ratio -= step;
            } else {
                step /= 2;
            }
        }
        double shape = shape(excesses, ratio);
        return new GeneralizedPareto(shape, shape / ratio);
    }

    /** Mean logarithm of the likelihood at shape / scale = ratio, where the shape is the best for this ratio. */
    private static double likelihood(double[] excesses, double ratio) {
        double shape = shape(excesses, ratio);
        boolean possible = shape >= LOWEST_SHAPE && shape <= HIGHEST_SHAPE && shape / ratio > 0;
        return possible ? -(StrictMath.log(shape / ratio) + shape + 1) : Double.NEGATIVE_INFINITY;
    }

    private static double shape(double[] excesses, double ratio) {
        double sum = 0;
        for (double excess : excesses) {
            double factor = 1 + ratio * excess;
            if (factor <= 0) {
                return Double.NaN;
            }
            sum += StrictMath.log(factor);
        }
        return sum / excesses.length;
    }
}
