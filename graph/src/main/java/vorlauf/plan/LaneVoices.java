package vorlauf.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import vorlauf.dsp.RealTime;

/**
 * Which operations of a bank are <i>voices</i>, for which there may be one loop: a biquad, a gain, and two sums that it is added
 * to with a factor each, as panning does; with a saw in front, where nothing else reads the slot that it goes through.
 *
 * <p>Which loop a block takes also depends on what moves in it; {@link KernelUses} tells them apart, since each has to be warm.
 *
 * <p>Threads: control, but for what is marked.
 */
final class LaneVoices {
    // What may begin with an operation.
    static final byte NOTHING = 0;

    /** {@value #FILTER_STEPS} operations from a biquad on. */
    static final byte FILTER = 1;

    /** One more: from the saw before it on. */
    static final byte SAW = 2;

    // Loops that there are beside one for FILTER and one for SAW.
    /** A saw whose filter moves. */
    static final byte MOVING_SAW = 3;

    // Those of low-passes alone.
    static final byte LOW_FILTER = 4;
    static final byte LOW_SAW = 5;
    static final byte MOVING_LOW_SAW = 6;

    /** Two saws behind each other. */
    static final byte TWO_LOW_SAWS = 7;

    static final byte TWO_MOVING_LOW_SAWS = 8;

    static final int FILTER_STEPS = 4;
    static final int SAW_STEPS = FILTER_STEPS + 1;

    private LaneVoices() {}

    /** For each operation of a bank which voice begins with it. */
    static byte[] of(List<BankForm.Operation> all) {
        byte[] voices = new byte[all.size()];
        for (int i = 0; i < voices.length; i++) {
            voices[i] = isSaw(all, i) ? SAW : isFilter(all, i) ? FILTER : NOTHING;
        }
        return voices;
    }

    /** The loop for operations from {@code first} on in this block; {@link #NOTHING} where there is none. */
    @RealTime
    static byte loop(LaneBank bank, int first) {
        LaneOperation[] all = bank.operations;
        if (bank.voices[first] == FILTER) {
            boolean possible = all[first].isFull() && rests(all, first, FILTER_STEPS);
            return !possible ? NOTHING : all[first].isLow ? LOW_FILTER : FILTER;
        }
        if (bank.voices[first] != SAW) {
            return NOTHING;
        }
        byte loop = saw(all, first);
        int second = first + SAW_STEPS;
        boolean two = (loop == LOW_SAW || loop == MOVING_LOW_SAW)
                && second < all.length
                && bank.voices[second] == SAW
                && saw(all, second) == loop
                && goesOn(all[first + 3].target, all[second + 3].target, all[second + 3].code)
                && goesOn(all[first + 4].target, all[second + 4].target, all[second + 4].code);
        return !two ? loop : loop == LOW_SAW ? TWO_LOW_SAWS : TWO_MOVING_LOW_SAWS;
    }

    /** The loop for one saw and what is behind it. */
    @RealTime
    private static byte saw(LaneOperation[] all, int first) {
        LaneOperation filter = all[first + 1];
        if (rests(all, first, SAW_STEPS)) {
            return filter.isLow ? LOW_SAW : SAW;
        }
        if (all[first].anyMoves() || !rests(all, first + 2, SAW_STEPS - 2)) {
            return NOTHING;
        }
        boolean cutoffAlone = filter.shared != null && !filter.shared.othersMoved();
        return filter.isLow ? MOVING_LOW_SAW : cutoffAlone ? MOVING_SAW : NOTHING;
    }

    /** The loop that takes the place of one where cutoffs move. */
    static byte moving(byte loop) {
        return switch (loop) {
            case SAW -> MOVING_SAW;
            case LOW_SAW -> MOVING_LOW_SAW;
            case TWO_LOW_SAWS -> TWO_MOVING_LOW_SAWS;
            default -> loop;
        };
    }

    /** How many operations a loop renders. */
    @RealTime
    static int steps(byte loop) {
        return switch (loop) {
            case FILTER, LOW_FILTER -> FILTER_STEPS;
            case SAW, MOVING_SAW, LOW_SAW, MOVING_LOW_SAW -> SAW_STEPS;
            case TWO_LOW_SAWS, TWO_MOVING_LOW_SAWS -> 2 * SAW_STEPS;
            default -> 1;
        };
    }

    /**
     * The loop for operations from {@code first} on where nothing moves, as far as the form tells.
     *
     * @param lowPasses as {@link #lowPasses} gives it
     */
    static byte loop(List<BankForm.Operation> all, byte[] voices, int first, int[] steps, BitSet lowPasses) {
        if (voices[first] == FILTER) {
            boolean full = all.get(first).lanes().length == BankForm.LANES;
            return !full ? NOTHING : isLow(all.get(first), steps, lowPasses) ? LOW_FILTER : FILTER;
        }
        if (voices[first] != SAW || !isLow(all.get(first + 1), steps, lowPasses)) {
            return voices[first];
        }
        int second = first + SAW_STEPS;
        boolean two = second < voices.length
                && voices[second] == SAW
                && isLow(all.get(second + 1), steps, lowPasses)
                && goesOn(all.get(first + 3), all.get(second + 3))
                && goesOn(all.get(first + 4), all.get(second + 4));
        return two ? TWO_LOW_SAWS : LOW_SAW;
    }

    /** Where a plan has coefficients of low-passes. */
    static BitSet lowPasses(int[] steps) {
        BitSet lowPasses = new BitSet();
        for (int at = 0; at < steps.length; at += Step.LENGTH) {
            if (Prepared.isLowPass(steps, at)) {
                lowPasses.set(steps[at + Step.EXTRA]);
            }
        }
        return lowPasses;
    }

    /** Whether the biquads of an operation are low-passes, all of them. */
    static boolean isLow(BankForm.Operation of, int[] steps, BitSet lowPasses) {
        boolean low = of.code() == Step.BIQUAD;
        for (int row = 0; low && row < of.lanes().length; row++) {
            low = lowPasses.get(Rows.coefficients(steps, of.at() + row * Step.LENGTH));
        }
        return low;
    }

    private static boolean goesOn(BankForm.Operation sum, BankForm.Operation next) {
        return goesOn(sum.target(), next.target(), next.code());
    }

    /** Whether a sum goes on with another voice. */
    private static boolean goesOn(int target, int nextTarget, int nextCode) {
        return target == nextTarget && !begins(nextCode);
    }

    private static boolean rests(LaneOperation[] all, int first, int count) {
        boolean moves = false;
        for (int i = first; i < first + count; i++) {
            moves |= all[i].anyMoves();
        }
        return !moves;
    }

    private static boolean isSaw(List<BankForm.Operation> all, int at) {
        if (at + SAW_STEPS > all.size() || all.get(at).code() != Step.NAIVE_SAW || !isFilter(all, at + 1)) {
            return false;
        }
        BankForm.Operation saw = all.get(at);
        BankForm.Operation filter = all.get(at + 1);
        return saw.operands()[0] == BankForm.NOTHING
                && saw.target() == filter.target()
                && saw.target() == filter.operands()[0]
                && !isRead(all, at + SAW_STEPS, saw.target());
    }

    private static boolean isFilter(List<BankForm.Operation> all, int at) {
        if (at + FILTER_STEPS > all.size() || all.get(at).code() != Step.BIQUAD) {
            return false;
        }
        int target = all.get(at).target();
        BankForm.Operation gain = all.get(at + 1);
        BankForm.Operation sum = all.get(at + 2);
        BankForm.Operation other = all.get(at + 3);
        int in = all.get(at).operands()[0];
        boolean is = gain.code() == Step.MULTIPLY_RAMP && gain.target() == target && gain.operands()[0] == target;
        is &= in != BankForm.NOTHING && in != sum.target() && in != other.target() && sum.target() != other.target();
        return is && isAdded(target, sum) && isAdded(target, other);
    }

    /** Whether a product is added to a sum, or is what it begins with. */
    private static boolean isAdded(int product, BankForm.Operation sum) {
        return sum.operands()[0] == product
                && sum.target() != product
                && (begins(sum.code()) || (sum.code() == Step.MULTIPLY_ADD && sum.operands()[2] == sum.target()));
    }

    /** Whether a sum of a voice begins with a step of this code. */
    @RealTime
    static boolean begins(int sum) {
        return sum == Step.MULTIPLY_RAMP;
    }

    /** Whether a slot is read from an operation on, before it is written anew. */
    private static boolean isRead(List<BankForm.Operation> all, int from, int slot) {
        for (BankForm.Operation of : all.subList(from, all.size())) {
            if (reads(of, slot)) {
                return true;
            }
            boolean writes = !LaneLines.hasLine(of.code()) && of.code() != BankForm.STORE && of.code() != BankForm.FOLD;
            if (writes && of.code() != BankForm.DONE && of.target() == slot) {
                return false;
            }
        }
        return false;
    }

    private static boolean reads(BankForm.Operation of, int slot) {
        return switch (of.code()) {
            case BankForm.FETCH_SHARED, BankForm.FETCH_EACH, BankForm.DONE -> false;
            case BankForm.STORE, BankForm.FOLD -> of.target() == slot;
            case BankForm.GATHER ->
                Arrays.stream(of.operands()).anyMatch(place -> place >= 0 && place / BankForm.LANES == slot);
            default -> Arrays.stream(of.operands()).anyMatch(operand -> operand == slot);
        };
    }
}
