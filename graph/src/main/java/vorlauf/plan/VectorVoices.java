package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.INTS;
import static vorlauf.plan.VectorMath.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link LaneVoices} in one loop, whose steps would otherwise each have their own: a biquad waits for its last frame, and the
 * core can do what is before it and behind it meanwhile. The operations are those of the steps apart, in their order.
 *
 * <p>Steps that move, but for cutoffs ({@link VectorMovingVoices}), and vectors of fewer than sixteen lanes are left to the steps.
 */
final class VectorVoices {
    private static final int WIDTH = BankForm.LANES;

    /** So far ahead a phase is a signed integer whose value is the saw. */
    static final int HALF_TURN = Integer.MIN_VALUE;

    private VectorVoices() {}

    /** Renders operations from {@code first} on if they are voices; how many it has rendered. */
    static int render(RenderPlan plan, LaneBank bank, int first, int from, int to) {
        if (LANES != WIDTH) {
            return 0;
        }
        byte loop = LaneVoices.loop(bank, first);
        switch (loop) {
            case LaneVoices.FILTER -> filter(plan, bank.operations, first, from, to);
            case LaneVoices.SAW, LaneVoices.TWO_SAWS, LaneVoices.MOVING_SAW ->
                saws(plan, bank.operations, loop, first, from, to);
            default -> {
                return 0;
            }
        }
        return LaneVoices.steps(loop);
    }

    private static void saws(RenderPlan plan, LaneOperation[] all, byte loop, int first, int from, int to) {
        int second = first + LaneVoices.SAW_STEPS;
        int floats = (to - from) * WIDTH;
        float[] sum = slot(plan, all[first + 3], floats);
        float[] other = slot(plan, all[first + 4], floats);
        all[first].corneredTurns(from, plan.begun);
        if (loop == LaneVoices.TWO_SAWS) {
            all[second].corneredTurns(from, plan.begun);
            saws(all, first, second, sum, other, floats, floats / (to - from));
            passed(plan, all, second, from, to);
        } else if (loop == LaneVoices.MOVING_SAW) {
            VectorMovingVoices.saw(all, first, sum, other, from, floats);
        } else {
            saw(all, first, sum, other, floats);
        }
        passed(plan, all, first, from, to);
    }

    private static void passed(RenderPlan plan, LaneOperation[] all, int saw, int from, int to) {
        all[saw].passed(to - from);
        VectorLanes.flushAtSegmentEnd(all[saw + 1].floatMemory, to, plan.begun);
    }

    private static void filter(RenderPlan plan, LaneOperation[] all, int first, int from, int to) {
        int floats = (to - from) * WIDTH;
        float[] in = plan.slots[all[first].operands[0]];
        float[] out = plan.slots[all[first].target];
        float[] sum = slot(plan, all[first + 2], floats);
        float[] other = slot(plan, all[first + 3], floats);
        filter(all, first, in, out, sum, other, floats);
        VectorLanes.flushAtSegmentEnd(all[first].floatMemory, to, plan.begun);
    }

    /** The sum's slot, with negative zeros where it begins: added to these a product keeps its bits. */
    private static float[] slot(RenderPlan plan, LaneOperation sum, int floats) {
        float[] slot = plan.slots[sum.target];
        if (LaneVoices.begins(sum.code) && sum.isFull()) {
            Arrays.fill(slot, 0, floats, -0f);
        } else if (LaneVoices.begins(sum.code)) {
            VectorLanes.set(-0f, sum.active, slot, floats);
        }
        return slot;
    }

    private static void filter(
            LaneOperation[] all, int first, float[] in, float[] out, float[] sum, float[] other, int floats) {
        float[] c = all[first].floatCoefficients;
        float[] memory = all[first].floatMemory;
        FloatVector d = FloatVector.fromArray(FLOATS, c, 0);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, WIDTH);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH);
        FloatVector p0 = FloatVector.fromArray(FLOATS, c, 3 * WIDTH);
        FloatVector p1 = FloatVector.fromArray(FLOATS, c, 4 * WIDTH);
        FloatVector p2 = FloatVector.fromArray(FLOATS, c, 5 * WIDTH);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, 0);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH);
        FloatVector gain = FloatVector.fromArray(FLOATS, all[first + 1].start[1], 0);
        FloatVector factor = FloatVector.fromArray(FLOATS, all[first + 2].start[1], 0);
        FloatVector otherFactor = FloatVector.fromArray(FLOATS, all[first + 3].start[1], 0);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector e = FloatVector.fromArray(FLOATS, in, i).sub(s2);
            FloatVector y = p0.fma(e, p1.fma(s1, p2.mul(s2))).mul(gain);
            FloatVector following = c2.fma(e, d.fma(s1, s1));
            s2 = c3.fma(e, c2.fma(s1, s2));
            s1 = following;
            y.intoArray(out, i);
            y.fma(factor, FloatVector.fromArray(FLOATS, sum, i)).intoArray(sum, i);
            y.fma(otherFactor, FloatVector.fromArray(FLOATS, other, i)).intoArray(other, i);
        }
        s1.intoArray(memory, 0);
        s2.intoArray(memory, WIDTH);
    }

    // ---- saws -------------------------------------------------------------------------------------------------------

    // The second state is kept with its sign turned, so that the saw less that state is one operation: the product with
    // a
    // power of two is exact. Signs are turned by products, as C2 would do a neg() of what rests anew for each frame.

    /** A saw, what is behind it, and the sums. */
    private static void saw(LaneOperation[] all, int at, float[] sum, float[] other, int floats) {
        float[] c = all[at + 1].floatCoefficients;
        float[] memory = all[at + 1].floatMemory;
        IntVector turn = IntVector.fromArray(INTS, all[at].turn, 0).add(HALF_TURN);
        IntVector advance = IntVector.fromArray(INTS, all[at].advance, 0);
        FloatVector d = FloatVector.fromArray(FLOATS, c, 0);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, WIDTH);
        FloatVector minusC2 = c2.mul(-1f);
        FloatVector minusC3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH).mul(-1f);
        FloatVector p0 = FloatVector.fromArray(FLOATS, c, 3 * WIDTH);
        FloatVector p1 = FloatVector.fromArray(FLOATS, c, 4 * WIDTH);
        FloatVector minusP2 = FloatVector.fromArray(FLOATS, c, 5 * WIDTH).mul(-1f);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, 0);
        FloatVector minusS2 = FloatVector.fromArray(FLOATS, memory, WIDTH).mul(-1f);
        FloatVector gain = FloatVector.fromArray(FLOATS, all[at + 2].start[1], 0);
        FloatVector factor = FloatVector.fromArray(FLOATS, all[at + 3].start[1], 0);
        FloatVector otherFactor = FloatVector.fromArray(FLOATS, all[at + 4].start[1], 0);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector left = FloatVector.fromArray(FLOATS, sum, i);
            FloatVector right = FloatVector.fromArray(FLOATS, other, i);
            FloatVector e = ((FloatVector) turn.convert(VectorOperators.I2F, 0))
                    .fma(FloatVector.broadcast(FLOATS, 0x1p-31f), minusS2);
            FloatVector y = p0.fma(e, p1.fma(s1, minusP2.mul(minusS2))).mul(gain);
            FloatVector following = c2.fma(e, d.fma(s1, s1));
            minusS2 = minusC3.fma(e, minusC2.fma(s1, minusS2));
            s1 = following;
            turn = turn.add(advance);
            left = y.fma(factor, left);
            right = y.fma(otherFactor, right);
            left.intoArray(sum, i);
            right.intoArray(other, i);
        }
        s1.intoArray(memory, 0);
        minusS2.mul(-1f).intoArray(memory, WIDTH);
    }

    /**
     * Two of them. {@code stride} is {@value #WIDTH}, which C2 must not know: it would unroll the loop, and then has fewer registers
     * than it needs.
     */
    private static void saws(LaneOperation[] all, int a, int b, float[] sum, float[] other, int floats, int stride) {
        float[] cA = all[a + 1].floatCoefficients;
        float[] memoryA = all[a + 1].floatMemory;
        IntVector turnA = IntVector.fromArray(INTS, all[a].turn, 0).add(HALF_TURN);
        IntVector advanceA = IntVector.fromArray(INTS, all[a].advance, 0);
        FloatVector dA = FloatVector.fromArray(FLOATS, cA, 0);
        FloatVector c2A = FloatVector.fromArray(FLOATS, cA, WIDTH);
        FloatVector minusC2A = c2A.mul(-1f);
        FloatVector minusC3A = FloatVector.fromArray(FLOATS, cA, 2 * WIDTH).mul(-1f);
        FloatVector p0A = FloatVector.fromArray(FLOATS, cA, 3 * WIDTH);
        FloatVector p1A = FloatVector.fromArray(FLOATS, cA, 4 * WIDTH);
        FloatVector minusP2A = FloatVector.fromArray(FLOATS, cA, 5 * WIDTH).mul(-1f);
        FloatVector s1A = FloatVector.fromArray(FLOATS, memoryA, 0);
        FloatVector minusS2A = FloatVector.fromArray(FLOATS, memoryA, WIDTH).mul(-1f);
        FloatVector gainA = FloatVector.fromArray(FLOATS, all[a + 2].start[1], 0);
        FloatVector factorA = FloatVector.fromArray(FLOATS, all[a + 3].start[1], 0);
        FloatVector otherFactorA = FloatVector.fromArray(FLOATS, all[a + 4].start[1], 0);
        float[] cB = all[b + 1].floatCoefficients;
        float[] memoryB = all[b + 1].floatMemory;
        IntVector turnB = IntVector.fromArray(INTS, all[b].turn, 0).add(HALF_TURN);
        IntVector advanceB = IntVector.fromArray(INTS, all[b].advance, 0);
        FloatVector dB = FloatVector.fromArray(FLOATS, cB, 0);
        FloatVector c2B = FloatVector.fromArray(FLOATS, cB, WIDTH);
        FloatVector minusC2B = c2B.mul(-1f);
        FloatVector minusC3B = FloatVector.fromArray(FLOATS, cB, 2 * WIDTH).mul(-1f);
        FloatVector p0B = FloatVector.fromArray(FLOATS, cB, 3 * WIDTH);
        FloatVector p1B = FloatVector.fromArray(FLOATS, cB, 4 * WIDTH);
        FloatVector minusP2B = FloatVector.fromArray(FLOATS, cB, 5 * WIDTH).mul(-1f);
        FloatVector s1B = FloatVector.fromArray(FLOATS, memoryB, 0);
        FloatVector minusS2B = FloatVector.fromArray(FLOATS, memoryB, WIDTH).mul(-1f);
        FloatVector gainB = FloatVector.fromArray(FLOATS, all[b + 2].start[1], 0);
        FloatVector factorB = FloatVector.fromArray(FLOATS, all[b + 3].start[1], 0);
        FloatVector otherFactorB = FloatVector.fromArray(FLOATS, all[b + 4].start[1], 0);
        for (int i = 0; i < floats; i += stride) {
            FloatVector left = FloatVector.fromArray(FLOATS, sum, i);
            FloatVector right = FloatVector.fromArray(FLOATS, other, i);
            FloatVector eA = ((FloatVector) turnA.convert(VectorOperators.I2F, 0))
                    .fma(FloatVector.broadcast(FLOATS, 0x1p-31f), minusS2A);
            FloatVector yA = p0A.fma(eA, p1A.fma(s1A, minusP2A.mul(minusS2A))).mul(gainA);
            FloatVector followingA = c2A.fma(eA, dA.fma(s1A, s1A));
            minusS2A = minusC3A.fma(eA, minusC2A.fma(s1A, minusS2A));
            s1A = followingA;
            turnA = turnA.add(advanceA);
            left = yA.fma(factorA, left);
            right = yA.fma(otherFactorA, right);
            FloatVector eB = ((FloatVector) turnB.convert(VectorOperators.I2F, 0))
                    .fma(FloatVector.broadcast(FLOATS, 0x1p-31f), minusS2B);
            FloatVector yB = p0B.fma(eB, p1B.fma(s1B, minusP2B.mul(minusS2B))).mul(gainB);
            FloatVector followingB = c2B.fma(eB, dB.fma(s1B, s1B));
            minusS2B = minusC3B.fma(eB, minusC2B.fma(s1B, minusS2B));
            s1B = followingB;
            turnB = turnB.add(advanceB);
            left = yB.fma(factorB, left);
            right = yB.fma(otherFactorB, right);
            left.intoArray(sum, i);
            right.intoArray(other, i);
        }
        s1A.intoArray(memoryA, 0);
        minusS2A.mul(-1f).intoArray(memoryA, WIDTH);
        s1B.intoArray(memoryB, 0);
        minusS2B.mul(-1f).intoArray(memoryB, WIDTH);
    }
}
