package vorlauf.plan;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import vorlauf.dsp.Arithmetic;

/**
 * Biquads behind each other, each in a lane: while the first filters a frame, the next filters the one {@value #LAG} frames
 * before, and so on. Each gives its output rounded to float to the next, as the rows do.
 *
 * <p>A lane waits for what the lane before had {@value #LAG} frames ago, which is long done. At the block's beginning the
 * later lanes have no frame yet, at its end the first ones have none left: there a mask keeps their state. Lanes that are
 * left over pass on what they get.
 */
final class VectorCascades {
    private static final VectorSpecies<Double> DOUBLES =
            VectorSpecies.of(double.class, VectorMath.FLOATS.vectorShape());
    private static final VectorSpecies<Float> FLOATS = VectorFilters.FLOATS;

    /** Filters that are rendered at a time. */
    static final int LANES = DOUBLES.length();

    /** Frames between two lanes. */
    private static final int LAG = 4;

    private static final int EDGE = LAG * (LANES - 1);
    private static final int ROW = Step.LENGTH;
    private static final VectorShuffle<Float> UP = VectorShuffle.iota(FLOATS, -1, 1, true);
    private static final DoubleVector LATE =
            DoubleVector.zero(DOUBLES).addIndex(1).mul(LAG);

    /** Kinds of coefficients, then two states, then what the lanes had given out. */
    private static final int STATE = 5;

    private VectorCascades() {}

    /** Whether a cascade of filters that rest can be rendered here. */
    static boolean isPossible(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        return to - from >= 2 * EDGE && Rows.filtersRest(plan, steps, at, count);
    }

    /** Renders a cascade, so many filters at a time. */
    static void render(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        float[] y = Rows.input(plan, steps, at, 0);
        float[] out = Rows.output(plan, steps, at + (count - 1) * ROW);
        for (int row = 0; row < count; row += LANES) {
            int rows = Math.min(LANES, count - row);
            filters(plan, steps, at + row * ROW, rows, y, out, from, to);
            y = out;
        }
    }

    private static void filters(
            RenderPlan plan, int[] steps, int at, int rows, float[] in, float[] out, int from, int to) {
        double[] d = plan.lanes;
        for (int lane = 0; lane < LANES; lane++) {
            if (lane < rows) {
                load(plan, steps, at + lane * ROW, d, lane);
            } else {
                for (int kind = 0; kind < STATE + 2; kind++) {
                    d[kind * LANES + lane] = kind == 0 ? 1 : 0;
                }
            }
        }
        float[] given = plan.tile;
        for (int i = 0; i < LAG * LANES; i++) {
            given[i] = 0;
        }
        int frames = to - from;
        edge(d, given, in, out, from, frames, 0, EDGE);
        int steady = EDGE + (frames - EDGE) / LAG * LAG;
        steady(d, given, in, out, from, EDGE, steady);
        edge(d, given, in, out, from, frames, steady, frames + EDGE);
        for (int lane = 0; lane < rows; lane++) {
            int memory = Rows.memory(steps, at + lane * ROW);
            plan.doubles[memory] = Arithmetic.flushed(d[STATE * LANES + lane]);
            plan.doubles[memory + 1] = Arithmetic.flushed(d[(STATE + 1) * LANES + lane]);
        }
    }

    private static void load(RenderPlan plan, int[] steps, int row, double[] d, int lane) {
        int next = Prepared.next(Rows.coefficients(steps, row));
        int memory = Rows.memory(steps, row);
        double[] of = plan.doubles;
        double b0 = of[next];
        double a1 = of[next + 3];
        double a2 = of[next + 4];
        d[lane] = b0;
        d[LANES + lane] = of[next + 1] - a1 * b0;
        d[2 * LANES + lane] = of[next + 2] - a2 * b0;
        d[3 * LANES + lane] = a1;
        d[4 * LANES + lane] = a2;
        d[5 * LANES + lane] = of[memory];
        d[6 * LANES + lane] = of[memory + 1];
    }

    /** Steps {@code begin} to {@code end}, in which some lanes have no frame. */
    private static void edge(
            double[] d, float[] given, float[] in, float[] out, int from, int frames, int begin, int end) {
        DoubleVector b0 = DoubleVector.fromArray(DOUBLES, d, 0);
        DoubleVector first = DoubleVector.fromArray(DOUBLES, d, LANES);
        DoubleVector second = DoubleVector.fromArray(DOUBLES, d, 2 * LANES);
        DoubleVector a1 = DoubleVector.fromArray(DOUBLES, d, 3 * LANES);
        DoubleVector a2 = DoubleVector.fromArray(DOUBLES, d, 4 * LANES);
        DoubleVector s1 = DoubleVector.fromArray(DOUBLES, d, 5 * LANES);
        DoubleVector s2 = DoubleVector.fromArray(DOUBLES, d, 6 * LANES);
        for (int n = begin; n < end; n++) {
            int place = n % LAG * LANES;
            float next = n < frames ? in[from + n] : 0f;
            FloatVector fed =
                    FloatVector.fromArray(FLOATS, given, place).rearrange(UP).withLane(0, next);
            DoubleVector x = (DoubleVector) fed.convertShape(VectorOperators.F2D, DOUBLES, 0);
            DoubleVector frame = DoubleVector.broadcast(DOUBLES, n).sub(LATE);
            VectorMask<Double> has =
                    frame.compare(VectorOperators.GE, 0.0).and(frame.compare(VectorOperators.LT, (double) frames));
            FloatVector y = (FloatVector) b0.mul(x).add(s1).convertShape(VectorOperators.D2F, FLOATS, 0);
            y.add(0f).intoArray(given, place);
            DoubleVector following = first.mul(x).add(s2).sub(a1.mul(s1));
            s2 = s2.blend(second.mul(x).sub(a2.mul(s1)), has);
            s1 = s1.blend(following, has);
            if (n >= EDGE) {
                out[from + n - EDGE] = given[place + LANES - 1];
            }
        }
        s1.intoArray(d, 5 * LANES);
        s2.intoArray(d, 6 * LANES);
    }

    /** Steps {@code begin} to {@code end}, a multiple of the lag, in which every lane has a frame. */
    private static void steady(double[] d, float[] given, float[] in, float[] out, int from, int begin, int end) {
        DoubleVector b0 = DoubleVector.fromArray(DOUBLES, d, 0);
        DoubleVector first = DoubleVector.fromArray(DOUBLES, d, LANES);
        DoubleVector second = DoubleVector.fromArray(DOUBLES, d, 2 * LANES);
        DoubleVector a1 = DoubleVector.fromArray(DOUBLES, d, 3 * LANES);
        DoubleVector a2 = DoubleVector.fromArray(DOUBLES, d, 4 * LANES);
        DoubleVector s1 = DoubleVector.fromArray(DOUBLES, d, 5 * LANES);
        DoubleVector s2 = DoubleVector.fromArray(DOUBLES, d, 6 * LANES);
        for (int n = begin, i = from + begin; n < end; n++, i++) {
            int place = n % LAG * LANES;
            FloatVector fed =
                    FloatVector.fromArray(FLOATS, given, place).rearrange(UP).withLane(0, in[i]);
            DoubleVector x = (DoubleVector) fed.convertShape(VectorOperators.F2D, DOUBLES, 0);
            FloatVector y = (FloatVector) b0.mul(x).add(s1).convertShape(VectorOperators.D2F, FLOATS, 0);
            y.add(0f).intoArray(given, place);
            DoubleVector following = first.mul(x).add(s2).sub(a1.mul(s1));
            s2 = second.mul(x).sub(a2.mul(s1));
            s1 = following;
            out[i - EDGE] = given[place + LANES - 1];
        }
        s1.intoArray(d, 5 * LANES);
        s2.intoArray(d, 6 * LANES);
    }
}
