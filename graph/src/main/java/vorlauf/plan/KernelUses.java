package vorlauf.plan;

import java.util.Arrays;
import java.util.List;
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

    private static final int CODES = 256;
    private static final int FORMS = 4;

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
        for (LaneOperation operation : bank.operations) {
            add(BANK, operation.code & CODES - 1, operation.anyMoves());
        }
    }

    @RealTime
    boolean hasAll(LaneBank bank) {
        for (LaneOperation operation : bank.operations) {
            if (!has(BANK, operation.code & CODES - 1, operation.anyMoves())) {
                return false;
            }
        }
        return true;
    }

    /** Whether a plan needs no other kernels, as far as the plan tells: what will move it does not know. */
    public boolean suffice(PlanForm plan) {
        for (int at = 0; at < plan.steps().length; at += Step.LENGTH) {
            int code = plan.steps()[at];
            if (code == Step.LANES || code == Step.RUN) {
                int form = code == Step.RUN ? RUN : LANES;
                int row = plan.steps()[at + Step.LENGTH];
                if (!has(form, row, false) && !has(form, row, true)) {
                    return false;
                }
            } else if (code == Step.LOOPS && !has(LOOPS, plan.steps()[at + LoopVoice.SHAPE], false)) {
                return false;
            }
        }
        for (BankForm bank : plan.banks()) {
            for (BankForm.Operation operation : bank.isSmall() ? List.<BankForm.Operation>of() : bank.operations()) {
                int code = operation.code() & CODES - 1;
                if (!has(BANK, code, false) && !has(BANK, code, true)) {
                    return false;
                }
            }
        }
        return true;
    }
}
