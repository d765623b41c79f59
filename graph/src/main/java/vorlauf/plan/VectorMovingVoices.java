package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link VectorVoices} of any kinds whose cutoffs move: saw, biquad, gain and two sums in one loop, with the operations of the steps apart.
 *
 * <p>Of a biquad's six coefficients the last, p2, depends on the gain of a shelf alone. Where it moves, too, the steps are
 * left to themselves.
 */
final class VectorMovingVoices {
    private static final int WIDTH = BankForm.LANES;
    private static final int NEAR = LaneOperation.KINDS * WIDTH;

    private VectorMovingVoices() {}

    /**
     * Renders a saw, biquad, gain and sums.
     *
     * @param from the block's frame that the slots begin with
     */
    static void saw(
            LaneOperation[] all,
            int at,
            float[] before,
            float[] otherBefore,
            float[] sum,
            float[] other,
            int from,
            int floats) {
        float[] remaining = all[at + 1].remaining;
        float[] c = all[at + 1].floatCoefficients;
        float[] memory = all[at + 1].floatMemory;
        IntVector turn = IntVector.fromArray(INTS, all[at].turns.turn, 0).add(VectorVoices.HALF_TURN);
        IntVector advance = IntVector.fromArray(INTS, all[at].turns.advance, 0);
        FloatVector nextD = FloatVector.fromArray(FLOATS, c, 0);
        FloatVector nextC2 = FloatVector.fromArray(FLOATS, c, WIDTH);
        FloatVector nextC3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH);
        FloatVector nextP0 = FloatVector.fromArray(FLOATS, c, 3 * WIDTH);
        FloatVector nextP1 = FloatVector.fromArray(FLOATS, c, 4 * WIDTH);
        FloatVector p2 = FloatVector.fromArray(FLOATS, c, 5 * WIDTH);
        FloatVector ofD = FloatVector.fromArray(FLOATS, c, NEAR);
        FloatVector ofC2 = FloatVector.fromArray(FLOATS, c, NEAR + WIDTH);
        FloatVector ofC3 = FloatVector.fromArray(FLOATS, c, NEAR + 2 * WIDTH);
        FloatVector ofP0 = FloatVector.fromArray(FLOATS, c, NEAR + 3 * WIDTH);
        FloatVector ofP1 = FloatVector.fromArray(FLOATS, c, NEAR + 4 * WIDTH);
        VectorMask<Float> low = nextP0.compare(VectorOperators.EQ, 0f).and(nextP1.compare(VectorOperators.EQ, 0f));
        FloatVector share = FloatVector.broadcast(FLOATS, -0x1p-31f).blend(-0x1p-32f, low);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, 0);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH);
        FloatVector gain = FloatVector.fromArray(FLOATS, all[at + 2].start[1], 0);
        FloatVector factor = FloatVector.fromArray(FLOATS, all[at + 3].start[1], 0);
        FloatVector otherFactor = FloatVector.fromArray(FLOATS, all[at + 4].start[1], 0);
        for (int i = 0, frame = from; i < floats; i += WIDTH, frame++) {
            FloatVector r = FloatVector.broadcast(FLOATS, remaining[frame]);
            FloatVector left = FloatVector.fromArray(FLOATS, before, i);
            FloatVector right = FloatVector.fromArray(FLOATS, otherBefore, i);
            FloatVector e = ((FloatVector) turn.convert(VectorOperators.I2F, 0)).fma(share, s2);
            turn = turn.add(advance);
            FloatVector c2 = ofC2.fma(r, nextC2);
            FloatVector following = c2.mul(-1f).fma(e, ofD.fma(r, nextD).fma(s1, s1));
            FloatVector second = ofC3.fma(r, nextC3).fma(e, c2.fma(s1, s2));
            FloatVector y = ofP1.fma(r, nextP1).fma(s1, p2.mul(s2));
            y = ofP0.fma(r, nextP0).fma(e, y).blend(s2.add(second), low).mul(gain);
            s2 = second;
            s1 = following;
            y.fma(factor, left).intoArray(sum, i);
            y.fma(otherFactor, right).intoArray(other, i);
        }
        s1.intoArray(memory, 0);
        s2.intoArray(memory, WIDTH);
    }
}
