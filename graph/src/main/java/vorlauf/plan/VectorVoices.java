package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.INTS;

import java.util.Arrays;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link LaneVoices} in one loop, whose steps would otherwise each have their own: a biquad waits for its last frame, and the
 * core can do what is before it and behind it meanwhile. The operations are those of the steps apart, in their order. Here are the
 * loops for filters of any kinds; those for low-passes are {@link VectorLowVoices}.
 *
 * <p>Steps that move, but for cutoffs ({@link VectorMovingVoices}), and vectors of fewer than sixteen lanes are left to the steps.
 */
final class VectorVoices {
    private static final int WIDTH = BankForm.LANES;

    /** So far ahead a phase is a signed integer whose value is the saw. */
    static final int HALF_TURN = Integer.MIN_VALUE;

    /** What sums begin with. */
    private static final float[] MINUS_ZEROS = new float[WIDTH * BankForm.FRAMES];

    static {
        Arrays.fill(MINUS_ZEROS, -0f);
    }

    private VectorVoices() {}

    /** Renders the operations of a loop, which begin with {@code first}. */
    static void render(RenderPlan plan, LaneOperation[] all, byte loop, int first, int from, int to) {
        switch (loop) {
            case LaneVoices.FILTER, LaneVoices.LOW_FILTER -> filter(plan, all, loop, first, from, to);
            case LaneVoices.LONE_SAW -> loneSaw(plan, all, first, from, to);
            case LaneVoices.GATHERED -> gathered(plan, all, first, (to - from) * WIDTH);
            case LaneVoices.TREMOLO -> tremolo(plan, all, first, from, to);
            default -> saws(plan, all, loop, first, from, to);
        }
    }

    private static void loneSaw(RenderPlan plan, LaneOperation[] all, int first, int from, int to) {
        VectorPhases.cornered(all[first], from, plan.begun, to - from);
        VectorLowVoices.loneSaw(all, first, plan.slots[all[first].target], (to - from) * WIDTH);
        VectorLanes.flushAtSegmentEnd(all[first + 1].floatMemory, to, plan.begun);
    }

    private static void tremolo(RenderPlan plan, LaneOperation[] all, int first, int from, int to) {
        VectorPhases.steady(all[first], from, plan.begun, to - from);
        LaneOperation gain = all[first + 2];
        int floats = (to - from) * WIDTH;
        float[] added = LaneVoices.begins(gain.code) ? MINUS_ZEROS : plan.slots[gain.target];
        float[] slot = plan.slots[all[first + 1].target];
        VectorLanes.tremolo(all[first], gain.start[1], slot, added, plan.slots[gain.target], floats);
    }

    private static void gathered(RenderPlan plan, LaneOperation[] all, int first, int floats) {
        VectorGathers.sums(
                Objects.requireNonNull(all[first].gather),
                plan.slots,
                all[first + 1].start[1],
                all[first + 2].start[1],
                before(plan, all[first + 1], floats),
                before(plan, all[first + 2], floats),
                plan.slots[all[first + 1].target],
                plan.slots[all[first + 2].target],
                floats);
    }

    private static void saws(RenderPlan plan, LaneOperation[] all, byte loop, int first, int from, int to) {
        int end = first + LaneVoices.steps(loop);
        int second = first + LaneVoices.SAW_STEPS;
        int floats = (to - from) * WIDTH;
        float[] before = before(plan, all[first + 3], floats);
        float[] otherBefore = before(plan, all[first + 4], floats);
        float[] sum = plan.slots[all[first + 3].target];
        float[] other = plan.slots[all[first + 4].target];
        for (int saw = first; saw < end; saw += LaneVoices.SAW_STEPS) {
            VectorPhases.cornered(all[saw], from, plan.begun, to - from);
        }
        switch (loop) {
            case LaneVoices.LOW_SAW -> VectorLowVoices.saw(all, first, before, otherBefore, sum, other, floats);
            case LaneVoices.TWO_LOW_SAWS ->
                VectorLowVoices.saws(all, first, second, before, otherBefore, sum, other, floats, floats / (to - from));
            case LaneVoices.MOVING_LOW_SAW ->
                VectorLowVoices.moving(all, first, before, otherBefore, sum, other, from, floats);
            case LaneVoices.TWO_MOVING_LOW_SAWS -> {
                float[] a = plan.slots[all[first].target];
                float[] b = plan.slots[plan.slots.length - 1];
                VectorMovingLowVoices.saws(all, first, second, a, b, from, floats);
                VectorMovingLowVoices.sums(all, first, second, a, b, before, otherBefore, sum, other, floats);
            }
            case LaneVoices.FOUR_MOVING_LOW_SAWS ->
                VectorMovingLowVoices.four(
                        all,
                        first,
                        plan.slots[all[first].target],
                        plan.slots[plan.slots.length - 1],
                        sum,
                        other,
                        from,
                        floats);
            case LaneVoices.MOVING_SAW ->
                VectorMovingVoices.saw(all, first, before, otherBefore, sum, other, from, floats);
            default -> saw(all, first, before, otherBefore, sum, other, floats);
        }
        for (int saw = first; saw < end; saw += LaneVoices.SAW_STEPS) {
            VectorLanes.flushAtSegmentEnd(all[saw + 1].floatMemory, to, plan.begun);
        }
    }

    private static void filter(RenderPlan plan, LaneOperation[] all, byte loop, int first, int from, int to) {
        int floats = (to - from) * WIDTH;
        float[] in = plan.slots[all[first].operands[0]];
        float[] out = plan.slots[all[first].target];
        float[] before = before(plan, all[first + 2], floats);
        float[] otherBefore = before(plan, all[first + 3], floats);
        float[] sum = plan.slots[all[first + 2].target];
        float[] other = plan.slots[all[first + 3].target];
        if (loop == LaneVoices.LOW_FILTER) {
            VectorLowVoices.filter(all, first, in, out, before, otherBefore, sum, other, floats);
        } else {
            filter(all, first, in, out, before, otherBefore, sum, other, floats);
        }
        VectorLanes.flushAtSegmentEnd(all[first].floatMemory, to, plan.begun);
    }

    /** What a sum is before a voice: negative zeros where it begins, since added to these a product keeps its bits. */
    private static float[] before(RenderPlan plan, LaneOperation sum, int floats) {
        float[] slot = plan.slots[sum.target];
        boolean begins = LaneVoices.begins(sum.code);
        if (begins && !sum.isFull()) {
            VectorLanes.set(-0f, sum.active, slot, floats);
        }
        return begins && sum.isFull() ? MINUS_ZEROS : slot;
    }

    private static void filter(
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
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH);
        FloatVector p0 = FloatVector.fromArray(FLOATS, c, 3 * WIDTH);
        FloatVector p1 = FloatVector.fromArray(FLOATS, c, 4 * WIDTH);
        FloatVector p2 = FloatVector.fromArray(FLOATS, c, 5 * WIDTH);
        FloatVector minusC2 = c2.mul(-1f);
        VectorMask<Float> low = p0.compare(VectorOperators.EQ, 0f).and(p1.compare(VectorOperators.EQ, 0f));
        FloatVector share = FloatVector.broadcast(FLOATS, -1f).blend(-0.5f, low);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, 0);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH);
        FloatVector gain = FloatVector.fromArray(FLOATS, all[first + 1].start[1], 0);
        FloatVector factor = FloatVector.fromArray(FLOATS, all[first + 2].start[1], 0);
        FloatVector otherFactor = FloatVector.fromArray(FLOATS, all[first + 3].start[1], 0);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector e = FloatVector.fromArray(FLOATS, in, i).fma(share, s2);
            FloatVector following = minusC2.fma(e, d.fma(s1, s1));
            FloatVector second = c3.fma(e, c2.fma(s1, s2));
            FloatVector y =
                    p0.fma(e, p1.fma(s1, p2.mul(s2))).blend(s2.add(second), low).mul(gain);
            s2 = second;
            s1 = following;
            y.intoArray(out, i);
            y.fma(factor, FloatVector.fromArray(FLOATS, before, i)).intoArray(sum, i);
            y.fma(otherFactor, FloatVector.fromArray(FLOATS, otherBefore, i)).intoArray(other, i);
        }
        s1.intoArray(memory, 0);
        s2.intoArray(memory, WIDTH);
    }

    /** A saw, what is behind it, and the sums. Products with powers of two are exact, so the saw is one operation with the state. */
    private static void saw(
            LaneOperation[] all, int at, float[] before, float[] otherBefore, float[] sum, float[] other, int floats) {
        float[] c = all[at + 1].floatCoefficients;
        float[] memory = all[at + 1].floatMemory;
        IntVector turn = IntVector.fromArray(INTS, all[at].turns.turn, 0).add(HALF_TURN);
        IntVector advance = IntVector.fromArray(INTS, all[at].turns.advance, 0);
        FloatVector d = FloatVector.fromArray(FLOATS, c, 0);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, WIDTH);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH);
        FloatVector p0 = FloatVector.fromArray(FLOATS, c, 3 * WIDTH);
        FloatVector p1 = FloatVector.fromArray(FLOATS, c, 4 * WIDTH);
        FloatVector p2 = FloatVector.fromArray(FLOATS, c, 5 * WIDTH);
        FloatVector minusC2 = c2.mul(-1f);
        VectorMask<Float> low = p0.compare(VectorOperators.EQ, 0f).and(p1.compare(VectorOperators.EQ, 0f));
        FloatVector share = FloatVector.broadcast(FLOATS, -0x1p-31f).blend(-0x1p-32f, low);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, 0);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH);
        FloatVector gain = FloatVector.fromArray(FLOATS, all[at + 2].start[1], 0);
        FloatVector factor = FloatVector.fromArray(FLOATS, all[at + 3].start[1], 0);
        FloatVector otherFactor = FloatVector.fromArray(FLOATS, all[at + 4].start[1], 0);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector left = FloatVector.fromArray(FLOATS, before, i);
            FloatVector right = FloatVector.fromArray(FLOATS, otherBefore, i);
            FloatVector e = ((FloatVector) turn.convert(VectorOperators.I2F, 0)).fma(share, s2);
            turn = turn.add(advance);
            FloatVector following = minusC2.fma(e, d.fma(s1, s1));
            FloatVector second = c3.fma(e, c2.fma(s1, s2));
            FloatVector y =
                    p0.fma(e, p1.fma(s1, p2.mul(s2))).blend(s2.add(second), low).mul(gain);
            s2 = second;
            s1 = following;
            y.fma(factor, left).intoArray(sum, i);
            y.fma(otherFactor, right).intoArray(other, i);
        }
        s1.intoArray(memory, 0);
        s2.intoArray(memory, WIDTH);
    }
}
