package vorlauf.plan;

import java.util.Arrays;
import vorlauf.dsp.Biquad;
import vorlauf.dsp.RealTime;

/**
 * The coefficients of biquads beside each other while a bank has them: parameters lane by lane, and all that is computed of
 * them once a block. Rows have them again once they are stored.
 *
 * <p>In a block the parameters are read where the rows that prepare coefficients stand; the coefficients follow when the bank
 * is rendered, or by {@link Prepared}, row by row, where it is not.
 *
 * <p>Threads: producer.
 */
@RealTime
final class LaneCoefficients {
    private static final int LANES = BankForm.LANES;
    private static final int KINDS = LaneOperation.KINDS;
    private static final int ALL = (1 << LANES) - 1;

    /** Parameters of a biquad. */
    static final int PARAMETERS = 3;

    /** Those that the block ends with; in the first lanes hertz. */
    final double[] fresh = new double[PARAMETERS * LANES];

    /** {@link Biquad#mix} of the others. */
    final double[] mix = new double[KINDS * LANES];

    /** Room for the kernel that computes coefficients. */
    final double[] room = new double[VectorCoefficients.ROOM];

    /** Coefficients that the block begins with. */
    final float[] now = new float[KINDS * LANES];

    /** Parameters that coefficients were computed of. */
    private final double[] known = new double[PARAMETERS * LANES];

    /** For each lane the row that prepares its coefficients. */
    private final int[] rows;

    /** For each lane the scalar that is the cutoff; less than 0 where it is none, or there is no voice. */
    private final int[] scalars = new int[LANES];

    /** Where the cutoffs of all lanes are scalars side by side, the first; else {@link BankForm#NOTHING}. */
    private final int firstScalar;

    /** Parameters of which a row's is no constant. */
    private final boolean[] mayMove = new boolean[PARAMETERS];

    private final int active;
    private int due;
    private boolean differ;
    private boolean othersMoved;

    /** Lanes with parameters that move in this block, and in doubt others. */
    private int moving;

    /** @param rows places in the step table by lane; {@link BankForm#NOTHING} for lanes without a voice */
    LaneCoefficients(PlanForm plan, int[] rows) {
        this.rows = rows.clone();
        int lanes = 0;
        for (int lane = 0; lane < LANES; lane++) {
            lanes |= rows[lane] == BankForm.NOTHING ? 0 : 1 << lane;
            int cutoff = rows[lane] == BankForm.NOTHING ? 0 : plan.steps()[rows[lane] + Step.IN];
            scalars[lane] = ~cutoff < Step.SAVED ? ~cutoff : BankForm.NOTHING;
        }
        active = lanes;
        boolean sideBySide = lanes == ALL;
        for (int lane = 0; lane < LANES; lane++) {
            sideBySide &= scalars[lane] >= 0 && scalars[lane] == scalars[0] + lane;
        }
        firstScalar = sideBySide ? scalars[0] : BankForm.NOTHING;
        for (int i = 0; i < PARAMETERS; i++) {
            for (int row : rows) {
                int operand = row == BankForm.NOTHING ? Step.NONE : plan.steps()[row + Step.IN + i];
                mayMove[i] |= operand != Step.NONE && !Settling.isConstant(plan, operand);
            }
        }
    }

    /** Whether parameters were read of which no coefficients were computed yet. */
    boolean isDue() {
        return due != 0;
    }

    /**
     * Whether the kernel for coefficients that move is to be taken: it is in the first block, too, in which they rest, with
     * nothing to add. So a control that stands still for a block does not meet a kernel that no block before has made warm.
     *
     * @param c coefficients as {@link LaneOperation} has them
     */
    boolean moves(float[] c) {
        if (moving != 0) {
            return true;
        }
        boolean first = differ;
        if (first) {
            System.arraycopy(c, 0, now, 0, now.length);
            Arrays.fill(c, now.length, c.length, 0f);
            differ = false;
            othersMoved = false;
        }
        due = 0;
        return first;
    }

    /** Reads the parameters of some lanes, once a block. */
    void read(RenderPlan plan, int[] steps, int[] lanes) {
        othersMoved &= due != 0; // from here on it is about this block
        if (firstScalar >= 0 && lanes.length == LANES) {
            System.arraycopy(plan.scalarNext, firstScalar, fresh, 0, LANES);
            due = ALL;
            int same = 0;
            while (same < LANES && fresh[same] == known[same]) {
                same++;
            }
            moving = same == LANES ? 0 : ALL;
        } else {
            for (int lane : lanes) {
                int scalar = scalars[lane];
                double hertz = scalar >= 0 ? plan.scalarNext[scalar] : Prepared.parameter(plan, steps, rows[lane], 0);
                due |= 1 << lane;
                moving = hertz == known[lane] ? moving & ~(1 << lane) : moving | 1 << lane;
                fresh[lane] = hertz;
            }
        }
        for (int i = 1; i < PARAMETERS; i++) {
            for (int k = 0; mayMove[i] && k < lanes.length; k++) {
                int lane = lanes[k];
                double value = Prepared.parameter(plan, steps, rows[lane], i);
                if (value != known[i * LANES + lane]) {
                    moving |= 1 << lane;
                    othersMoved = true;
                }
                fresh[i * LANES + lane] = value;
            }
        }
    }

    private boolean isActive(int lane) {
        return (active & 1 << lane) != 0;
    }

    /** Whether more than cutoffs may have moved in this block. */
    boolean othersMoved() {
        return othersMoved;
    }

    /** Computes what depends on parameters beside cutoffs; then coefficients can be computed. */
    void begin(int[] steps) {
        for (int lane = 0; (mayMove[1] || mayMove[2]) && lane < LANES; lane++) {
            boolean same = fresh[LANES + lane] == known[LANES + lane];
            same &= fresh[2 * LANES + lane] == known[2 * LANES + lane];
            if (!same && rows[lane] != BankForm.NOTHING) {
                Prepared.mix(steps, rows[lane], fresh[LANES + lane], fresh[2 * LANES + lane], mix, lane, LANES);
            }
        }
        System.arraycopy(fresh, 0, known, 0, mayMove[1] || mayMove[2] ? known.length : LANES);
        differ = true;
        due = 0;
    }

    /** Zeros in lanes without a voice. */
    void clear(float[] c) {
        for (int lane = 0; active != ALL && lane < LANES; lane++) {
            for (int at = lane; !isActive(lane) && at < c.length; at += LANES) {
                c[at] = 0f;
            }
        }
    }

    /** Reads everything from the rows. */
    void load(RenderPlan plan, int[] steps) {
        int moved = 0;
        int first = Integer.numberOfTrailingZeros(active);
        for (int lane = 0; lane < LANES; lane++) {
            int row = rows[isActive(lane) ? lane : first];
            int from = steps[row + Step.EXTRA];
            for (int i = 0; i < PARAMETERS; i++) {
                known[i * LANES + lane] = plan.doubles[from + Prepared.PARAMETERS + i];
                fresh[i * LANES + lane] = known[i * LANES + lane];
            }
            for (int kind = 0; kind < KINDS; kind++) {
                now[kind * LANES + lane] = (float) plan.doubles[from + kind];
            }
            Prepared.mix(steps, row, fresh[LANES + lane], fresh[2 * LANES + lane], mix, lane, LANES);
            moved |= isActive(lane) && Prepared.isMoving(plan, steps[row + Step.EXTRA + 1]) ? 1 << lane : 0;
        }
        differ = moved != 0;
        othersMoved = true; // since the block may have begun with others
        moving = moved;
        due = 0;
    }

    /** Writes everything back to the rows, and has the coefficients computed there that are due. */
    void store(RenderPlan plan, float[] next) {
        int[] steps = plan.form().steps();
        for (int lane = 0; lane < LANES; lane++) {
            if (rows[lane] == BankForm.NOTHING) {
                continue;
            }
            int to = steps[rows[lane] + Step.EXTRA];
            for (int kind = 0; kind < KINDS; kind++) {
                plan.doubles[to + kind] = now[kind * LANES + lane];
                plan.doubles[Prepared.next(to) + kind] = next[kind * LANES + lane];
            }
            for (int i = 0; i < PARAMETERS; i++) {
                plan.doubles[to + Prepared.PARAMETERS + i] = known[i * LANES + lane];
            }
            Prepared.setMoving(plan, steps, rows[lane], (moving & 1 << lane) != 0);
            if ((due & 1 << lane) != 0) {
                Prepared.move(plan, steps, rows[lane], fresh[lane], fresh[LANES + lane], fresh[2 * LANES + lane], 0);
            }
        }
        due = 0;
    }
}
