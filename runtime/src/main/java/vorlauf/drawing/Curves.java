package vorlauf.drawing;

import java.util.List;

/**
 * Curves over one pair of axes.
 *
 * @param across what runs to the right, and its unit
 * @param up what runs upwards, and its unit
 * @param logarithmicUp whether the upper axis has powers of ten; what is 0 or below the least of them lies at its foot
 * @param curves at least one
 * <p>Errors: {@link IllegalArgumentException} where there is nothing to draw or a number is not finite.
 */
public record Curves(String across, String up, boolean logarithmicUp, List<Curve> curves) {
    /** How the points of a curve are drawn. */
    public enum Look {
        /** The value of a point holds up to the next one. */
        STEPS,
        /** Nothing between them. */
        POINTS
    }

    /** Points from left to right. */
    public record Curve(String name, Look look, double[] across, double[] up) {
        public Curve {
            if (across.length != up.length || across.length == 0) {
                throw new IllegalArgumentException("the curve " + name + " has " + across.length + " places and "
                        + up.length + " values; it needs one of each at least");
            }
            for (int i = 0; i < up.length; i++) {
                if (!Double.isFinite(across[i]) || !Double.isFinite(up[i])) {
                    throw new IllegalArgumentException(
                            "the curve " + name + " has a point at " + across[i] + ", " + up[i]);
                }
            }
        }
    }

    public Curves {
        curves = List.copyOf(curves);
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("there are no curves to draw");
        }
    }
}
