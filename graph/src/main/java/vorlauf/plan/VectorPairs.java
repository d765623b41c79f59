package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/** Two channels as frames. */
final class VectorPairs {
    private static final VectorShuffle<Float> FIRST_HALF = VectorShuffle.fromOp(FLOATS, lane -> lane / 2);
    private static final VectorShuffle<Float> SECOND_HALF = VectorShuffle.fromOp(FLOATS, lane -> (LANES + lane) / 2);
    private static final VectorMask<Float> OF_RIGHT = ofRight();

    private VectorPairs() {}

    private static VectorMask<Float> ofRight() {
        boolean[] odd = new boolean[LANES];
        for (int lane = 1; lane < LANES; lane += 2) {
            odd[lane] = true;
        }
        return VectorMask.fromArray(FLOATS, odd, 0);
    }

    /** Writes whole vectors of frames; whether all samples are finite: then zero times each is a zero. */
    static boolean interleave(float[] left, float[] right, float[] interleaved, int frames) {
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int i = 0; i < frames; i += LANES) {
            FloatVector a = FloatVector.fromArray(FLOATS, left, i);
            FloatVector b = FloatVector.fromArray(FLOATS, right, i);
            a.rearrange(FIRST_HALF).blend(b.rearrange(FIRST_HALF), OF_RIGHT).intoArray(interleaved, 2 * i);
            a.rearrange(SECOND_HALF).blend(b.rearrange(SECOND_HALF), OF_RIGHT).intoArray(interleaved, 2 * i + LANES);
            sum = a.fma(FloatVector.zero(FLOATS), b.fma(FloatVector.zero(FLOATS), sum));
        }
        return sum.compare(VectorOperators.EQ, 0f).allTrue();
    }
}
