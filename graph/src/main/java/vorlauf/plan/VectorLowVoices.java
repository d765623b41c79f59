package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link VectorVoices} whose filters are low-passes, with the operations of the steps apart. Of a saw the half that a low-pass takes
 * is one operation with the state: products with powers of two are exact.
 *
 * <p>Where filters rest two tiles are in one loop; where they move two are {@link VectorMovingLowVoices}, and here is the one that is left.
 */
final class VectorLowVoices {
    private static final int WIDTH = BankForm.LANES;
    private static final int NEAR = LaneOperation.KINDS * WIDTH;

    private VectorLowVoices() {}

    /** A low-pass that reads a slot, its gain, and the sums. */
    static void filter(
            LaneOperation[] all,
            int first,
            float[] in,
            float[] out,
            float[] before,
            float[] otherBefore,
            float[] sum,
            float[] other,
            int floats) {
        float[] c = all[first].floatCoefficients;
        float[] memory = all[first].floatMemory;
        FloatVector d = FloatVector.fromArray(FLOATS, c, 0);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, WIDTH);
        FloatVector minusC2 = c2.mul(-1f);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, 0);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH);
        FloatVector gain = FloatVector.fromArray(FLOATS, all[first + 1].start[1], 0);
        FloatVector factor = FloatVector.fromArray(FLOATS, all[first + 2].start[1], 0);
        FloatVector otherFactor = FloatVector.fromArray(FLOATS, all[first + 3].start[1], 0);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector e = FloatVector.fromArray(FLOATS, in, i).fma(FloatVector.broadcast(FLOATS, -0.5f), s2);
            FloatVector following = minusC2.fma(e, d.fma(s1, s1));
            FloatVector second = c3.fma(e, c2.fma(s1, s2));
            FloatVector y = s2.add(second).mul(gain);
            s2 = second;
            s1 = following;
            y.intoArray(out, i);
            y.fma(factor, FloatVector.fromArray(FLOATS, before, i)).intoArray(sum, i);
            y.fma(otherFactor, FloatVector.fromArray(FLOATS, otherBefore, i)).intoArray(other, i);
        }
        s1.intoArray(memory, 0);
        s2.intoArray(memory, WIDTH);
    }

    /** A saw, a low-pass and a gain, which nothing is added to. */
    static void loneSaw(LaneOperation[] all, int at, float[] out, int floats) {
        float[] c = all[at + 1].floatCoefficients;
        float[] memory = all[at + 1].floatMemory;
        IntVector turn = IntVector.fromArray(INTS, all[at].turns.turn, 0).add(VectorVoices.HALF_TURN);
        IntVector advance = IntVector.fromArray(INTS, all[at].turns.advance, 0);
        FloatVector d = FloatVector.fromArray(FLOATS, c, 0);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, WIDTH);
        FloatVector minusC2 = c2.mul(-1f);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, 0);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH);
        FloatVector gain = FloatVector.fromArray(FLOATS, all[at + 2].start[1], 0);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector e = ((FloatVector) turn.convert(VectorOperators.I2F, 0))
                    .fma(FloatVector.broadcast(FLOATS, -0x1p-32f), s2);
            turn = turn.add(advance);
            FloatVector following = minusC2.fma(e, d.fma(s1, s1));
            FloatVector second = c3.fma(e, c2.fma(s1, s2));
            s2.add(second).mul(gain).intoArray(out, i);
            s2 = second;
            s1 = following;
        }
        s1.intoArray(memory, 0);
        s2.intoArray(memory, WIDTH);
    }

    /** A saw, what is behind it, and the sums. */
    static void saw(
            LaneOperation[] all, int at, float[] before, float[] otherBefore, float[] sum, float[] other, int floats) {
        float[] c = all[at + 1].floatCoefficients;
        float[] memory = all[at + 1].floatMemory;
        IntVector turn = IntVector.fromArray(INTS, all[at].turns.turn, 0).add(VectorVoices.HALF_TURN);
        IntVector advance = IntVector.fromArray(INTS, all[at].turns.advance, 0);
        FloatVector d = FloatVector.fromArray(FLOATS, c, 0);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, WIDTH);
        FloatVector minusC2 = c2.mul(-1f);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, 0);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH);
        FloatVector gain = FloatVector.fromArray(FLOATS, all[at + 2].start[1], 0);
        FloatVector factor = FloatVector.fromArray(FLOATS, all[at + 3].start[1], 0);
        FloatVector otherFactor = FloatVector.fromArray(FLOATS, all[at + 4].start[1], 0);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector left = FloatVector.fromArray(FLOATS, before, i);
            FloatVector right = FloatVector.fromArray(FLOATS, otherBefore, i);
            FloatVector e = ((FloatVector) turn.convert(VectorOperators.I2F, 0))
                    .fma(FloatVector.broadcast(FLOATS, -0x1p-32f), s2);
            turn = turn.add(advance);
            FloatVector following = minusC2.fma(e, d.fma(s1, s1));
            FloatVector second = c3.fma(e, c2.fma(s1, s2));
            FloatVector y = s2.add(second).mul(gain);
            s2 = second;
            s1 = following;
            left = y.fma(factor, left);
            right = y.fma(otherFactor, right);
            left.intoArray(sum, i);
            right.intoArray(other, i);
        }
        s1.intoArray(memory, 0);
        s2.intoArray(memory, WIDTH);
    }

    /**
     * Two of them. {@code stride} is {@value #WIDTH}, which C2 must not know: it would unroll the loop, and then has fewer registers
     * than it needs.
     */
    static void saws(
            LaneOperation[] all,
            int a,
            int b,
            float[] before,
            float[] otherBefore,
            float[] sum,
            float[] other,
            int floats,
            int stride) {
        float[] cA = all[a + 1].floatCoefficients;
        float[] memoryA = all[a + 1].floatMemory;
        IntVector turnA = IntVector.fromArray(INTS, all[a].turns.turn, 0).add(VectorVoices.HALF_TURN);
        IntVector advanceA = IntVector.fromArray(INTS, all[a].turns.advance, 0);
        FloatVector dA = FloatVector.fromArray(FLOATS, cA, 0);
        FloatVector c2A = FloatVector.fromArray(FLOATS, cA, WIDTH);
        FloatVector minusC2A = c2A.mul(-1f);
        FloatVector c3A = FloatVector.fromArray(FLOATS, cA, 2 * WIDTH);
        FloatVector s1A = FloatVector.fromArray(FLOATS, memoryA, 0);
        FloatVector s2A = FloatVector.fromArray(FLOATS, memoryA, WIDTH);
        FloatVector gainA = FloatVector.fromArray(FLOATS, all[a + 2].start[1], 0);
        FloatVector factorA = FloatVector.fromArray(FLOATS, all[a + 3].start[1], 0);
        FloatVector otherFactorA = FloatVector.fromArray(FLOATS, all[a + 4].start[1], 0);
        float[] cB = all[b + 1].floatCoefficients;
        float[] memoryB = all[b + 1].floatMemory;
        IntVector turnB = IntVector.fromArray(INTS, all[b].turns.turn, 0).add(VectorVoices.HALF_TURN);
        IntVector advanceB = IntVector.fromArray(INTS, all[b].turns.advance, 0);
        FloatVector dB = FloatVector.fromArray(FLOATS, cB, 0);
        FloatVector c2B = FloatVector.fromArray(FLOATS, cB, WIDTH);
        FloatVector minusC2B = c2B.mul(-1f);
        FloatVector c3B = FloatVector.fromArray(FLOATS, cB, 2 * WIDTH);
        FloatVector s1B = FloatVector.fromArray(FLOATS, memoryB, 0);
        FloatVector s2B = FloatVector.fromArray(FLOATS, memoryB, WIDTH);
        FloatVector gainB = FloatVector.fromArray(FLOATS, all[b + 2].start[1], 0);
        FloatVector factorB = FloatVector.fromArray(FLOATS, all[b + 3].start[1], 0);
        FloatVector otherFactorB = FloatVector.fromArray(FLOATS, all[b + 4].start[1], 0);
        for (int i = 0; i < floats; i += stride) {
            FloatVector left = FloatVector.fromArray(FLOATS, before, i);
            FloatVector right = FloatVector.fromArray(FLOATS, otherBefore, i);
            FloatVector eA = ((FloatVector) turnA.convert(VectorOperators.I2F, 0))
                    .fma(FloatVector.broadcast(FLOATS, -0x1p-32f), s2A);
            turnA = turnA.add(advanceA);
            FloatVector followingA = minusC2A.fma(eA, dA.fma(s1A, s1A));
            FloatVector secondA = c3A.fma(eA, c2A.fma(s1A, s2A));
            FloatVector yA = s2A.add(secondA).mul(gainA);
            s2A = secondA;
            s1A = followingA;
            left = yA.fma(factorA, left);
            right = yA.fma(otherFactorA, right);
            FloatVector eB = ((FloatVector) turnB.convert(VectorOperators.I2F, 0))
                    .fma(FloatVector.broadcast(FLOATS, -0x1p-32f), s2B);
            turnB = turnB.add(advanceB);
            FloatVector followingB = minusC2B.fma(eB, dB.fma(s1B, s1B));
            FloatVector secondB = c3B.fma(eB, c2B.fma(s1B, s2B));
            FloatVector yB = s2B.add(secondB).mul(gainB);
            s2B = secondB;
            s1B = followingB;
            left = yB.fma(factorB, left);
            right = yB.fma(otherFactorB, right);
            left.intoArray(sum, i);
            right.intoArray(other, i);
        }
        s1A.intoArray(memoryA, 0);
        s2A.intoArray(memoryA, WIDTH);
        s1B.intoArray(memoryB, 0);
        s2B.intoArray(memoryB, WIDTH);
    }

    /** The same where the filter moves; {@code from} is the block's frame that the slots begin with. */
    static void moving(
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
        FloatVector ofD = FloatVector.fromArray(FLOATS, c, NEAR);
        FloatVector ofC2 = FloatVector.fromArray(FLOATS, c, NEAR + WIDTH);
        FloatVector ofC3 = FloatVector.fromArray(FLOATS, c, NEAR + 2 * WIDTH);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, 0);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH);
        FloatVector gain = FloatVector.fromArray(FLOATS, all[at + 2].start[1], 0);
        FloatVector factor = FloatVector.fromArray(FLOATS, all[at + 3].start[1], 0);
        FloatVector otherFactor = FloatVector.fromArray(FLOATS, all[at + 4].start[1], 0);
        for (int i = 0, frame = from; i < floats; i += WIDTH, frame++) {
            FloatVector r = FloatVector.broadcast(FLOATS, remaining[frame]);
            FloatVector left = FloatVector.fromArray(FLOATS, before, i);
            FloatVector right = FloatVector.fromArray(FLOATS, otherBefore, i);
            FloatVector e = ((FloatVector) turn.convert(VectorOperators.I2F, 0))
                    .fma(FloatVector.broadcast(FLOATS, -0x1p-32f), s2);
            turn = turn.add(advance);
            FloatVector c2 = ofC2.fma(r, nextC2);
            FloatVector following = c2.mul(-1f).fma(e, ofD.fma(r, nextD).fma(s1, s1));
            FloatVector second = ofC3.fma(r, nextC3).fma(e, c2.fma(s1, s2));
            FloatVector y = s2.add(second).mul(gain);
            s2 = second;
            s1 = following;
            left = y.fma(factor, left);
            right = y.fma(otherFactor, right);
            left.intoArray(sum, i);
            right.intoArray(other, i);
        }
        s1.intoArray(memory, 0);
        s2.intoArray(memory, WIDTH);
    }
}
