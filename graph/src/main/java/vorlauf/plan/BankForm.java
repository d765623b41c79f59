package vorlauf.plan;

import java.util.List;

/**
 * A bank: rows of the step table that are alike voice by voice, as one program over lanes.
 *
 * <p>Sixteen voices stand beside each other in sixteen lanes. What passes between two steps of a voice is in a <i>slot</i>: a
 * buffer in which the lanes of a frame are neighbours. The first slots are partial sums: lane p has the one
 * that every sixteenth voice is added to. The rows themselves stand behind the bank's header, tile by tile, step by step, so
 * that whoever has no kernel for lanes renders them as ever.
 *
 * @param operations what is done, in order
 * @param slots slots that are needed
 * @param sums how many of them are partial sums
 */
public record BankForm(List<Operation> operations, int slots, int sums) {
    /** Lanes of a slot. */
    public static final int LANES = 16;

    /** Most frames of a slot: few enough that a bank's slots stay in the first-level cache. */
    public static final int FRAMES = 128;

    /** Voices from which a bank is worth the way into lanes and out again. */
    public static final int FEWEST_VOICES = 4;

    /** An operand that is a scalar of its row; a lane without a buffer. */
    public static final int NOTHING = -1;

    /** Fills a slot: all lanes with the one buffer that is the operand. */
    public static final int FETCH_SHARED = -1;

    /** Fills a slot: each lane with the buffer that is its operand. */
    public static final int FETCH_EACH = -2;

    /** Copies the active lanes of the slot that is the operand. */
    public static final int SET = -3;

    /** Writes a slot, the target here: each lane to the buffer that is its operand. */
    public static final int STORE = -4;

    /** Adds the lanes of a slot, the target here, by halves: lane p and p + 8, p + 4, 2, 1; to the buffer that is the operand. */
    public static final int FOLD = -5;

    /** Rows that an operation before them has done with. */
    public static final int DONE = -6;

    /**
     * Gathers lanes from several slots: the operands are, for each lane, {@link #place} of where it comes from,
     * {@link #NOTHING} where anything will do.
     */
    public static final int GATHER = -7;

    /** Whether it has too few voices for lanes: its rows are rendered, whatever the kernels. */
    boolean isSmall() {
        boolean small = true;
        for (Operation operation : operations) {
            small &= operation.code() < 0 || operation.lanes().length < FEWEST_VOICES;
        }
        return small;
    }

    /** Whether it has delay lines: then its rows, too, need to know how many frames may be rendered at a time. */
    boolean hasLines() {
        boolean has = false;
        for (Operation operation : operations) {
            has |= LaneLines.hasLine(operation.code());
        }
        return has;
    }

    /** Whether a row of the bank writes a buffer. */
    boolean writes(int[] steps, int buffer) {
        boolean writes = false;
        for (Operation operation : operations) {
            for (int row = 0; operation.code() >= 0 && row < operation.lanes().length; row++) {
                writes |= steps[operation.at() + row * Step.LENGTH + Step.OUT] == buffer;
            }
        }
        return writes;
    }

    /** A lane of a slot as one number. */
    public static int place(int slot, int lane) {
        return slot * LANES + lane;
    }

    /**
     * One step of up to sixteen voices.
     *
     * @param code of {@link Step}, or one of the codes above
     * @param at where the first row is in the step table; the others follow
     * @param lanes the lane of each row, 1 to 16
     * @param target slot that is written
     * @param operands slots, or {@link #NOTHING} for scalars of the rows; buffers where something is fetched or stored, of
     *     each lane where they are its own, {@link #NOTHING} where a lane has none
     */
    public record Operation(int code, int at, int[] lanes, int target, int[] operands) {}
}
