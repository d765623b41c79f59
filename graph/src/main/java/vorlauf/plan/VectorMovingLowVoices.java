package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link VectorLowVoices} whose cutoffs move, two tiles beside each other: while one waits for its last frame the other is rendered.
 *
 * <p>What they give goes through a slot each to a loop for the sums: with these in the loop of the filters there are fewer registers
 * than it needs, and it takes longer than one tile after the other.
 */
final class VectorMovingLowVoices {
    private static final int WIDTH = BankForm.LANES;
    private static final int NEAR = LaneOperation.KINDS * WIDTH;

    private VectorMovingLowVoices() {}

    /** Two saws through their filters, without gains; {@code from} is the block's frame that the slots begin with. */
    static void saws(LaneOperation[] all, int a, int b, float[] outA, float[] outB, int from, int floats) {
        float[] remaining = all[a + 1].remaining;
        float[] cA = all[a + 1].floatCoefficients;
        float[] memoryA = all[a + 1].floatMemory;
        IntVector turnA = IntVector.fromArray(INTS, all[a].turns.turn, 0).add(VectorVoices.HALF_TURN);
        IntVector advanceA = IntVector.fromArray(INTS, all[a].turns.advance, 0);
        FloatVector nextDA = FloatVector.fromArray(FLOATS, cA, 0);
        FloatVector nextC2A = FloatVector.fromArray(FLOATS, cA, WIDTH);
        FloatVector nextC3A = FloatVector.fromArray(FLOATS, cA, 2 * WIDTH).neg();
        FloatVector ofDA = FloatVector.fromArray(FLOATS, cA, NEAR);
        FloatVector ofC2A = FloatVector.fromArray(FLOATS, cA, NEAR + WIDTH);
        FloatVector ofC3A = FloatVector.fromArray(FLOATS, cA, NEAR + 2 * WIDTH).neg();
        FloatVector s1A = FloatVector.fromArray(FLOATS, memoryA, 0);
        FloatVector s2A = FloatVector.fromArray(FLOATS, memoryA, WIDTH);
        float[] cB = all[b + 1].floatCoefficients;
        float[] memoryB = all[b + 1].floatMemory;
        IntVector turnB = IntVector.fromArray(INTS, all[b].turns.turn, 0).add(VectorVoices.HALF_TURN);
        IntVector advanceB = IntVector.fromArray(INTS, all[b].turns.advance, 0);
        FloatVector nextDB = FloatVector.fromArray(FLOATS, cB, 0);
        FloatVector nextC2B = FloatVector.fromArray(FLOATS, cB, WIDTH);
        FloatVector nextC3B = FloatVector.fromArray(FLOATS, cB, 2 * WIDTH).neg();
        FloatVector ofDB = FloatVector.fromArray(FLOATS, cB, NEAR);
        FloatVector ofC2B = FloatVector.fromArray(FLOATS, cB, NEAR + WIDTH);
        FloatVector ofC3B = FloatVector.fromArray(FLOATS, cB, NEAR + 2 * WIDTH).neg();
        FloatVector s1B = FloatVector.fromArray(FLOATS, memoryB, 0);
        FloatVector s2B = FloatVector.fromArray(FLOATS, memoryB, WIDTH);
        for (int i = 0, frame = from; i < floats; i += WIDTH, frame++) {
            FloatVector r = FloatVector.broadcast(FLOATS, remaining[frame]);
            FloatVector eA = ((FloatVector) turnA.convert(VectorOperators.I2F, 0))
                    .mul(0x1p-32f)
                    .sub(s2A);
            turnA = turnA.add(advanceA);
            FloatVector c2A = ofC2A.fma(r, nextC2A);
            FloatVector followingA = c2A.fma(eA, ofDA.fma(r, nextDA).fma(s1A, s1A));
            FloatVector secondA = ofC3A.fma(r, nextC3A).fma(eA, c2A.fma(s1A, s2A));
            s2A.add(secondA).intoArray(outA, i);
            s2A = secondA;
            s1A = followingA;
            FloatVector eB = ((FloatVector) turnB.convert(VectorOperators.I2F, 0))
                    .mul(0x1p-32f)
                    .sub(s2B);
            turnB = turnB.add(advanceB);
            FloatVector c2B = ofC2B.fma(r, nextC2B);
            FloatVector followingB = c2B.fma(eB, ofDB.fma(r, nextDB).fma(s1B, s1B));
            FloatVector secondB = ofC3B.fma(r, nextC3B).fma(eB, c2B.fma(s1B, s2B));
            s2B.add(secondB).intoArray(outB, i);
            s2B = secondB;
            s1B = followingB;
        }
        s1A.intoArray(memoryA, 0);
        s2A.intoArray(memoryA, WIDTH);
        s1B.intoArray(memoryB, 0);
        s2B.intoArray(memoryB, WIDTH);
    }

    /** Gains of two voices, and the sums. */
    static void sums(
            LaneOperation[] all,
            int a,
            int b,
            float[] inA,
            float[] inB,
            float[] before,
            float[] otherBefore,
            float[] sum,
            float[] other,
            int floats) {
        FloatVector gainA = FloatVector.fromArray(FLOATS, all[a + 2].start[1], 0);
        FloatVector factorA = FloatVector.fromArray(FLOATS, all[a + 3].start[1], 0);
        FloatVector otherFactorA = FloatVector.fromArray(FLOATS, all[a + 4].start[1], 0);
        FloatVector gainB = FloatVector.fromArray(FLOATS, all[b + 2].start[1], 0);
        FloatVector factorB = FloatVector.fromArray(FLOATS, all[b + 3].start[1], 0);
        FloatVector otherFactorB = FloatVector.fromArray(FLOATS, all[b + 4].start[1], 0);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector yA = FloatVector.fromArray(FLOATS, inA, i).mul(gainA);
            FloatVector yB = FloatVector.fromArray(FLOATS, inB, i).mul(gainB);
            FloatVector left = yA.fma(factorA, FloatVector.fromArray(FLOATS, before, i));
            FloatVector right = yA.fma(otherFactorA, FloatVector.fromArray(FLOATS, otherBefore, i));
            yB.fma(factorB, left).intoArray(sum, i);
            yB.fma(otherFactorB, right).intoArray(other, i);
        }
    }

    /**
     * Four voices that sums begin with. The filters of two go through the slots of the sums, so that all four are in the first-level
     * cache.
     */
    static void four(
            LaneOperation[] all, int first, float[] c, float[] d, float[] sum, float[] other, int from, int floats) {
        int third = first + 2 * LaneVoices.SAW_STEPS;
        saws(all, first, first + LaneVoices.SAW_STEPS, sum, other, from, floats);
        saws(all, third, third + LaneVoices.SAW_STEPS, c, d, from, floats);
        sums(all, first, c, d, sum, other, floats);
    }

    /** Gains of four voices, of which two are where the sums will be. */
    private static void sums(
            LaneOperation[] all, int a, float[] inC, float[] inD, float[] sum, float[] other, int floats) {
        int b = a + LaneVoices.SAW_STEPS;
        int c = b + LaneVoices.SAW_STEPS;
        int d = c + LaneVoices.SAW_STEPS;
        FloatVector gainA = FloatVector.fromArray(FLOATS, all[a + 2].start[1], 0);
        FloatVector factorA = FloatVector.fromArray(FLOATS, all[a + 3].start[1], 0);
        FloatVector otherFactorA = FloatVector.fromArray(FLOATS, all[a + 4].start[1], 0);
        FloatVector gainB = FloatVector.fromArray(FLOATS, all[b + 2].start[1], 0);
        FloatVector factorB = FloatVector.fromArray(FLOATS, all[b + 3].start[1], 0);
        FloatVector otherFactorB = FloatVector.fromArray(FLOATS, all[b + 4].start[1], 0);
        FloatVector gainC = FloatVector.fromArray(FLOATS, all[c + 2].start[1], 0);
        FloatVector factorC = FloatVector.fromArray(FLOATS, all[c + 3].start[1], 0);
        FloatVector otherFactorC = FloatVector.fromArray(FLOATS, all[c + 4].start[1], 0);
        FloatVector gainD = FloatVector.fromArray(FLOATS, all[d + 2].start[1], 0);
        FloatVector factorD = FloatVector.fromArray(FLOATS, all[d + 3].start[1], 0);
        FloatVector otherFactorD = FloatVector.fromArray(FLOATS, all[d + 4].start[1], 0);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector yA = FloatVector.fromArray(FLOATS, sum, i).mul(gainA);
            FloatVector yB = FloatVector.fromArray(FLOATS, other, i).mul(gainB);
            FloatVector yC = FloatVector.fromArray(FLOATS, inC, i).mul(gainC);
            FloatVector yD = FloatVector.fromArray(FLOATS, inD, i).mul(gainD);
            FloatVector left = yC.fma(factorC, yB.fma(factorB, yA.mul(factorA)));
            FloatVector right = yC.fma(otherFactorC, yB.fma(otherFactorB, yA.mul(otherFactorA)));
            yD.fma(factorD, left).intoArray(sum, i);
            yD.fma(otherFactorD, right).intoArray(other, i);
        }
    }
}
