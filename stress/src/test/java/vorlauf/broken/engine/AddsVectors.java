package vorlauf.broken.engine;

import jdk.incubator.vector.FloatVector;

/** Uses the Vector API outside of the vector kernels. */
final class AddsVectors {
    private AddsVectors() {}

    static float first() {
        return FloatVector.zero(FloatVector.SPECIES_128).lane(0);
    }
}
