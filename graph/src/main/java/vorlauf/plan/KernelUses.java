package vorlauf.plan;

import java.util.Arrays;
import vorlauf.dsp.RealTime;

/**
 * A set of uses of group kernels: for lanes, runs, banks and loops the codes of steps, each with what rests and with what
 * moves.
 *
 * <p>Threads: one at a time, or any once it is no longer changed.
 */
public final class KernelUses {
    static final int LANES = 0;
    static final int RUN = 1;
    static final int BANK = 2;

    /** By the shape of the loops. */
    static final int LOOPS = 3;

    /**
     * Loops of {@link LaneVoices}; what moves are coefficients that lanes have computed together, by the code of their filters, and
     * frequencies, by that of their oscillators.
     */
    static final int VOICES = 4;

    /** The end of a block of two channels, which no plan asks for. */
    static final int DELIVERY = 5;

    private static final int CODES = 256;
    private static final int FORMS = 6;

    private final long[] words;

    /** The empty set. */
    public KernelUses() {
        this(new long[2 * FORMS * CODES / Long.SIZE]);
    }

    private KernelUses(long[] words) {
        this.words = words;
    }

    /** Both sets together. */
    public KernelUses and(KernelUses others) {
        long[] both = Arrays.copyOf(words, words.length);
        for (int i = 0; i < both.length; i++) {
            both[i] |= others.words[i];
        }
        return new KernelUses(both);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return Arrays.stream(words).allMatch(word -> word == 0);
    }

    /** Low-passes have loops of their own, under a number that no step of a bank has. */
    @RealTime
    private static int code(int code, boolean isLow) {
        return isLow ? Step.BIQUAD_PREPARE : code & CODES - 1;
    }

    private static int index(int form, int code, boolean moves) {
        return (2 * form + (moves ? 1 : 0)) * CODES + code;
    }

    @RealTime
    void add(int form, int code, boolean moves) {
        int index = index(form, code, moves);
        words[index / Long.SIZE] |= 1L << index;
    }

    @RealTime
    boolean has(int form, int code, boolean moves) {
        int index = index(form, code, moves);
        return (words[index / Long.SIZE] & 1L << index) != 0;
    }

    @RealTime
    void addAll(LaneBank bank) {
        for (int i = 0; i < bank.operations.length; i++) {
            LaneOperation operation = bank.operations[i];
            add(BANK, code(operation.code, operation.isLow), operation.anyMoves());
            if (hasMovingLoop(operation)) {
                add(VOICES, operation.code, true);
            }
        }
        for (int i = 0; i < bank.operations.length; ) {
            byte loop = bank.loops[i];
            add(VOICES, loop, false);
            i += LaneVoices.steps(loop);
        }
    }

    @RealTime
    boolean hasAll(LaneBank bank) {
        boolean all = true;
        for (int i = 0; all && i < bank.operations.length; i++) {
            LaneOperation operation = bank.operations[i];
            all = has(BANK, code(operation.code, operation.isLow), operation.anyMoves());
            all &= !hasMovingLoop(operation) || has(VOICES, operation.code, true);
        }
        return all && haveAll(bank.loops);
    }

    /** Whether it has a loop in this block that {@link #BANK} does not tell: for coefficients together, or for a frequency. */
    @RealTime
    private static boolean hasMovingLoop(LaneOperation operation) {
        return operation.glides() || (operation.shared != null && operation.moving);
    }

    /** Whether a plan needs no other kernels, as far as the plan tells, whether controls move or rest. */
    public boolean suffice(PlanForm plan) {
        for (int at = 0; at < plan.steps().length; at += Step.LENGTH) {
            int code = plan.steps()[at];
            if (code == Step.BANK
                    && !plan.banks().get(plan.steps()[at + Step.EXTRA + 1]).isSmall()) {
                at += plan.steps()[at + Step.EXTRA] * Step.LENGTH; // its rows are rendered where nothing else can
            } else if (code == Step.LANES || code == Step.RUN) {
                int form = code == Step.RUN ? RUN : LANES;
                int row = plan.steps()[at + Step.LENGTH];
                if (!has(form, row, false) && !has(form, row, true)) {
                    return false;
                }
            } else if (code == Step.LOOPS && !has(LOOPS, plan.steps()[at + LoopVoice.SHAPE], false)) {
                return false;
            }
        }
        LaneVoices.Filters moving = LaneVoices.Filters.of(plan, true);
        LaneVoices.Filters resting = LaneVoices.Filters.of(plan, false);
        for (BankForm bank : plan.banks()) {
            if (!bank.isSmall() && !(suffice(bank, moving) && suffice(bank, resting) && sufficeToGlide(bank, plan))) {
                return false;
            }
        }
        return true;
    }

    private boolean suffice(BankForm bank, LaneVoices.Filters filters) {
        boolean all = haveAll(new LaneVoices(bank.operations()).loops(bank.operations(), filters));
        for (BankForm.Operation operation : bank.operations()) {
            int code = code(operation.code(), filters.areLow(operation));
            all &= has(BANK, code, false) || has(BANK, code, true);
        }
        return all;
    }

    /** Whether the oscillators of a bank of which controls may move the frequency may do so. */
    private boolean sufficeToGlide(BankForm bank, PlanForm plan) {
        boolean all = true;
        for (BankForm.Operation operation : bank.operations()) {
            for (int row = 0; LaneOperation.hasHertz(operation) && row < operation.lanes().length; row++) {
                int hertz = plan.steps()[operation.at() + row * Step.LENGTH + Step.IN];
                all &= Settling.isConstant(plan, hertz) || has(VOICES, operation.code(), true);
            }
        }
        return all;
    }

    @RealTime
    private boolean haveAll(byte[] loops) {
        boolean all = true;
        for (int i = 0; all && i < loops.length; i += LaneVoices.steps(loops[i])) {
            all = loops[i] == LaneVoices.NOTHING || has(VOICES, loops[i], false);
        }
        return all;
    }
}
