package vorlauf.plan;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import vorlauf.dsp.Biquad;
import vorlauf.dsp.Phases;

/**
 * Biquads behind each other, each in a lane: while the first filters a frame, the next filters the one {@value #LAG} frames
 * before, and so on. Each gives its output to the next, as the rows do.
 *
 * <p>A lane waits for what the lane before had {@value #LAG} frames ago, which is done by then. At a segment's beginning the
 * later lanes have no frame yet, at its end the first ones have none left: there a mask keeps their state. Lanes that are
 * left over pass on what they get.
 */
final class VectorCascades {
    /** Eight lanes, also where registers have sixteen: a longer cascade begins and ends slower than it gains. */
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;

    /** Filters that are rendered at a time. */
    static final int LANES = FLOATS.length();

    /** Lane of the first filter; the last one is lane 0, so that vectors that are stored frame by frame leave its output. */
    private static final int FIRST = LANES - 1;

    /** Frames between two lanes; what two steps gave stays in registers. */
    private static final int LAG = 2;

    private static final int EDGE = LAG * (LANES - 1);
    private static final int ROW = Step.LENGTH;

    /** The lane that a step feeds. Masks and shuffles are constants: what makes them C2 may leave on the heap. */
    private static final VectorMask<Float> FED = VectorMask.fromLong(FLOATS, 1L << FIRST);

    /** Steps that each lane comes late. */
    private static final float[] LATE = new float[LANES];

    static {
        for (int lane = 0; lane < LANES; lane++) {
            LATE[lane] = LAG * (FIRST - lane);
        }
    }

    private static final VectorShuffle<Float> DOWN = VectorShuffle.iota(FLOATS, 1, 1, true);

    /** Kinds of coefficients, then two states; behind these what the last two steps gave. */
    private static final int STATE = Biquad.COEFFICIENTS;

    private static final int KINDS = STATE + Biquad.STATE;

    /** Of a lane that passes on what it gets. */
    private static final float[] PASSING = {0, 0, 0, -1, 0, 1, 0, 0};

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
            int first = at + row * ROW;
            int rows = Math.min(LANES, count - row);
            for (int begin = from; begin < to; ) {
                int end = Phases.segmentEnd(begin, plan.begun, to);
                if (end - begin < 2 * EDGE) {
                    each(plan, steps, first, rows, y, out, begin, end);
                } else {
                    beside(plan, steps, first, rows, y, out, begin, end);
                }
                begin = end;
            }
            y = out;
        }
    }

    private static void each(
            RenderPlan plan, int[] steps, int at, int rows, float[] in, float[] out, int from, int to) {
        for (int row = 0; row < rows; row++) {
            FilterSteps.biquad(plan, steps, at + row * ROW, row == 0 ? in : out, out, from, to);
        }
    }

    /** Frames of one segment. */
    private static void beside(
            RenderPlan plan, int[] steps, int at, int rows, float[] in, float[] out, int from, int to) {
        float[] c = plan.lanes;
        for (int row = 0; row < LANES; row++) {
            if (row < rows) {
                load(plan, steps, at + row * ROW, c, FIRST - row);
            } else {
                for (int kind = 0; kind < KINDS; kind++) {
                    c[kind * LANES + FIRST - row] = PASSING[kind];
                }
            }
        }
        float[] made = plan.tile;
        int frames = to - from;
        filling(c, in, from);
        steady(c, in, made, from, EDGE, frames);
        draining(c, made, frames);
        System.arraycopy(made, 0, out, from, frames);
        boolean flushes = Phases.inSegment(to, plan.begun) == 0;
        for (int row = 0; row < rows; row++) {
            int memory = Rows.memory(steps, at + row * ROW);
            float s1 = c[STATE * LANES + FIRST - row];
            float s2 = c[(STATE + 1) * LANES + FIRST - row];
            plan.doubles[memory] = flushes ? Biquad.flushed(s1) : s1;
            plan.doubles[memory + 1] = flushes ? Biquad.flushed(s2) : s2;
        }
    }

    private static void load(RenderPlan plan, int[] steps, int row, float[] c, int lane) {
        int next = Prepared.next(Rows.coefficients(steps, row));
        int memory = Rows.memory(steps, row);
        for (int kind = 0; kind < STATE; kind++) {
            c[kind * LANES + lane] = (float) plan.doubles[next + kind];
        }
        c[STATE * LANES + lane] = (float) plan.doubles[memory];
        c[(STATE + 1) * LANES + lane] = (float) plan.doubles[memory + 1];
    }

    /** The first steps, in which the later filters have no frame yet. */
    private static void filling(float[] c, float[] in, int from) {
        FloatVector d = FloatVector.fromArray(FLOATS, c, 0);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, LANES);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * LANES);
        FloatVector p0 = FloatVector.fromArray(FLOATS, c, 3 * LANES);
        FloatVector p1 = FloatVector.fromArray(FLOATS, c, 4 * LANES);
        FloatVector p2 = FloatVector.fromArray(FLOATS, c, 5 * LANES);
        FloatVector minusC2 = c2.mul(-1f);
        VectorMask<Float> low = p0.compare(VectorOperators.EQ, 0f).and(p1.compare(VectorOperators.EQ, 0f));
        FloatVector share = FloatVector.broadcast(FLOATS, -1f).blend(-0.5f, low);
        FloatVector s1 = FloatVector.fromArray(FLOATS, c, 6 * LANES);
        FloatVector s2 = FloatVector.fromArray(FLOATS, c, 7 * LANES);
        FloatVector older = FloatVector.zero(FLOATS);
        FloatVector newer = FloatVector.zero(FLOATS);
        FloatVector until = FloatVector.fromArray(FLOATS, LATE, 0);
        for (int n = 0; n < EDGE; n++) {
            VectorMask<Float> has = until.compare(VectorOperators.LE, 0f);
            until = until.sub(1f);
            FloatVector e = older.rearrange(DOWN).withLane(FIRST, in[from + n]).fma(share, s2);
            older = newer;
            FloatVector second = c3.fma(e, c2.fma(s1, s2));
            newer = p0.fma(e, p1.fma(s1, p2.mul(s2))).blend(s2.add(second), low);
            FloatVector following = minusC2.fma(e, d.fma(s1, s1));
            s2 = s2.blend(second, has);
            s1 = s1.blend(following, has);
        }
        s1.intoArray(c, 6 * LANES);
        s2.intoArray(c, 7 * LANES);
        older.intoArray(c, KINDS * LANES);
        newer.intoArray(c, (KINDS + 1) * LANES);
    }

    /** Steps {@code begin} to {@code end}, in which every filter has a frame. */
    private static void steady(float[] c, float[] in, float[] out, int from, int begin, int end) {
        FloatVector d = FloatVector.fromArray(FLOATS, c, 0);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, LANES);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * LANES);
        FloatVector p0 = FloatVector.fromArray(FLOATS, c, 3 * LANES);
        FloatVector p1 = FloatVector.fromArray(FLOATS, c, 4 * LANES);
        FloatVector p2 = FloatVector.fromArray(FLOATS, c, 5 * LANES);
        FloatVector minusC2 = c2.mul(-1f);
        VectorMask<Float> low = p0.compare(VectorOperators.EQ, 0f).and(p1.compare(VectorOperators.EQ, 0f));
        FloatVector share = FloatVector.broadcast(FLOATS, -1f).blend(-0.5f, low);
        FloatVector s1 = FloatVector.fromArray(FLOATS, c, 6 * LANES);
        FloatVector s2 = FloatVector.fromArray(FLOATS, c, 7 * LANES);
        FloatVector older = FloatVector.fromArray(FLOATS, c, KINDS * LANES);
        FloatVector newer = FloatVector.fromArray(FLOATS, c, (KINDS + 1) * LANES);
        for (int n = begin; n < end; n++) {
            FloatVector e = older.rearrange(DOWN)
                    .blend(FloatVector.fromArray(FLOATS, in, from + n - FIRST), FED)
                    .fma(share, s2);
            older = newer;
            FloatVector second = c3.fma(e, c2.fma(s1, s2));
            newer = p0.fma(e, p1.fma(s1, p2.mul(s2))).blend(s2.add(second), low);
            newer.intoArray(out, n - EDGE);
            FloatVector following = minusC2.fma(e, d.fma(s1, s1));
            s2 = second;
            s1 = following;
        }
        s1.intoArray(c, 6 * LANES);
        s2.intoArray(c, 7 * LANES);
        older.intoArray(c, KINDS * LANES);
        newer.intoArray(c, (KINDS + 1) * LANES);
    }

    /** The last steps, in which the first filters have no frame left. */
    private static void draining(float[] c, float[] out, int end) {
        FloatVector d = FloatVector.fromArray(FLOATS, c, 0);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, LANES);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * LANES);
        FloatVector p0 = FloatVector.fromArray(FLOATS, c, 3 * LANES);
        FloatVector p1 = FloatVector.fromArray(FLOATS, c, 4 * LANES);
        FloatVector p2 = FloatVector.fromArray(FLOATS, c, 5 * LANES);
        FloatVector minusC2 = c2.mul(-1f);
        VectorMask<Float> low = p0.compare(VectorOperators.EQ, 0f).and(p1.compare(VectorOperators.EQ, 0f));
        FloatVector share = FloatVector.broadcast(FLOATS, -1f).blend(-0.5f, low);
        FloatVector s1 = FloatVector.fromArray(FLOATS, c, 6 * LANES);
        FloatVector s2 = FloatVector.fromArray(FLOATS, c, 7 * LANES);
        FloatVector older = FloatVector.fromArray(FLOATS, c, KINDS * LANES);
        FloatVector newer = FloatVector.fromArray(FLOATS, c, (KINDS + 1) * LANES);
        FloatVector left = FloatVector.fromArray(FLOATS, LATE, 0);
        for (int n = end - EDGE; n < end; n++) {
            VectorMask<Float> has = left.compare(VectorOperators.GT, 0f);
            left = left.sub(1f);
            FloatVector e = older.rearrange(DOWN).fma(share, s2);
            older = newer;
            FloatVector second = c3.fma(e, c2.fma(s1, s2));
            newer = p0.fma(e, p1.fma(s1, p2.mul(s2))).blend(s2.add(second), low);
            newer.intoArray(out, n);
            FloatVector following = minusC2.fma(e, d.fma(s1, s1));
            s2 = s2.blend(second, has);
            s1 = s1.blend(following, has);
        }
        s1.intoArray(c, 6 * LANES);
        s2.intoArray(c, 7 * LANES);
    }
}
