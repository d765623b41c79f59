package vorlauf.plan;

import static vorlauf.plan.VectorFilters.DOUBLES;
import static vorlauf.plan.VectorFilters.FLOATS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import vorlauf.dsp.Biquad;

/**
 * Coefficients of biquads beside each other, with the operations of {@link Biquad#coefficients} in their order, and so
 * with their bits.
 */
final class VectorCoefficients {
    private static final int WIDTH = BankForm.LANES;
    private static final int NEAR = LaneOperation.KINDS * WIDTH;

    /** Doubles that there has to be room for. */
    static final int ROOM = 3 * WIDTH;

    /** Of the bits of a double those that a float has not: without them it is rounded towards 0, as no float here is tiny. */
    private static final long TAIL = (1L << 29) - 1;

    private VectorCoefficients() {}

    /**
     * Computes the coefficients that a block ends with, of parameters that were read; what they were before is now.
     *
     * @param c coefficients as {@link LaneOperation} has them, those that the block before has ended with at first
     * @param isLow whether all filters are low-passes: what they take of their states and of the input is always the same
     */
    static void compute(LaneCoefficients of, float[] c, boolean isLow, int[] steps, double rateHertz) {
        of.begin(steps);
        compute(of.fresh, rateHertz, of.mix, of.room, isLow, of.now, c);
        of.clear(c);
    }

    /**
     * The same of cutoffs and what {@link Biquad#mix} says of the other parameters.
     *
     * @param room for {@value #ROOM} doubles
     */
    static void compute(
            double[] hertz, double rateHertz, double[] mix, double[] room, boolean isLow, float[] now, float[] c) {
        ofStates(hertz, Math.PI / rateHertz, mix, room, now, c);
        if (!isLow) {
            ofOutput(mix, room, now, c);
        }
    }

    /** Leaves sine and cosine behind, whose quotient is the tangent of half the angle that a cutoff turns in a frame, and the scale. */
    private static void ofStates(
            double[] hertz, double radiansPerHertz, double[] mix, double[] room, float[] now, float[] c) {
        for (int lane = 0; lane < WIDTH; lane += DOUBLES.length()) {
            DoubleVector x = DoubleVector.fromArray(DOUBLES, hertz, lane).mul(radiansPerHertz);
            x = DoubleVector.broadcast(DOUBLES, Biquad.LOWEST).blend(x, x.compare(VectorOperators.GT, Biquad.LOWEST));
            x = DoubleVector.broadcast(DOUBLES, Biquad.HIGHEST).blend(x, x.compare(VectorOperators.LT, Biquad.HIGHEST));
            DoubleVector z = x.mul(x);
            DoubleVector sine = z.sub(990.0).mul(z).add(135135.0).mul(z).sub(4729725.0);
            DoubleVector cosine =
                    z.mul(45.0).sub(13860.0).mul(z).add(945945.0).mul(z).sub(16216200.0);
            sine = x.mul(sine.mul(z).add(34459425.0)).mul(DoubleVector.fromArray(DOUBLES, mix, 4 * WIDTH + lane));
            cosine = cosine.mul(z).add(34459425.0).mul(DoubleVector.fromArray(DOUBLES, mix, 5 * WIDTH + lane));
            DoubleVector high = cosine.mul(cosine);
            DoubleVector low =
                    sine.mul(sine.add(DoubleVector.fromArray(DOUBLES, mix, lane).mul(cosine)));
            DoubleVector scale = DoubleVector.broadcast(DOUBLES, 1.0).div(high.add(low));
            sine.intoArray(room, lane);
            cosine.intoArray(room, WIDTH + lane);
            scale.intoArray(room, 2 * WIDTH + lane);
            DoubleVector d = low.mul(2.0).mul(scale);
            DoubleVector above = d.reinterpretAsLongs().add(TAIL).reinterpretAsDoubles();
            d = d.blend(above, d.compare(VectorOperators.LT, 1.0));
            DoubleVector c2 = sine.mul(cosine).mul(scale).mul(2.0);
            DoubleVector c3 = sine.mul(sine).mul(scale).mul(2.0);
            above = c3.reinterpretAsLongs().add(TAIL).reinterpretAsDoubles();
            c3 = c3.blend(above, c3.compare(VectorOperators.LT, 1.0));
            FloatVector first = (FloatVector) d.reinterpretAsLongs()
                    .and(~TAIL)
                    .reinterpretAsDoubles()
                    .convertShape(VectorOperators.D2F, FLOATS, 0);
            FloatVector second = (FloatVector) c2.reinterpretAsLongs()
                    .and(~TAIL)
                    .reinterpretAsDoubles()
                    .convertShape(VectorOperators.D2F, FLOATS, 0);
            FloatVector third = (FloatVector) c3.reinterpretAsLongs()
                    .and(~TAIL)
                    .reinterpretAsDoubles()
                    .convertShape(VectorOperators.D2F, FLOATS, 0);
            FloatVector before = FloatVector.fromArray(FLOATS, c, lane);
            before.intoArray(now, lane);
            first = first.neg();
            before.sub(first).intoArray(c, NEAR + lane);
            first.intoArray(c, lane);
            before = FloatVector.fromArray(FLOATS, c, WIDTH + lane);
            before.intoArray(now, WIDTH + lane);
            before.sub(second).intoArray(c, NEAR + WIDTH + lane);
            second.intoArray(c, WIDTH + lane);
            before = FloatVector.fromArray(FLOATS, c, 2 * WIDTH + lane);
            before.intoArray(now, 2 * WIDTH + lane);
            third = third.neg();
            before.sub(third).intoArray(c, NEAR + 2 * WIDTH + lane);
            third.intoArray(c, 2 * WIDTH + lane);
        }
    }

    private static void ofOutput(double[] mix, double[] room, float[] now, float[] c) {
        for (int lane = 0; lane < WIDTH; lane += DOUBLES.length()) {
            DoubleVector sine = DoubleVector.fromArray(DOUBLES, room, lane);
            DoubleVector cosine = DoubleVector.fromArray(DOUBLES, room, WIDTH + lane);
            DoubleVector scale = DoubleVector.fromArray(DOUBLES, room, 2 * WIDTH + lane);
            DoubleVector a2 = sine.mul(cosine).mul(scale);
            DoubleVector a3 = sine.mul(sine).mul(scale);
            DoubleVector ofInput = DoubleVector.fromArray(DOUBLES, mix, WIDTH + lane);
            DoubleVector ofBand = DoubleVector.fromArray(DOUBLES, mix, 2 * WIDTH + lane);
            DoubleVector ofLow = DoubleVector.fromArray(DOUBLES, mix, 3 * WIDTH + lane);
            FloatVector p0 = (FloatVector)
                    ofInput.add(ofBand.mul(a2)).add(ofLow.mul(a3)).convertShape(VectorOperators.D2F, FLOATS, 0);
            FloatVector p1 = (FloatVector) ofBand.mul(cosine.mul(cosine))
                    .mul(scale)
                    .add(ofLow.mul(a2))
                    .convertShape(VectorOperators.D2F, FLOATS, 0);
            FloatVector p2 = (FloatVector) ofInput.add(ofLow).convertShape(VectorOperators.D2F, FLOATS, 0);
            FloatVector before = FloatVector.fromArray(FLOATS, c, 3 * WIDTH + lane);
            before.intoArray(now, 3 * WIDTH + lane);
            p0 = FloatVector.zero(FLOATS).sub(p0);
            before.sub(p0).intoArray(c, NEAR + 3 * WIDTH + lane);
            p0.intoArray(c, 3 * WIDTH + lane);
            before = FloatVector.fromArray(FLOATS, c, 4 * WIDTH + lane);
            before.intoArray(now, 4 * WIDTH + lane);
            p1 = p1.add(0f);
            before.sub(p1).intoArray(c, NEAR + 4 * WIDTH + lane);
            p1.intoArray(c, 4 * WIDTH + lane);
            before = FloatVector.fromArray(FLOATS, c, 5 * WIDTH + lane);
            before.intoArray(now, 5 * WIDTH + lane);
            before.sub(p2).intoArray(c, NEAR + 5 * WIDTH + lane);
            p2.intoArray(c, 5 * WIDTH + lane);
        }
    }
}
