package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.INTS;
import static vorlauf.plan.VectorMath.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Steps of a bank in one loop that would otherwise each have their own: a biquad waits for its last frame, and the core can do
 * what is before it and behind it meanwhile. The operations are those of the steps apart, in their order.
 *
 * <p>A <i>voice</i> is a biquad, a gain, and two sums that it is added to with a factor each, as panning does; with a saw in
 * front, too. Steps that move, tiles in which lanes are free, and vectors of fewer than sixteen lanes are left to the steps.
 */
final class VectorVoices {
    private static final int WIDTH = BankForm.LANES;

    private static final int NAIVE_SAW = Step.OSCILLATOR + 4;

    /** Operations of a voice without a saw. */
    private static final int STEPS = 4;

    private VectorVoices() {}

    /** Renders operations from {@code first} on if they are a voice; how many it has rendered. */
    static int render(RenderPlan plan, LaneOperation[] all, int first, int from, int to) {
        boolean saw = LANES == WIDTH && isSaw(all, first);
        int at = saw ? first + 1 : first;
        if (LANES != WIDTH || !isVoice(all, at)) {
            return 0;
        }
        boolean moves = all[at].moving;
        if (moves && !(saw && VectorMovingVoices.isPossible(all[at]))) {
            return 0;
        }
        int floats = (to - from) * WIDTH;
        float[] out = plan.slots[all[at].target];
        float[] sum = slot(plan, all[at + 2], floats);
        float[] other = slot(plan, all[at + 3], floats);
        if (saw) {
            all[first].naiveTurns(from, plan.begun);
            if (moves) {
                VectorMovingVoices.saw(all[first], all, at, out, sum, other, from, floats);
            } else {
                saw(all[first], all, at, out, sum, other, floats);
            }
            all[first].passed(to - from);
        } else {
            filter(all, at, plan.slots[all[at].operands[0]], out, sum, other, floats);
        }
        all[at].flushAtSegmentEnd(to, plan.begun);
        return at + STEPS - first;
    }

    private static boolean isSaw(LaneOperation[] all, int at) {
        return at + 1 < all.length
                && all[at].code == NAIVE_SAW
                && isVoice(all, at + 1)
                && all[at].target == all[at + 1].target
                && all[at].target == all[at + 1].operands[0];
    }

    private static boolean isVoice(LaneOperation[] all, int at) {
        if (at + STEPS > all.length || all[at].code != Step.BIQUAD) {
            return false;
        }
        LaneOperation gain = all[at + 1];
        LaneOperation sum = all[at + 2];
        LaneOperation other = all[at + 3];
        int in = all[at].operands[0];
        boolean is =
                gain.code == Step.MULTIPLY_RAMP && gain.target == all[at].target && gain.operands[0] == gain.target;
        is &= in != BankForm.NOTHING && in != sum.target && in != other.target && sum.target != other.target;
        return is && isAdded(gain, sum) && isAdded(gain, other) && all[at].isFull() && rests(gain);
    }

    /** Whether a product is added to a sum, or is what it begins with. */
    private static boolean isAdded(LaneOperation gain, LaneOperation sum) {
        return sum.operands[0] == gain.target
                && sum.target != gain.target
                && (sum.code == Step.MULTIPLY_RAMP || (sum.code == Step.MULTIPLY_ADD && sum.operands[2] == sum.target))
                && rests(sum);
    }

    /** The sum's slot, with negative zeros where it begins: added to these a product keeps its bits. */
    private static float[] slot(RenderPlan plan, LaneOperation sum, int floats) {
        float[] slot = plan.slots[sum.target];
        if (sum.code == Step.MULTIPLY_RAMP) {
            Arrays.fill(slot, 0, floats, -0f);
        }
        return slot;
    }

    private static boolean rests(LaneOperation of) {
        return of.isFull() && !of.anyMoves();
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

    /** A saw, what is behind it, and the sums. */
    private static void saw(
            LaneOperation of, LaneOperation[] all, int at, float[] out, float[] sum, float[] other, int floats) {
        IntVector turn = IntVector.fromArray(INTS, of.turn, 0);
        IntVector rest = IntVector.fromArray(INTS, of.advance, 0);
        IntVector turnAdvance = IntVector.fromArray(INTS, of.turnAdvance, 0);
        IntVector restAdvance = IntVector.fromArray(INTS, of.restAdvance, 0);
        float[] c = all[at].floatCoefficients;
        float[] memory = all[at].floatMemory;
        FloatVector d = FloatVector.fromArray(FLOATS, c, 0);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, WIDTH);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH);
        FloatVector p0 = FloatVector.fromArray(FLOATS, c, 3 * WIDTH);
        FloatVector p1 = FloatVector.fromArray(FLOATS, c, 4 * WIDTH);
        FloatVector p2 = FloatVector.fromArray(FLOATS, c, 5 * WIDTH);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, 0);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH);
        FloatVector gain = FloatVector.fromArray(FLOATS, all[at + 1].start[1], 0);
        FloatVector factor = FloatVector.fromArray(FLOATS, all[at + 2].start[1], 0);
        FloatVector otherFactor = FloatVector.fromArray(FLOATS, all[at + 3].start[1], 0);
        for (int i = 0; i < floats; i += WIDTH) {
            IntVector unsigned =
                    turn.add(rest.lanewise(VectorOperators.LSHR, 16)).lanewise(VectorOperators.LSHR, 8);
            turn = turn.add(turnAdvance);
            rest = rest.add(restAdvance);
            FloatVector e = ((FloatVector) unsigned.convert(VectorOperators.I2F, 0))
                    .fma(FloatVector.broadcast(FLOATS, 0x1p-23f), FloatVector.broadcast(FLOATS, -1f)) // exact product
                    .sub(s2);
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
}
