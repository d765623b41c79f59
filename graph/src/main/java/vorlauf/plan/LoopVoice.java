package vorlauf.plan;

import org.jspecify.annotations.Nullable;
import vorlauf.dsp.LoopKernels;
import vorlauf.dsp.RealTime;

/**
 * One of the loops behind a header {@link Step#LOOPS}: what its rows say, in fields.
 *
 * <p>Loops of a header have one shape, see {@link LoopKernels}. Their rows stand step by step, those of one step as lanes:
 * the taps (delay reads), what adds and weights them, the writes of the lines in the order of the taps. A loop is rendered by
 * itself, along time: a delay of some vectors leaves room for vectors of frames, whatever the delays of the others.
 *
 * <p>Two taps of one signal have a line each, since each belongs to a node of its own, which an edit may give another input.
 * But both are written with the same samples. Once they have been so for longer than the longer delay, the loop is
 * <i>joined</i>: it has its past in a line of its own ({@link LoopPast}), and the others are written no more until somebody asks for the
 * rows ({@link #release}). All else that a loop remembers is where its rows have it.
 *
 * <p>Threads: made on the control thread; the rest producer.
 */
@RealTime
public final class LoopVoice {
    /** Shapes, and with them the order of the rows: tap, weighted sum, write. */
    public static final int COMB = 0;

    /** Two taps, sum, weighted sum, two writes. */
    public static final int MEAN = 1;

    /** Two taps, weighted sum of the first, weighted sum of the second, two writes. */
    public static final int TWO_TAPS = 2;

    /** Where a header has how many loops there are, their shape, and which of the plan's headers of loops it is. */
    static final int COUNT = Step.EXTRA + 1;

    static final int SHAPE = Step.EXTRA + 2;
    static final int NUMBER = Step.EXTRA + 3;

    /** Frames of the longest lines that a release has to write. */
    private static final int LONGEST_JOINED = 1024;

    private static final int ROW = Step.LENGTH;

    final int shape;
    final int delayA;
    final int delayB;

    /** The shorter delay. */
    final int shortest;

    final float[] x;
    final float[] y;

    /** What whoever renders loops together may add to y, and where that goes: see {@link #sum}. */
    float[] added = {};

    float[] out = {};

    final float[] lineA;
    final float[] lineB;

    /** Frames that the lines have behind them. */
    long positionA;

    long positionB;

    /** Factor of the comb, of the mean, or of the first tap. */
    float g;

    /** Factor of the second tap. */
    float h;

    private final int[] rows;

    /** Where the positions are, and the scalars of the factors. */
    private final int placeA;

    private final int placeB;
    private final int factorG;
    private final int factorH;

    /** Null where the loop is never joined. */
    private final @Nullable LoopPast past;

    /** Frames that both lines were last written with. */
    private int common;

    /** Frames that the lines have not been written with, nor their positions advanced. */
    private long missing;

    /** Where the loop has its past; null where its lines have it. */
    @Nullable
    LoopPast joined;

    /** @param mayJoin whether it may have frames to write when somebody asks for the rows */
    LoopVoice(RenderPlan plan, int[] steps, int header, int voice, boolean mayJoin) {
        shape = steps[header + SHAPE];
        rows = new int[shape == COMB ? 3 : 6];
        for (int step = 0; step < rows.length; step++) {
            rows[step] = row(steps, header, step, voice);
        }
        int tapA = rows[0] + Step.EXTRA;
        int tapB = rows[shape == COMB ? 0 : 1] + Step.EXTRA;
        lineA = (float[]) plan.payloads[steps[tapA]];
        lineB = (float[]) plan.payloads[steps[tapB]];
        placeA = steps[tapA + 1];
        placeB = steps[tapB + 1];
        delayA = steps[tapA + 2];
        delayB = steps[tapB + 2];
        shortest = Math.min(delayA, delayB);
        int inner = rows[shape == COMB ? 1 : shape == MEAN ? 3 : 2];
        int outer = rows[shape == COMB ? 1 : 3];
        factorG = steps[inner + Step.IN + 1];
        factorH = steps[outer + Step.IN + 1];
        x = Rows.input(plan, steps, inner, 2);
        y = Rows.output(plan, steps, outer);
        int longer = Math.max(lineA.length, lineB.length);
        boolean inVectors = Math.min(shortest, plan.blockFrames) >= BankForm.LANES;
        boolean joins = mayJoin && inVectors && longer <= LONGEST_JOINED;
        past = joins ? new LoopPast(longer, Math.max(delayA, delayB), plan.blockFrames, voice) : null;
    }

    /** Whether it can go on with the past of another loop: the lines are the same, and what is read of them. Threads: control. */
    @SuppressWarnings("ReferenceEquality") // two lines may have the same samples
    boolean isAlike(LoopVoice other) {
        return past != null
                && other.past != null
                && other.past.samples.length == past.samples.length
                && other.lineA == lineA
                && other.lineB == lineB
                && other.delayA == delayA
                && other.delayB == delayB;
    }

    /** Goes on with the past of a loop that is alike, which then has nothing to give its lines. */
    void goOn(LoopVoice last) {
        joined = last.joined;
        missing = last.missing;
        common = last.common;
        last.joined = null;
    }

    /** Where the row of a step of a loop is in the step table. */
    private static int row(int[] steps, int header, int step, int voice) {
        int count = steps[header + COUNT];
        int lanes = count > 1 ? 1 : 0;
        return header + ROW * (1 + step * (count + lanes) + lanes + voice);
    }

    /** Reads what this block needs; false where a factor moves in it: then {@link #byRows} renders the loop. */
    boolean prepare(RenderPlan plan) {
        g = plan.start(factorG) + 0f;
        h = plan.start(factorH) + 0f;
        if (joined != null) {
            joined.extend(plan.blockFrames);
        } else {
            positionA = plan.longs[placeA];
            positionB = plan.longs[placeB];
            join(plan.blockFrames);
        }
        return plan.step(factorG) == 0f && plan.step(factorH) == 0f;
    }

    private void join(int blockFrames) {
        if (past != null && (shape == COMB || common >= past.read)) {
            joined = past;
            boolean isLongerA = lineA.length >= lineB.length;
            past.take(isLongerA ? lineA : lineB, isLongerA ? positionA : positionB);
            past.extend(blockFrames);
        }
    }

    /** The buffer that it writes. */
    int output(int[] steps) {
        return steps[rows[shape == COMB ? 1 : 3] + Step.OUT];
    }

    /** Says what may be added to y, beside what goes into the lines, and where the sum goes. Threads: control. */
    void sum(float[] addedToIt, float[] sum) {
        added = addedToIt;
        out = sum;
    }

    /** Adds to what was rendered. */
    void add(int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = added[i] + y[i];
        }
    }

    /** Renders frames that are {@code passed} behind the first of this call, one by one. */
    void frameByFrame(int passed, int from, int to) {
        long a = positionA + passed;
        long b = positionB + passed;
        switch (shape) {
            case COMB -> LoopKernels.comb(lineA, a, delayA, g, x, y, from, to);
            case MEAN -> LoopKernels.mean(lineA, a, delayA, lineB, b, delayB, g, x, y, from, to);
            default -> LoopKernels.twoTaps(lineA, a, delayA, g, lineB, b, delayB, h, x, y, from, to);
        }
    }

    /** Says that so many frames are rendered. */
    void passed(RenderPlan plan, int frames) {
        if (joined != null) {
            joined.at += frames;
            missing += frames;
        } else {
            common = Math.min(common + frames, LONGEST_JOINED);
            advance(plan, frames);
        }
    }

    private void advance(RenderPlan plan, long frames) {
        plan.longs[placeA] += frames;
        if (shape != COMB) {
            plan.longs[placeB] += frames;
        }
    }

    /** Gives the lines what they would have. */
    void release(RenderPlan plan) {
        if (joined != null) {
            advance(plan, missing);
            joined.give(lineA, plan.longs[placeA], (int) Math.min(missing, lineA.length));
            if (shape != COMB) {
                joined.give(lineB, plan.longs[placeB], (int) Math.min(missing, lineB.length));
            }
        }
        positionA = plan.longs[placeA];
        positionB = plan.longs[placeB];
        joined = null;
        missing = 0;
        common = 0;
    }

    /** Renders the loop row by row, no more frames at a time than its shorter delay. */
    void byRows(RenderPlan plan, int[] steps, int from, int to) {
        release(plan);
        for (int begin = from; begin < to; ) {
            int end = Math.min(to, begin + shortest);
            for (int at : rows) {
                if (steps[at] < Step.OSCILLATOR) {
                    ArithmeticSteps.run(plan, steps, at, begin, end);
                } else {
                    TimeSteps.run(plan, steps, at, begin, end);
                }
            }
            begin = end;
        }
    }
}
