package vorlauf.broken.plan;

import jdk.incubator.vector.FloatVector;

/** A vector kernel, as such allowed. */
final class VectorSilence {
    private VectorSilence() {}

    static void render(float[] out) {
        FloatVector.zero(FloatVector.SPECIES_128).intoArray(out, 0);
    }
}
