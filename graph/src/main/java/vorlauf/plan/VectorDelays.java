package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Lines of past samples ({@link vorlauf.dsp.DelayLine}) that are written in vectors along time: C2 leaves the loop scalar that
 * looks for subnormal samples.
 */
final class VectorDelays {
    private static final int ROW = Step.LENGTH;

    private VectorDelays() {}

    static void write(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        for (int row = at; row < at + count * ROW; row += ROW) {
            float[] line = (float[]) plan.payloads[steps[row + Step.EXTRA]];
            int position = steps[row + Step.EXTRA + 1];
            write(line, plan.longs[position], Rows.input(plan, steps, row, 0), from, to);
            plan.longs[position] += to - from;
        }
    }

    private static void write(float[] line, long position, float[] a, int from, int to) {
        int mask = line.length - 1;
        int source = from;
        while (source < to) {
            int slot = (int) (position + (source - from)) & mask;
            int frames = Math.min(to - source, line.length - slot);
            int whole = frames & -LANES;
            flushed(a, source, line, slot, whole);
            for (int i = whole; i < frames; i++) {
                float value = a[source + i];
                line[slot + i] = Math.abs(value) < Float.MIN_NORMAL ? 0f : value;
            }
            source += frames;
        }
    }

    static void flushed(float[] a, int from, float[] out, int to, int frames) {
        for (int i = 0; i < frames; i += LANES) {
            FloatVector value = FloatVector.fromArray(FLOATS, a, from + i);
            value.blend(0f, value.abs().compare(VectorOperators.LT, Float.MIN_NORMAL))
                    .intoArray(out, to + i);
        }
    }
}
