package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.INTS;
import static vorlauf.plan.VectorMath.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import vorlauf.dsp.Noise;

/** White noise ({@link Noise}) in vectors along time, each sample from its number. */
final class VectorNoise {
    private static final int ROW = Step.LENGTH;

    private VectorNoise() {}

    static void white(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        for (int row = at; row < at + count * ROW; row += ROW) {
            int place = steps[row + Step.EXTRA];
            long seed = ((long[]) plan.payloads[steps[row + Step.EXTRA + 1]])[0];
            float[] out = Rows.output(plan, steps, row);
            long first = plan.longs[place];
            int whole = Noise.leftInStretch(first) < to - from ? 0 : (to - from) & -LANES;
            long key = Noise.key(seed, first);
            white((int) first + (int) key, (int) (key >>> 32), out, from, from + whole);
            plan.longs[place] = first + whole;
            if (from + whole < to) {
                Noise.white(seed, plan.longs, place, out, from + whole, to);
            }
        }
    }

    /** The mixing of {@link Noise}. */
    private static void white(int first, int amid, float[] out, int from, int to) {
        IntVector number = IntVector.broadcast(INTS, first).addIndex(1);
        for (int i = from; i < to; i += LANES) {
            IntVector x = number;
            number = number.add(LANES);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .mul(0x7feb352d)
                    .lanewise(VectorOperators.XOR, amid);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15))
                    .mul(0x846ca68b);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .lanewise(VectorOperators.ASHR, 8);
            ((FloatVector) x.convertShape(VectorOperators.I2F, FLOATS, 0))
                    .mul(0x1p-23f)
                    .intoArray(out, i);
        }
    }
}
