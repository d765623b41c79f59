package vorlauf.plan;

import vorlauf.dsp.LoopKernels;
import vorlauf.dsp.RealTime;

/**
 * One of the loops behind a header {@link Step#LOOPS}: what its rows say, in fields. What those read who render all loops of
 * the header one after the other is in {@link LoopBank}.
 *
 * <p>Loops of a header have one shape, see {@link LoopKernels}. Their rows stand step by step, those of one step as lanes:
 * the taps (delay reads), what adds and weights them, the writes of the lines in the order of the taps. A loop is rendered by
 * itself, along time: a delay of some vectors leaves room for vectors of frames, whatever the delays of the others.
 *
 * <p>Two taps of one signal have a line each, since each belongs to a node of its own, which an edit may give another input.
 * But both are written with the same samples. Once they have been so for longer than the longer delay, the loop is
 * <i>joined</i>: it has its past in a line of its own ({@link LoopPasts}), and the others are written no more until somebody asks for the
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

    final float[] lineA;
    final float[] lineB;

    /** Frames that the lines have behind them. */
    long positionA;

    long positionB;

    /** Which of its bank it is. */
    final int number;

    /** Scalars of the factor of the comb, of the mean or of the first tap, and of the factor of the second tap. */
    final int factorG;

    final int factorH;

    private final LoopBank bank;
    private final int[] rows;

    /** Where the positions are. */
    private final int placeA;

    private final int placeB;

    /** Frames that both lines were last written with. */
    private int common;

    /** @param mayJoin whether it may have frames to write when somebody asks for the rows */
    LoopVoice(RenderPlan plan, int[] steps, int header, LoopBank bank, int number, boolean mayJoin) {
        this.bank = bank;
        this.number = number;
        shape = steps[header + SHAPE];
        rows = new int[shape == COMB ? 3 : 6];
        for (int step = 0; step < rows.length; step++) {
            rows[step] = row(steps, header, step, number);
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
        if (mayJoin && inVectors && longer <= LONGEST_JOINED) {
            bank.pasts.open(number, longer, Math.max(delayA, delayB), plan.blockFrames);
        }
    }

    /** Whether it can go on with the past of another loop: the lines are the same, and what is read of them. Threads: control. */
    @SuppressWarnings("ReferenceEquality") // two lines may have the same samples
    boolean isAlike(LoopVoice other) {
        return bank.pasts.has(number)
                && other.bank.pasts.has(other.number)
                && other.bank.pasts.samples[other.number].length == bank.pasts.samples[number].length
                && other.lineA == lineA
                && other.lineB == lineB
                && other.delayA == delayA
                && other.delayB == delayB;
    }

    /** Goes on with the past of a loop that is alike, which then has nothing to give its lines. */
    void goOn(LoopVoice last) {
        bank.pasts.goOn(number, last.bank.pasts, last.number);
        common = last.common;
    }

    /** Where the row of a step of a loop is in the step table. */
    private static int row(int[] steps, int header, int step, int voice) {
        int count = steps[header + COUNT];
        int lanes = count > 1 ? 1 : 0;
        return header + ROW * (1 + step * (count + lanes) + lanes + voice);
    }

    /** Whether it has its past beside its lines. */
    boolean isJoined() {
        return bank.pasts.isTaken(number);
    }

    /** Reads what this block needs; false where a factor moves in it: then {@link #byRows} renders the loop. */
    boolean prepare(RenderPlan plan) {
        if (!isJoined()) {
            positionA = plan.longs[placeA];
            positionB = plan.longs[placeB];
            join();
        }
        if (isJoined()) {
            bank.pasts.extend(number, plan.blockFrames);
        }
        return bank.readFactors(plan, number, number + 1);
    }

    private void join() {
        if (bank.pasts.has(number) && (shape == COMB || common >= bank.pasts.read[number])) {
            boolean isLongerA = lineA.length >= lineB.length;
            bank.pasts.take(number, isLongerA ? lineA : lineB, isLongerA ? positionA : positionB);
        }
    }

    /** The buffer that it writes. */
    int output(int[] steps) {
        return steps[rows[shape == COMB ? 1 : 3] + Step.OUT];
    }

    /** Says what whoever renders loops together may add to y, beside what goes into the lines, and where the sum goes. Threads: control. */
    void sum(float[] added, float[] sum) {
        bank.added[number] = added;
        bank.out[number] = sum;
    }

    /** Adds to what was rendered. */
    void add(int from, int to) {
        float[] added = bank.added[number];
        float[] out = bank.out[number];
        for (int i = from; i < to; i++) {
            out[i] = added[i] + y[i];
        }
    }

    /** Renders frames that are {@code passed} behind the first of this call, one by one. */
    void frameByFrame(int passed, int from, int to) {
        long a = positionA + passed;
        long b = positionB + passed;
        float g = bank.g[number];
        float h = bank.h[number];
        switch (shape) {
            case COMB -> LoopKernels.comb(lineA, a, delayA, g, x, y, from, to);
            case MEAN -> LoopKernels.mean(lineA, a, delayA, lineB, b, delayB, g, x, y, from, to);
            default -> LoopKernels.twoTaps(lineA, a, delayA, g, lineB, b, delayB, h, x, y, from, to);
        }
    }

    /** Says that so many frames are rendered. */
    void passed(RenderPlan plan, int frames) {
        if (isJoined()) {
            bank.pasts.passed(number, frames);
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
        if (isJoined()) {
            advance(plan, bank.pasts.missing[number]);
            bank.pasts.give(number, lineA, plan.longs[placeA]);
            if (shape != COMB) {
                bank.pasts.give(number, lineB, plan.longs[placeB]);
            }
            bank.pasts.drop(number);
        }
        positionA = plan.longs[placeA];
        positionB = plan.longs[placeB];
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
