package vorlauf.plan;

import java.util.Arrays;

/**
 * Which operations of a bank are <i>voices</i>, for which there may be one loop: a biquad, a gain, and two sums that it is added
 * to with a factor each, as panning does; with a saw in front, where nothing else reads the slot that it goes through.
 *
 * <p>Threads: control.
 */
final class LaneVoices {
    static final byte NOTHING = 0;

    /** {@value #FILTER_STEPS} operations from a biquad on. */
    static final byte FILTER = 1;

    /** One more: from the saw before it on. */
    static final byte SAW = 2;

    static final int FILTER_STEPS = 4;
    static final int SAW_STEPS = FILTER_STEPS + 1;

    private LaneVoices() {}

    /** For each operation which voice begins with it. */
    static byte[] of(LaneOperation[] all) {
        byte[] voices = new byte[all.length];
        for (int i = 0; i < all.length; i++) {
            voices[i] = isSaw(all, i) ? SAW : isFilter(all, i) ? FILTER : NOTHING;
        }
        return voices;
    }

    private static boolean isSaw(LaneOperation[] all, int at) {
        return at + 1 < all.length
                && all[at].code == Step.NAIVE_SAW
                && isFilter(all, at + 1)
                && all[at].operands[0] == BankForm.NOTHING
                && all[at].target == all[at + 1].target
                && all[at].target == all[at + 1].operands[0]
                && !isRead(all, at + SAW_STEPS, all[at].target);
    }

    private static boolean isFilter(LaneOperation[] all, int at) {
        if (at + FILTER_STEPS > all.length || all[at].code != Step.BIQUAD) {
            return false;
        }
        LaneOperation gain = all[at + 1];
        LaneOperation sum = all[at + 2];
        LaneOperation other = all[at + 3];
        int in = all[at].operands[0];
        boolean is =
                gain.code == Step.MULTIPLY_RAMP && gain.target == all[at].target && gain.operands[0] == gain.target;
        is &= in != BankForm.NOTHING && in != sum.target && in != other.target && sum.target != other.target;
        return is && isAdded(gain, sum) && isAdded(gain, other);
    }

    /** Whether a product is added to a sum, or is what it begins with. */
    private static boolean isAdded(LaneOperation gain, LaneOperation sum) {
        return sum.operands[0] == gain.target
                && sum.target != gain.target
                && (begins(sum) || (sum.code == Step.MULTIPLY_ADD && sum.operands[2] == sum.target));
    }

    /** Whether a sum of a voice begins with it. */
    static boolean begins(LaneOperation sum) {
        return sum.code == Step.MULTIPLY_RAMP;
    }

    /** Whether a slot is read from an operation on, before it is written anew. */
    private static boolean isRead(LaneOperation[] all, int from, int slot) {
        for (int i = from; i < all.length; i++) {
            LaneOperation of = all[i];
            if (reads(of, slot)) {
                return true;
            }
            boolean writes = of.lines == null && of.code != BankForm.STORE && of.code != BankForm.FOLD;
            if (writes && of.code != BankForm.DONE && of.target == slot) {
                return false;
            }
        }
        return false;
    }

    private static boolean reads(LaneOperation of, int slot) {
        return switch (of.code) {
            case BankForm.FETCH_SHARED, BankForm.FETCH_EACH, BankForm.DONE -> false;
            case BankForm.STORE, BankForm.FOLD -> of.target == slot;
            case BankForm.GATHER ->
                Arrays.stream(of.operands).anyMatch(place -> place >= 0 && place / BankForm.LANES == slot);
            default -> Arrays.stream(of.operands).anyMatch(operand -> operand == slot);
        };
    }
}
