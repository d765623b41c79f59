package vorlauf.plan;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Recursive filters of sixteen voices beside each other, in vectors of doubles, with the operations of
 * {@link vorlauf.dsp.OnePole} and {@link vorlauf.dsp.StateVariable} in their order; biquads are in {@link VectorBiquads}.
 *
 * <p>Where coefficients rest two vectors are filtered in one loop, since a sample waits for two operations of the one before;
 * where they move each frame computes its own. Coefficients stand kind by kind, lane by lane, as {@link LaneOperation} lays
 * them out, and so do the two states.
 */
final class VectorFilters {
    static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, VectorMath.FLOATS.vectorShape());
    private static final int LANES = DOUBLES.length();
    /** As many floats as there are {@link #DOUBLES}. */
    static final VectorSpecies<Float> FLOATS = floats();

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

    static void onePole(double[] c, double[] memory, float[] in, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += 2 * LANES) {
            onePole(c, memory, in, out, lane, floats);
        }
    }

    private static void onePole(double[] c, double[] memory, float[] in, float[] out, int lane, int floats) {
        DoubleVector share = DoubleVector.fromArray(DOUBLES, c, lane);
        DoubleVector shareBeside = DoubleVector.fromArray(DOUBLES, c, lane + LANES);
        DoubleVector y = DoubleVector.fromArray(DOUBLES, memory, lane);
        DoubleVector beside = DoubleVector.fromArray(DOUBLES, memory, lane + LANES);
        for (int i = lane; i < floats; i += WIDTH) {
            DoubleVector x =
                    (DoubleVector) FloatVector.fromArray(FLOATS, in, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
            y = y.add(share.mul(x.sub(y)));
            ((FloatVector) y.convertShape(VectorOperators.D2F, FLOATS, 0))
                    .add(0f)
                    .intoArray(out, i);
            DoubleVector z = (DoubleVector)
                    FloatVector.fromArray(FLOATS, in, i + LANES).convertShape(VectorOperators.F2D, DOUBLES, 0);
            beside = beside.add(shareBeside.mul(z.sub(beside)));
            ((FloatVector) beside.convertShape(VectorOperators.D2F, FLOATS, 0))
                    .add(0f)
                    .intoArray(out, i + LANES);
        }
        y.intoArray(memory, lane);
        beside.intoArray(memory, lane + LANES);
    }

    /** Coefficients a1, a2, share of input, a3, shares of band and low. */
    static void stateVariable(double[] c, double[] memory, float[] in, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            stateVariable(c, memory, in, out, lane, floats);
        }
    }

    private static void stateVariable(double[] c, double[] memory, float[] in, float[] out, int lane, int floats) {
        DoubleVector a1 = DoubleVector.fromArray(DOUBLES, c, lane);
        DoubleVector a2 = DoubleVector.fromArray(DOUBLES, c, WIDTH + lane);
        DoubleVector a3 = DoubleVector.fromArray(DOUBLES, c, 3 * WIDTH + lane);
        DoubleVector ofInput = DoubleVector.fromArray(DOUBLES, c, 2 * WIDTH + lane);
        DoubleVector ofBand = DoubleVector.fromArray(DOUBLES, c, 4 * WIDTH + lane);
        DoubleVector ofLow = DoubleVector.fromArray(DOUBLES, c, 5 * WIDTH + lane);
        DoubleVector s1 = DoubleVector.fromArray(DOUBLES, memory, lane);
        DoubleVector s2 = DoubleVector.fromArray(DOUBLES, memory, WIDTH + lane);
        for (int i = lane; i < floats; i += WIDTH) {
            DoubleVector x =
                    (DoubleVector) FloatVector.fromArray(FLOATS, in, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
            DoubleVector v3 = x.sub(s2);
            DoubleVector band = a1.mul(s1).add(a2.mul(v3));
            DoubleVector low = s2.add(a2.mul(s1)).add(a3.mul(v3));
            s1 = band.add(band).sub(s1);
            s2 = low.add(low).sub(s2);
            ((FloatVector) ofInput.mul(x)
                            .add(ofBand.mul(band))
                            .add(ofLow.mul(low))
                            .convertShape(VectorOperators.D2F, FLOATS, 0))
                    .add(0f)
                    .intoArray(out, i);
        }
        s1.intoArray(memory, lane);
        s2.intoArray(memory, WIDTH + lane);
    }

    // ---- coefficients that move -------------------------------------------------------------------------------------

    /** {@code from} is the block's frame that the slot begins with. */
    static void movingOnePole(LaneOperation of, float[] in, float[] out, int floats, int from, double blockFrames) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            movingOnePole(
                    of.doubles.coefficients, of.doubles.memory, of.rests, in, out, lane, floats, from, blockFrames);
        }
    }

    private static void movingOnePole(
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
        DoubleVector now = DoubleVector.fromArray(DOUBLES, c, lane);
        DoubleVector next = DoubleVector.fromArray(DOUBLES, c, NEXT * WIDTH + lane);
        DoubleVector y = DoubleVector.fromArray(DOUBLES, memory, lane);
        int frame = from;
        for (int i = lane; i < floats; i += WIDTH) {
            frame++;
            double w = frame / blockFrames;
            DoubleVector share = now.mul(1 - w).add(next.mul(w)).blend(next, rests);
            DoubleVector x =
                    (DoubleVector) FloatVector.fromArray(FLOATS, in, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
            y = y.add(share.mul(x.sub(y)));
            ((FloatVector) y.convertShape(VectorOperators.D2F, FLOATS, 0))
                    .add(0f)
                    .intoArray(out, i);
        }
        y.intoArray(memory, lane);
    }

    /** g and k, the shares of input, of band and of band for each k, of low; g and k at the end. */
    static void movingStateVariable(
            LaneOperation of, float[] in, float[] out, int floats, int from, double blockFrames) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            movingStateVariable(
                    of.doubles.coefficients, of.doubles.memory, of.rests, in, out, lane, floats, from, blockFrames);
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
        DoubleVector s1 = DoubleVector.fromArray(DOUBLES, memory, lane);
        DoubleVector s2 = DoubleVector.fromArray(DOUBLES, memory, WIDTH + lane);
        int frame = from;
        for (int i = lane; i < floats; i += WIDTH) {
            frame++;
            double w = frame / blockFrames;
            double v = 1 - w;
            DoubleVector g = DoubleVector.fromArray(DOUBLES, c, lane)
                    .mul(v)
                    .add(DoubleVector.fromArray(DOUBLES, c, NEXT * WIDTH + lane).mul(w))
                    .blend(DoubleVector.fromArray(DOUBLES, c, NEXT * WIDTH + lane), rests);
            DoubleVector k = DoubleVector.fromArray(DOUBLES, c, WIDTH + lane)
                    .mul(v)
                    .add(DoubleVector.fromArray(DOUBLES, c, (NEXT + 1) * WIDTH + lane)
                            .mul(w))
                    .blend(DoubleVector.fromArray(DOUBLES, c, (NEXT + 1) * WIDTH + lane), rests);
            DoubleVector a1 = one.div(g.mul(g.add(k)).add(1));
            DoubleVector a2 = g.mul(a1);
            DoubleVector x =
                    (DoubleVector) FloatVector.fromArray(FLOATS, in, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
            DoubleVector v3 = x.sub(s2);
            DoubleVector band = a1.mul(s1).add(a2.mul(v3));
            DoubleVector low = s2.add(a2.mul(s1)).add(g.mul(a2).mul(v3));
            s1 = band.add(band).sub(s1);
            s2 = low.add(low).sub(s2);
            DoubleVector ofBand = DoubleVector.fromArray(DOUBLES, c, 3 * WIDTH + lane)
                    .add(DoubleVector.fromArray(DOUBLES, c, 4 * WIDTH + lane).mul(k));
            ((FloatVector) DoubleVector.fromArray(DOUBLES, c, 2 * WIDTH + lane)
                            .mul(x)
                            .add(ofBand.mul(band))
                            .add(DoubleVector.fromArray(DOUBLES, c, 5 * WIDTH + lane)
                                    .mul(low))
                            .convertShape(VectorOperators.D2F, FLOATS, 0))
                    .add(0f)
                    .intoArray(out, i);
        }
        s1.intoArray(memory, lane);
        s2.intoArray(memory, WIDTH + lane);
    }
}
