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

    /** {@value #LONE_STEPS} operations from a saw on: a low-pass, a gain, and nothing that it is added to. */
    static final byte LONE_SAW = 10;

    /** Lanes that are gathered and added to two sums: {@value #LONE_STEPS} operations. */
    static final byte GATHERED = 11;

    /** A slot times a sine times a gain, in its slot or added to a sum: {@value #LONE_STEPS} operations. */
    static final byte TREMOLO = 12;

    // Loops that there are beside one for each of these.
    /** A saw whose filter moves. */
    static final byte MOVING_SAW = 3;

    // Those of low-passes alone.
    static final byte LOW_FILTER = 4;
    static final byte LOW_SAW = 5;
    static final byte MOVING_LOW_SAW = 6;

    /** Two saws behind each other. */
    static final byte TWO_LOW_SAWS = 7;

    static final byte TWO_MOVING_LOW_SAWS = 8;

    /** Four that sums begin with. */
    static final byte FOUR_MOVING_LOW_SAWS = 9;

    static final int FILTER_STEPS = 4;
    static final int SAW_STEPS = FILTER_STEPS + 1;
    static final int LONE_STEPS = 3;

    /** For each operation which voice begins with it. */
    private final byte[] kinds;

    /** For each operation whether a saw begins with it, and another behind that is added to the same sums. */
    private final boolean[] goesOn;

    /** For each operation whether a saw begins with it, and both sums with that, in all lanes. */
    private final boolean[] beginsSums;

    LaneVoices(List<BankForm.Operation> all) {
        kinds = new byte[all.size()];
        goesOn = new boolean[kinds.length];
        beginsSums = new boolean[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = kind(all, i);
        }
        for (int i = 0; i < kinds.length; i++) {
            int next = i + SAW_STEPS;
            if (kinds[i] == SAW) {
                goesOn[i] = next < kinds.length
                        && kinds[next] == SAW
                        && goesOn(all.get(i + 3), all.get(next + 3))
                        && goesOn(all.get(i + 4), all.get(next + 4));
                beginsSums[i] = beginsWhole(all.get(i + 3)) && beginsWhole(all.get(i + 4));
            }
        }
    }

    private static byte kind(List<BankForm.Operation> all, int at) {
        if (isSaw(all, at)) {
            return SAW;
        }
        if (isFilter(all, at)) {
            return FILTER;
        }
        return isLoneSaw(all, at) ? LONE_SAW : isGathered(all, at) ? GATHERED : isTremolo(all, at) ? TREMOLO : NOTHING;
    }

    /** Chooses the loops for a block, for which the operations are prepared: for each operation the one that begins there. */
    @RealTime
    void choose(LaneOperation[] all, byte[] loops) {
        for (int i = 0; i < loops.length; i++) {
            loops[i] = switch (kinds[i]) {
                case SAW -> saw(all, i);
                case FILTER -> filter(all, i);
                case LONE_SAW -> all[i + 1].isLow && rests(all, i, LONE_STEPS) ? LONE_SAW : NOTHING;
                case GATHERED -> rests(all, i + 1, LONE_STEPS - 1) ? GATHERED : NOTHING;
                case TREMOLO -> rests(all, i, LONE_STEPS) ? TREMOLO : NOTHING;
                default -> NOTHING;
            };
        }
        join(loops);
    }

    @RealTime
    private static byte filter(LaneOperation[] all, int first) {
        boolean possible = all[first].isFull() && rests(all, first, FILTER_STEPS);
        return !possible ? NOTHING : all[first].isLow ? LOW_FILTER : FILTER;
    }

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

    /** Joins loops for one voice to those for more. */
    @RealTime
    private void join(byte[] loops) {
        for (int i = 0; i < loops.length; i += steps(loops[i])) {
            byte one = loops[i];
            if (one == LOW_SAW && goesOn(loops, i)) {
                loops[i] = TWO_LOW_SAWS;
            } else if (one == MOVING_LOW_SAW && goesOn(loops, i)) {
                boolean four = beginsSums[i] && goesOn(loops, i + SAW_STEPS) && goesOn(loops, i + 2 * SAW_STEPS);
                loops[i] = four ? FOUR_MOVING_LOW_SAWS : TWO_MOVING_LOW_SAWS;
            }
        }
    }

    @RealTime
    private boolean goesOn(byte[] loops, int first) {
        return goesOn[first] && loops[first + SAW_STEPS] == loops[first];
    }

    /** The loops for a block, as far as the form tells. */
    byte[] loops(List<BankForm.Operation> all, Filters filters) {
        byte[] loops = kinds.clone();
        for (int i = 0; i < loops.length; i++) {
            if (kinds[i] == SAW) {
                loops[i] = saw(all.get(i + 1), filters);
            } else if (kinds[i] == FILTER) {
                BankForm.Operation filter = all.get(i);
                boolean possible = filter.lanes().length == BankForm.LANES && !filters.moves(filter);
                loops[i] = !possible ? NOTHING : filters.areLow(filter) ? LOW_FILTER : FILTER;
            } else if (kinds[i] == LONE_SAW) {
                BankForm.Operation filter = all.get(i + 1);
                loops[i] = filters.areLow(filter) && !filters.moves(filter) ? LONE_SAW : NOTHING;
            }
        }
        join(loops);
        return loops;
    }

    private static byte saw(BankForm.Operation filter, Filters filters) {
        if (filters.areLow(filter)) {
            return filters.moves(filter) ? MOVING_LOW_SAW : LOW_SAW;
        }
        return !filters.moves(filter) ? SAW : filters.moveBesideCutoffs(filter) ? NOTHING : MOVING_SAW;
    }

    /**
     * What a plan tells of its biquads: by the place of their coefficients those that are low-passes, that move, and those of which
     * more than the cutoff moves.
     */
    record Filters(int[] steps, BitSet lowPasses, BitSet moving, BitSet movingOthers) {
        /** @param controlsMove whether controls move them, or signals alone */
        static Filters of(PlanForm plan, boolean controlsMove) {
            BitSet moving = new BitSet();
            BitSet movingOthers = new BitSet();
            int[] steps = plan.steps();
            for (int at = 0; at < steps.length; at += Step.LENGTH) {
                for (int i = 0; steps[at] == Step.BIQUAD_PREPARE && i < LaneCoefficients.PARAMETERS; i++) {
                    int operand = steps[at + Step.IN + i];
                    boolean isControl = operand < 0 && ~operand < Step.SAVED;
                    boolean moves = isControl ? controlsMove && !Settling.isConstant(plan, operand) : true;
                    if (operand != Step.NONE && moves) {
                        (i == 0 ? moving : movingOthers).set(steps[at + Step.EXTRA]);
                    }
                }
            }
            moving.or(movingOthers);
            return new Filters(steps, LaneVoices.lowPasses(steps), moving, movingOthers);
        }

        /** Whether the biquads of an operation are low-passes, all of them. */
        boolean areLow(BankForm.Operation of) {
            return isLow(of, steps, lowPasses);
        }

        private boolean moves(BankForm.Operation of) {
            return reads(of, steps, moving);
        }

        private boolean moveBesideCutoffs(BankForm.Operation of) {
            return reads(of, steps, movingOthers);
        }
    }

    /** Whether one of an operation's filters has coefficients at one of these places. */
    private static boolean reads(BankForm.Operation filter, int[] steps, BitSet places) {
        boolean any = false;
        for (int row = 0; row < filter.lanes().length; row++) {
            any |= places.get(Rows.coefficients(steps, filter.at() + row * Step.LENGTH));
        }
        return any;
    }

    /** How many operations a loop renders. */
    @RealTime
    static int steps(byte loop) {
        return switch (loop) {
            case FILTER, LOW_FILTER -> FILTER_STEPS;
            case SAW, MOVING_SAW, LOW_SAW, MOVING_LOW_SAW -> SAW_STEPS;
            case TWO_LOW_SAWS, TWO_MOVING_LOW_SAWS -> 2 * SAW_STEPS;
            case FOUR_MOVING_LOW_SAWS -> 4 * SAW_STEPS;
            case LONE_SAW, GATHERED, TREMOLO -> LONE_STEPS;
            default -> 1;
        };
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

    /** Whether a sum goes on with another voice. */
    private static boolean goesOn(BankForm.Operation sum, BankForm.Operation next) {
        return sum.target() == next.target() && !begins(next.code());
    }

    private static boolean beginsWhole(BankForm.Operation sum) {
        return begins(sum.code()) && sum.lanes().length == BankForm.LANES;
    }

    @RealTime
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

    private static boolean isLoneSaw(List<BankForm.Operation> all, int at) {
        if (at + LONE_STEPS > all.size() || all.get(at).code() != Step.NAIVE_SAW) {
            return false;
        }
        BankForm.Operation saw = all.get(at);
        BankForm.Operation filter = all.get(at + 1);
        BankForm.Operation gain = all.get(at + 2);
        return saw.operands()[0] == BankForm.NOTHING
                && filter.code() == Step.BIQUAD
                && isSlot(saw.target(), filter)
                && isLevelled(gain, saw.target());
    }

    /** Whether an operation reads a slot first, and writes it. */
    private static boolean isSlot(int slot, BankForm.Operation of) {
        return of.target() == slot && of.operands()[0] == slot;
    }

    private static boolean isTremolo(List<BankForm.Operation> all, int at) {
        if (at + LONE_STEPS > all.size() || all.get(at).code() != Step.SINE_MULTIPLY_ADD_RAMP) {
            return false;
        }
        int sine = all.get(at).target();
        BankForm.Operation product = all.get(at + 1);
        BankForm.Operation gain = all.get(at + 2);
        int slot = product.target();
        int[] factors = product.operands();
        return Arrays.stream(all.get(at).operands()).allMatch(operand -> operand == BankForm.NOTHING)
                && product.code() == Step.MULTIPLY
                && ((factors[0] == slot && factors[1] == sine) || (factors[0] == sine && factors[1] == slot))
                && slot != sine
                && (isLevelled(gain, slot) || (isSummed(gain, slot) && !isRead(all, at + LONE_STEPS, slot)))
                && gain.target() != sine
                && !isRead(all, at + LONE_STEPS, sine);
    }

    /** Whether a slot gets a gain. */
    private static boolean isLevelled(BankForm.Operation gain, int slot) {
        return gain.code() == Step.MULTIPLY_RAMP && isSlot(slot, gain);
    }

    /** Whether a slot is added to a sum in all lanes, or is what it begins with. */
    private static boolean isSummed(BankForm.Operation sum, int slot) {
        return isAdded(slot, sum) && sum.lanes().length == BankForm.LANES;
    }

    private static boolean isGathered(List<BankForm.Operation> all, int at) {
        if (at + LONE_STEPS > all.size() || all.get(at).code() != BankForm.GATHER) {
            return false;
        }
        BankForm.Operation gather = all.get(at);
        BankForm.Operation sum = all.get(at + 1);
        BankForm.Operation other = all.get(at + 2);
        return LaneGather.sources(gather.operands()) <= LaneGather.MOST_SUMMED
                && isSummed(sum, gather.target())
                && isSummed(other, gather.target())
                && sum.target() != other.target()
                && !reads(gather, sum.target())
                && !reads(gather, other.target())
                && !isRead(all, at + LONE_STEPS, gather.target());
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
