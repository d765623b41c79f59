package vorlauf.plan;

import vorlauf.dsp.Arithmetic;
import vorlauf.dsp.DelayLine;
import vorlauf.dsp.Functions;
import vorlauf.dsp.RealTime;

/**
 * The lines of an operation that reads or writes one in each lane. They are where the rows have them, and so are their
 * positions, so that rows and lanes may be rendered by turns; only the samples of the frames in hand are put into lanes.
 *
 * <p>Threads: producer.
 */
@RealTime
final class LaneLines {
    private static final int ROW = Step.LENGTH;
    private static final int WIDTH = BankForm.LANES;

    /** Fewer frames than this are copied without a look at where a line begins anew. */
    private static final int FEW_FRAMES = 16;

    /** Delays that a row states for each frame are this at least: it is read before it is written. */
    private static final int NEAREST_FRAMES = 1;

    private static final int[] NO_DELAYS = {};

    private final float[][] lines;
    private final int[] positions;
    private final int[] frames;
    private final int[] lanes;

    /** Of delays that move, the buffer that each row reads its delay from, or a scalar. */
    private final int[] seconds;

    private final int code;

    /** @param form an operation whose rows have a line as their first extra */
    LaneLines(BankForm.Operation form, PlanForm plan) {
        code = form.code();
        lanes = form.lanes();
        lines = new float[lanes.length][];
        positions = new int[lanes.length];
        frames = new int[lanes.length];
        seconds = new int[lanes.length];
        for (int row = 0; row < lanes.length; row++) {
            int at = form.at() + row * ROW;
            lines[row] = (float[]) plan.payloads()[plan.steps()[at + Step.EXTRA]];
            positions[row] = plan.steps()[at + Step.EXTRA + 1];
            frames[row] = plan.steps()[at + Step.EXTRA + 2];
            seconds[row] = plan.steps()[at + Step.IN];
        }
    }

    static boolean hasLine(int code) {
        return code == Step.DELAY_WRITE
                || code == Step.DELAY_READ
                || code == Step.DELAY_READ_MODULATED
                || code == Step.DELAY_READ_MODULATED_RAMP;
    }

    /** The buffers that rows read their delays from. */
    int[] movingDelays() {
        return code == Step.DELAY_READ_MODULATED ? seconds : NO_DELAYS;
    }

    // ---- how far ----------------------------------------------------------------------------------------------------

    /**
     * Frames that may be rendered at a time in this block without reading what is not written yet: the shortest delay, and
     * one less where it is between two frames, since the next newer one is read, too.
     *
     * @param isOutside whether delays that move are in buffers that are rendered already
     */
    int stride(RenderPlan plan, boolean isOutside) {
        int stride = Integer.MAX_VALUE;
        for (int row = 0; row < lanes.length; row++) {
            switch (code) {
                case Step.DELAY_READ -> stride = Math.min(stride, frames[row]);
                case Step.DELAY_READ_MODULATED ->
                    stride = Math.min(
                            stride,
                            isOutside ? whole(plan, row, least(plan.buffers[seconds[row]], plan.blockFrames)) - 1 : 1);
                case Step.DELAY_READ_MODULATED_RAMP -> {
                    float first = plan.start(seconds[row]) + plan.step(seconds[row]);
                    float last = plan.start(seconds[row]) + plan.step(seconds[row]) * plan.blockFrames;
                    stride = Math.min(stride, whole(plan, row, Math.min(first, last)) - 1);
                }
                default -> {}
            }
        }
        return Math.max(1, stride);
    }

    private int whole(RenderPlan plan, int row, float delaySeconds) {
        return (int) Functions.limited(delaySeconds * plan.sampleRateHertz, NEAREST_FRAMES, frames[row]);
    }

    /** The least of a buffer; NaN where there is one. */
    private static float least(float[] buffer, int count) {
        float least = Float.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, buffer[i]);
        }
        return least;
    }

    // ---- lanes ------------------------------------------------------------------------------------------------------

    /** Fills the lanes of a slot with what is the delay of each back. */
    void read(RenderPlan plan, float[] out, int count) {
        for (int row = 0; row < lanes.length; row++) {
            float[] line = lines[row];
            int mask = line.length - 1;
            int slot = (int) plan.longs[positions[row]] - frames[row] & mask;
            int straight = Math.min(count, line.length - slot);
            if (count < FEW_FRAMES) {
                for (int i = 0; i < count; i++) {
                    out[i * WIDTH + lanes[row]] = line[slot + i & mask];
                }
            } else {
                Arithmetic.spread(line, slot, out, lanes[row], WIDTH, straight);
                Arithmetic.spread(line, 0, out, lanes[row] + straight * WIDTH, WIDTH, count - straight);
            }
        }
    }

    /** Fills the lanes of a slot with what is as far back as each frame states, in a slot or as ramps. */
    void readMoving(RenderPlan plan, LaneOperation of, float[] in, float[] out, int from, int to) {
        boolean ramp = code == Step.DELAY_READ_MODULATED_RAMP;
        for (int row = 0; row < lanes.length; row++) {
            int lane = lanes[row];
            float start = ramp ? of.start[0][lane] : 0f;
            float step = ramp ? of.step[0][lane] : 0f;
            int position = (int) plan.longs[positions[row]] - from;
            if (ramp && step == 0f) {
                double delayFrames = Functions.limited(start * plan.sampleRateHertz, NEAREST_FRAMES, frames[row]);
                DelayLine.readResting(
                        lines[row], position + from, delayFrames, NEAREST_FRAMES, out, lane, WIDTH, to - from);
                continue;
            }
            for (int i = from; i < to; i++) {
                int at = (i - from) * WIDTH + lane;
                float delaySeconds = ramp ? start + step * (i + 1) : in[at];
                double delayFrames =
                        Functions.limited(delaySeconds * plan.sampleRateHertz, NEAREST_FRAMES, frames[row]);
                out[at] = DelayLine.between(lines[row], position + i, delayFrames, NEAREST_FRAMES);
            }
        }
    }

    /** Appends the lanes of a slot, which has no subnormal sample, and advances the positions. */
    void write(RenderPlan plan, float[] in, int count) {
        for (int row = 0; row < lanes.length; row++) {
            float[] line = lines[row];
            int mask = line.length - 1;
            int slot = (int) plan.longs[positions[row]] & mask;
            int straight = Math.min(count, line.length - slot);
            if (count < FEW_FRAMES) {
                for (int i = 0; i < count; i++) {
                    line[slot + i & mask] = in[i * WIDTH + lanes[row]];
                }
            } else {
                Arithmetic.collect(in, lanes[row], WIDTH, line, slot, straight);
                Arithmetic.collect(in, lanes[row] + straight * WIDTH, WIDTH, line, 0, count - straight);
            }
            plan.longs[positions[row]] += count;
        }
    }
}
