package vorlauf.plan;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Recursive filters of sixteen voices beside each other, in vectors of doubles, with the operations of
 * {@link vorlauf.dsp.Biquad}, {@link vorlauf.dsp.OnePole} and {@link vorlauf.dsp.StateVariable} in their order.
 *
 * <p>Where coefficients rest two vectors are filtered in one loop, since a sample waits for two operations of the one before;
 * where they move each frame computes its own. Coefficients stand kind by kind, lane by lane, as {@link LaneOperation} lays
 * them out, and so do the two states.
 */
final class VectorFilters {
    private static final VectorSpecies<Double> DOUBLES =
            VectorSpecies.of(double.class, VectorMath.FLOATS.vectorShape());
    private static final int LANES = DOUBLES.length();
    private static final VectorSpecies<Float> FLOATS = floats();
    private static final int WIDTH = BankForm.LANES;
    private static final int NEXT = LaneOperation.KINDS;

    private VectorFilters() {}

    private static VectorSpecies<Float> floats() {
        return switch (LANES) {
            case 8 -> FloatVector.SPECIES_256;
            case 4 -> FloatVector.SPECIES_128;
            default -> FloatVector.SPECIES_64;
        };
    }

    private static DoubleVector of(double[] d, int kind, int lane) {
        return DoubleVector.fromArray(DOUBLES, d, kind * WIDTH + lane);
    }

    private static DoubleVector read(float[] slot, int at) {
        return (DoubleVector) FloatVector.fromArray(FLOATS, slot, at).convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    private static void write(DoubleVector y, float[] slot, int at) {
        FloatVector floats = (FloatVector) y.convertShape(VectorOperators.D2F, FLOATS, 0);
        floats.add(0f).intoArray(slot, at);
    }

    static void biquad(double[] c, double[] memory, float[] in, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += 2 * LANES) {
            biquad(c, memory, in, out, lane, floats);
        }
    }

    private static void biquad(double[] c, double[] memory, float[] in, float[] out, int lane, int floats) {
        int beside = lane + LANES;
        DoubleVector b0 = of(c, 0, lane);
        DoubleVector first = of(c, 1, lane);
        DoubleVector second = of(c, 2, lane);
        DoubleVector a1 = of(c, 3, lane);
        DoubleVector a2 = of(c, 4, lane);
        DoubleVector s1 = of(memory, 0, lane);
        DoubleVector s2 = of(memory, 1, lane);
        DoubleVector d0 = of(c, 0, beside);
        DoubleVector third = of(c, 1, beside);
        DoubleVector fourth = of(c, 2, beside);
        DoubleVector e1 = of(c, 3, beside);
        DoubleVector e2 = of(c, 4, beside);
        DoubleVector t1 = of(memory, 0, beside);
        DoubleVector t2 = of(memory, 1, beside);
        for (int i = lane; i < floats; i += WIDTH) {
            DoubleVector x = read(in, i);
            write(b0.mul(x).add(s1), out, i);
            DoubleVector following = first.mul(x).add(s2).sub(a1.mul(s1));
            s2 = second.mul(x).sub(a2.mul(s1));
            s1 = following;
            DoubleVector z = read(in, i + LANES);
            write(d0.mul(z).add(t1), out, i + LANES);
            following = third.mul(z).add(t2).sub(e1.mul(t1));
            t2 = fourth.mul(z).sub(e2.mul(t1));
            t1 = following;
        }
        s1.intoArray(memory, lane);
        s2.intoArray(memory, WIDTH + lane);
        t1.intoArray(memory, beside);
        t2.intoArray(memory, WIDTH + beside);
    }

    static void onePole(double[] c, double[] memory, float[] in, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += 2 * LANES) {
            DoubleVector share = of(c, 0, lane);
            DoubleVector shareBeside = of(c, 0, lane + LANES);
            DoubleVector y = of(memory, 0, lane);
            DoubleVector beside = of(memory, 0, lane + LANES);
            for (int i = lane; i < floats; i += WIDTH) {
                y = y.add(share.mul(read(in, i).sub(y)));
                write(y, out, i);
                beside = beside.add(shareBeside.mul(read(in, i + LANES).sub(beside)));
                write(beside, out, i + LANES);
            }
            y.intoArray(memory, lane);
            beside.intoArray(memory, lane + LANES);
        }
    }

    /** Coefficients a1, a2, share of input, a3, shares of band and low. */
    static void stateVariable(double[] c, double[] memory, float[] in, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            DoubleVector a1 = of(c, 0, lane);
            DoubleVector a2 = of(c, 1, lane);
            DoubleVector a3 = of(c, 3, lane);
            DoubleVector ofInput = of(c, 2, lane);
            DoubleVector ofBand = of(c, 4, lane);
            DoubleVector ofLow = of(c, 5, lane);
            DoubleVector s1 = of(memory, 0, lane);
            DoubleVector s2 = of(memory, 1, lane);
            for (int i = lane; i < floats; i += WIDTH) {
                DoubleVector x = read(in, i);
                DoubleVector v3 = x.sub(s2);
                DoubleVector band = a1.mul(s1).add(a2.mul(v3));
                DoubleVector low = s2.add(a2.mul(s1)).add(a3.mul(v3));
                s1 = band.add(band).sub(s1);
                s2 = low.add(low).sub(s2);
                write(ofInput.mul(x).add(ofBand.mul(band)).add(ofLow.mul(low)), out, i);
            }
            s1.intoArray(memory, lane);
            s2.intoArray(memory, WIDTH + lane);
        }
    }

    // ---- coefficients that move -------------------------------------------------------------------------------------

    /** A coefficient between the block's ends; lanes that rest have the one at the end. */
    private static DoubleVector between(
            DoubleVector now, DoubleVector next, double v, double w, VectorMask<Double> rests) {
        return now.mul(v).add(next.mul(w)).blend(next, rests);
    }

    /** {@code from} is the block's frame that the slot begins with. */
    static void movingBiquad(LaneOperation of, float[] in, float[] out, int floats, int from, int blockFrames) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            movingBiquad(of.coefficients, of.memory, of.rests, in, out, lane, floats, from, blockFrames);
        }
    }

    private static void movingBiquad(
            double[] c,
            double[] memory,
            boolean[] resting,
            float[] in,
            float[] out,
            int lane,
            int floats,
            int from,
            double blockFrames) {
        VectorMask<Double> rests = VectorMask.fromArray(DOUBLES, resting, lane);
        DoubleVector s1 = of(memory, 0, lane);
        DoubleVector s2 = of(memory, 1, lane);
        int frame = from;
        for (int i = lane; i < floats; i += WIDTH) {
            frame++;
            double w = frame / blockFrames;
            double v = 1 - w;
            DoubleVector b0 = between(of(c, 0, lane), of(c, NEXT, lane), v, w, rests);
            DoubleVector a1 = between(of(c, 3, lane), of(c, NEXT + 3, lane), v, w, rests);
            DoubleVector a2 = between(of(c, 4, lane), of(c, NEXT + 4, lane), v, w, rests);
            DoubleVector b1 = between(of(c, 1, lane), of(c, NEXT + 1, lane), v, w, rests);
            DoubleVector b2 = between(of(c, 2, lane), of(c, NEXT + 2, lane), v, w, rests);
            DoubleVector x = read(in, i);
            write(b0.mul(x).add(s1), out, i);
            DoubleVector following = b1.sub(a1.mul(b0)).mul(x).add(s2).sub(a1.mul(s1));
            s2 = b2.sub(a2.mul(b0)).mul(x).sub(a2.mul(s1));
            s1 = following;
        }
        s1.intoArray(memory, lane);
        s2.intoArray(memory, WIDTH + lane);
    }

    static void movingOnePole(LaneOperation of, float[] in, float[] out, int floats, int from, double blockFrames) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            VectorMask<Double> rests = VectorMask.fromArray(DOUBLES, of.rests, lane);
            DoubleVector now = of(of.coefficients, 0, lane);
            DoubleVector next = of(of.coefficients, NEXT, lane);
            DoubleVector y = of(of.memory, 0, lane);
            int frame = from;
            for (int i = lane; i < floats; i += WIDTH) {
                frame++;
                double w = frame / blockFrames;
                DoubleVector share = between(now, next, 1 - w, w, rests);
                y = y.add(share.mul(read(in, i).sub(y)));
                write(y, out, i);
            }
            y.intoArray(of.memory, lane);
        }
    }

    /** g and k, the shares of input, of band and of band for each k, of low; g and k at the end. */
    static void movingStateVariable(
            LaneOperation of, float[] in, float[] out, int floats, int from, double blockFrames) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            movingStateVariable(of.coefficients, of.memory, of.rests, in, out, lane, floats, from, blockFrames);
        }
    }

    private static void movingStateVariable(
            double[] c,
            double[] memory,
            boolean[] resting,
            float[] in,
            float[] out,
            int lane,
            int floats,
            int from,
            double blockFrames) {
        VectorMask<Double> rests = VectorMask.fromArray(DOUBLES, resting, lane);
        DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
        DoubleVector s1 = of(memory, 0, lane);
        DoubleVector s2 = of(memory, 1, lane);
        int frame = from;
        for (int i = lane; i < floats; i += WIDTH) {
            frame++;
            double w = frame / blockFrames;
            double v = 1 - w;
            DoubleVector g = between(of(c, 0, lane), of(c, NEXT, lane), v, w, rests);
            DoubleVector k = between(of(c, 1, lane), of(c, NEXT + 1, lane), v, w, rests);
            DoubleVector a1 = one.div(g.mul(g.add(k)).add(1));
            DoubleVector a2 = g.mul(a1);
            DoubleVector x = read(in, i);
            DoubleVector v3 = x.sub(s2);
            DoubleVector band = a1.mul(s1).add(a2.mul(v3));
            DoubleVector low = s2.add(a2.mul(s1)).add(g.mul(a2).mul(v3));
            s1 = band.add(band).sub(s1);
            s2 = low.add(low).sub(s2);
            DoubleVector ofBand = of(c, 3, lane).add(of(c, 4, lane).mul(k));
            write(of(c, 2, lane).mul(x).add(ofBand.mul(band)).add(of(c, 5, lane).mul(low)), out, i);
        }
        s1.intoArray(memory, lane);
        s2.intoArray(memory, WIDTH + lane);
    }
}
