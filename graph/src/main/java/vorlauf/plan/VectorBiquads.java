package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import vorlauf.dsp.Biquad;

/**
 * Biquads of sixteen voices beside each other, with the operations of {@link Biquad} in their order.
 *
 * <p>Coefficients stand kind by kind, lane by lane, as {@link LaneOperation} lays them out, and so do the two states. A frame
 * waits for two operations of the one before, eight cycles, in which a core could do two vectors: where sixteen lanes are two
 * vectors both are in one loop. Low-passes have loops of their own; where others may be, too, a mask tells which are.
 */
final class VectorBiquads {
    private static final int WIDTH = BankForm.LANES;
    private static final int NEAR = LaneOperation.KINDS * WIDTH;

    private VectorBiquads() {}

    // ---- coefficients that rest -------------------------------------------------------------------------------------

    /** Of low-passes alone. */
    static void steadyLow(float[] c, float[] memory, float[] in, float[] out, int floats) {
        if (LANES == WIDTH) {
            lowVector(c, memory, in, out, floats);
        } else {
            for (int lane = 0; lane < WIDTH; lane += 2 * LANES) {
                lowVectors(c, memory, in, out, lane, floats);
            }
        }
    }

    /** Of any kinds. */
    static void steady(float[] c, float[] memory, float[] in, float[] out, int floats) {
        if (LANES == WIDTH) {
            vector(c, memory, in, out, floats);
        } else {
            for (int lane = 0; lane < WIDTH; lane += 2 * LANES) {
                vectors(c, memory, in, out, lane, floats);
            }
        }
    }

    private static void lowVector(float[] c, float[] memory, float[] in, float[] out, int floats) {
        FloatVector d = FloatVector.fromArray(FLOATS, c, 0);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, WIDTH);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH);
        FloatVector minusC2 = c2.mul(-1f);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, 0);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector e = FloatVector.fromArray(FLOATS, in, i).fma(FloatVector.broadcast(FLOATS, -0.5f), s2);
            FloatVector following = minusC2.fma(e, d.fma(s1, s1));
            FloatVector second = c3.fma(e, c2.fma(s1, s2));
            s2.add(second).intoArray(out, i);
            s2 = second;
            s1 = following;
        }
        s1.intoArray(memory, 0);
        s2.intoArray(memory, WIDTH);
    }

    private static void vector(float[] c, float[] memory, float[] in, float[] out, int floats) {
        FloatVector d = FloatVector.fromArray(FLOATS, c, 0);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, WIDTH);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH);
        FloatVector p0 = FloatVector.fromArray(FLOATS, c, 3 * WIDTH);
        FloatVector p1 = FloatVector.fromArray(FLOATS, c, 4 * WIDTH);
        FloatVector p2 = FloatVector.fromArray(FLOATS, c, 5 * WIDTH);
        FloatVector minusC2 = c2.mul(-1f);
        VectorMask<Float> low = p0.compare(VectorOperators.EQ, 0f).and(p1.compare(VectorOperators.EQ, 0f));
        FloatVector share = FloatVector.broadcast(FLOATS, -1f).blend(-0.5f, low);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, 0);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector e = FloatVector.fromArray(FLOATS, in, i).fma(share, s2);
            FloatVector y = p0.fma(e, p1.fma(s1, p2.mul(s2)));
            FloatVector following = minusC2.fma(e, d.fma(s1, s1));
            FloatVector second = c3.fma(e, c2.fma(s1, s2));
            y.blend(s2.add(second), low).intoArray(out, i);
            s2 = second;
            s1 = following;
        }
        s1.intoArray(memory, 0);
        s2.intoArray(memory, WIDTH);
    }

    private static void lowVectors(float[] c, float[] memory, float[] in, float[] out, int lane, int floats) {
        int beside = lane + LANES;
        FloatVector d = FloatVector.fromArray(FLOATS, c, lane);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, WIDTH + lane);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH + lane);
        FloatVector minusC2 = c2.mul(-1f);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, lane);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH + lane);
        FloatVector f = FloatVector.fromArray(FLOATS, c, beside);
        FloatVector f2 = FloatVector.fromArray(FLOATS, c, WIDTH + beside);
        FloatVector f3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH + beside);
        FloatVector minusF2 = f2.mul(-1f);
        FloatVector t1 = FloatVector.fromArray(FLOATS, memory, beside);
        FloatVector t2 = FloatVector.fromArray(FLOATS, memory, WIDTH + beside);
        for (int i = lane; i < floats; i += WIDTH) {
            FloatVector e = FloatVector.fromArray(FLOATS, in, i).fma(FloatVector.broadcast(FLOATS, -0.5f), s2);
            FloatVector following = minusC2.fma(e, d.fma(s1, s1));
            FloatVector second = c3.fma(e, c2.fma(s1, s2));
            s2.add(second).intoArray(out, i);
            s2 = second;
            s1 = following;
            e = FloatVector.fromArray(FLOATS, in, i + LANES).fma(FloatVector.broadcast(FLOATS, -0.5f), t2);
            following = minusF2.fma(e, f.fma(t1, t1));
            second = f3.fma(e, f2.fma(t1, t2));
            t2.add(second).intoArray(out, i + LANES);
            t2 = second;
            t1 = following;
        }
        s1.intoArray(memory, lane);
        s2.intoArray(memory, WIDTH + lane);
        t1.intoArray(memory, beside);
        t2.intoArray(memory, WIDTH + beside);
    }

    private static void vectors(float[] c, float[] memory, float[] in, float[] out, int lane, int floats) {
        int beside = lane + LANES;
        FloatVector d = FloatVector.fromArray(FLOATS, c, lane);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, WIDTH + lane);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH + lane);
        FloatVector p0 = FloatVector.fromArray(FLOATS, c, 3 * WIDTH + lane);
        FloatVector p1 = FloatVector.fromArray(FLOATS, c, 4 * WIDTH + lane);
        FloatVector p2 = FloatVector.fromArray(FLOATS, c, 5 * WIDTH + lane);
        FloatVector minusC2 = c2.mul(-1f);
        VectorMask<Float> low = p0.compare(VectorOperators.EQ, 0f).and(p1.compare(VectorOperators.EQ, 0f));
        FloatVector share = FloatVector.broadcast(FLOATS, -1f).blend(-0.5f, low);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, lane);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH + lane);
        FloatVector f = FloatVector.fromArray(FLOATS, c, beside);
        FloatVector f2 = FloatVector.fromArray(FLOATS, c, WIDTH + beside);
        FloatVector f3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH + beside);
        FloatVector q0 = FloatVector.fromArray(FLOATS, c, 3 * WIDTH + beside);
        FloatVector q1 = FloatVector.fromArray(FLOATS, c, 4 * WIDTH + beside);
        FloatVector q2 = FloatVector.fromArray(FLOATS, c, 5 * WIDTH + beside);
        FloatVector minusF2 = f2.mul(-1f);
        VectorMask<Float> lowBeside = q0.compare(VectorOperators.EQ, 0f).and(q1.compare(VectorOperators.EQ, 0f));
        FloatVector shareBeside = FloatVector.broadcast(FLOATS, -1f).blend(-0.5f, lowBeside);
        FloatVector t1 = FloatVector.fromArray(FLOATS, memory, beside);
        FloatVector t2 = FloatVector.fromArray(FLOATS, memory, WIDTH + beside);
        for (int i = lane; i < floats; i += WIDTH) {
            FloatVector e = FloatVector.fromArray(FLOATS, in, i).fma(share, s2);
            FloatVector y = p0.fma(e, p1.fma(s1, p2.mul(s2)));
            FloatVector following = minusC2.fma(e, d.fma(s1, s1));
            FloatVector second = c3.fma(e, c2.fma(s1, s2));
            y.blend(s2.add(second), low).intoArray(out, i);
            s2 = second;
            s1 = following;
            e = FloatVector.fromArray(FLOATS, in, i + LANES).fma(shareBeside, t2);
            y = q0.fma(e, q1.fma(t1, q2.mul(t2)));
            following = minusF2.fma(e, f.fma(t1, t1));
            second = f3.fma(e, f2.fma(t1, t2));
            y.blend(t2.add(second), lowBeside).intoArray(out, i + LANES);
            t2 = second;
            t1 = following;
        }
        s1.intoArray(memory, lane);
        s2.intoArray(memory, WIDTH + lane);
        t1.intoArray(memory, beside);
        t2.intoArray(memory, WIDTH + beside);
    }

    // ---- coefficients that move -------------------------------------------------------------------------------------

    /** Of low-passes alone; {@code from} is the block's frame that the slot begins with. */
    static void movingLow(LaneOperation of, float[] in, float[] out, int floats, int from) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            movingLow(of.floatCoefficients, of.floatMemory, of.remaining, in, out, lane, floats, from);
        }
    }

    private static void movingLow(
            float[] c, float[] memory, float[] left, float[] in, float[] out, int lane, int floats, int from) {
        FloatVector d = FloatVector.fromArray(FLOATS, c, lane);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, WIDTH + lane);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, 2 * WIDTH + lane);
        FloatVector ofD = FloatVector.fromArray(FLOATS, c, NEAR + lane);
        FloatVector ofC2 = FloatVector.fromArray(FLOATS, c, NEAR + WIDTH + lane);
        FloatVector ofC3 = FloatVector.fromArray(FLOATS, c, NEAR + 2 * WIDTH + lane);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, lane);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH + lane);
        for (int i = lane, frame = from; i < floats; i += WIDTH, frame++) {
            FloatVector remaining = FloatVector.broadcast(FLOATS, left[frame]);
            FloatVector e = FloatVector.fromArray(FLOATS, in, i).fma(FloatVector.broadcast(FLOATS, -0.5f), s2);
            FloatVector moving = ofC2.fma(remaining, c2);
            FloatVector following = moving.mul(-1f).fma(e, ofD.fma(remaining, d).fma(s1, s1));
            FloatVector second = ofC3.fma(remaining, c3).fma(e, moving.fma(s1, s2));
            s2.add(second).intoArray(out, i);
            s2 = second;
            s1 = following;
        }
        s1.intoArray(memory, lane);
        s2.intoArray(memory, WIDTH + lane);
    }

    /** Of any kinds. */
    static void moving(LaneOperation of, float[] in, float[] out, int floats, int from) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            moving(of.floatCoefficients, of.floatMemory, of.remaining, in, out, lane, floats, from);
        }
    }

    private static void moving(
            float[] c, float[] memory, float[] left, float[] in, float[] out, int lane, int floats, int from) {
        FloatVector ofD = FloatVector.fromArray(FLOATS, c, NEAR + lane);
        FloatVector ofC2 = FloatVector.fromArray(FLOATS, c, NEAR + WIDTH + lane);
        FloatVector ofC3 = FloatVector.fromArray(FLOATS, c, NEAR + 2 * WIDTH + lane);
        FloatVector ofP0 = FloatVector.fromArray(FLOATS, c, NEAR + 3 * WIDTH + lane);
        FloatVector ofP1 = FloatVector.fromArray(FLOATS, c, NEAR + 4 * WIDTH + lane);
        FloatVector ofP2 = FloatVector.fromArray(FLOATS, c, NEAR + 5 * WIDTH + lane);
        VectorMask<Float> low = FloatVector.fromArray(FLOATS, c, 3 * WIDTH + lane)
                .compare(VectorOperators.EQ, 0f)
                .and(FloatVector.fromArray(FLOATS, c, 4 * WIDTH + lane).compare(VectorOperators.EQ, 0f));
        FloatVector share = FloatVector.broadcast(FLOATS, -1f).blend(-0.5f, low);
        FloatVector s1 = FloatVector.fromArray(FLOATS, memory, lane);
        FloatVector s2 = FloatVector.fromArray(FLOATS, memory, WIDTH + lane);
        for (int i = lane, frame = from; i < floats; i += WIDTH, frame++) {
            FloatVector remaining = FloatVector.broadcast(FLOATS, left[frame]);
            FloatVector e = FloatVector.fromArray(FLOATS, in, i).fma(share, s2);
            FloatVector y = ofP2.fma(remaining, FloatVector.fromArray(FLOATS, c, 5 * WIDTH + lane))
                    .mul(s2);
            y = ofP1.fma(remaining, FloatVector.fromArray(FLOATS, c, 4 * WIDTH + lane))
                    .fma(s1, y);
            y = ofP0.fma(remaining, FloatVector.fromArray(FLOATS, c, 3 * WIDTH + lane))
                    .fma(e, y);
            FloatVector c2 = ofC2.fma(remaining, FloatVector.fromArray(FLOATS, c, WIDTH + lane));
            FloatVector kept =
                    ofD.fma(remaining, FloatVector.fromArray(FLOATS, c, lane)).fma(s1, s1);
            FloatVector following = c2.mul(-1f).fma(e, kept);
            FloatVector second = ofC3.fma(remaining, FloatVector.fromArray(FLOATS, c, 2 * WIDTH + lane))
                    .fma(e, c2.fma(s1, s2));
            y.blend(s2.add(second), low).intoArray(out, i);
            s2 = second;
            s1 = following;
        }
        s1.intoArray(memory, lane);
        s2.intoArray(memory, WIDTH + lane);
    }
}
