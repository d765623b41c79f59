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

    /** Of the bits of a double those that a float has not: without them it is rounded towards 0, as no float here is tiny. */
    private static final long TAIL = (1L << 29) - 1;

    private VectorCoefficients() {}

    /**
     * Computes the coefficients that a block ends with, of parameters that were read.
     *
     * @param c coefficients as {@link LaneOperation} has them, those that the block before has ended with at first
     */
    static void compute(LaneCoefficients of, float[] c, int[] steps, double rateHertz) {
        of.begin(steps);
        next(of.fresh, rateHertz, of.mix, of.sines, of.next);
        shift(of.next, of.now, c);
        of.clear(c);
    }

    /**
     * Coefficients of cutoffs and what {@link Biquad#mix} says of the other parameters.
     *
     * @param sines room for two doubles a lane
     */
    static void next(double[] hertz, double rateHertz, double[] mix, double[] sines, float[] next) {
        double radiansPerHertz = Math.PI / rateHertz;
        for (int lane = 0; lane < WIDTH; lane += DOUBLES.length()) {
            sines(hertz, radiansPerHertz, mix, sines, lane);
            coefficients(sines, mix, next, lane);
        }
    }

    /** What the tangents of half the angles that cutoffs turn in a frame are quotients of. */
    private static void sines(double[] hertz, double radiansPerHertz, double[] mix, double[] out, int lane) {
        DoubleVector x = DoubleVector.fromArray(DOUBLES, hertz, lane).mul(radiansPerHertz);
        x = DoubleVector.broadcast(DOUBLES, Biquad.LOWEST).blend(x, x.compare(VectorOperators.GT, Biquad.LOWEST));
        x = DoubleVector.broadcast(DOUBLES, Biquad.HIGHEST).blend(x, x.compare(VectorOperators.LT, Biquad.HIGHEST));
        DoubleVector z = x.mul(x);
        DoubleVector sine = z.sub(990.0).mul(z).add(135135.0).mul(z).sub(4729725.0);
        DoubleVector cosine =
                z.mul(45.0).sub(13860.0).mul(z).add(945945.0).mul(z).sub(16216200.0);
        x.mul(sine.mul(z).add(34459425.0))
                .mul(DoubleVector.fromArray(DOUBLES, mix, 4 * WIDTH + lane))
                .intoArray(out, lane);
        cosine.mul(z)
                .add(34459425.0)
                .mul(DoubleVector.fromArray(DOUBLES, mix, 5 * WIDTH + lane))
                .intoArray(out, WIDTH + lane);
    }

    private static void coefficients(double[] sines, double[] mix, float[] next, int lane) {
        DoubleVector sine = DoubleVector.fromArray(DOUBLES, sines, lane);
        DoubleVector cosine = DoubleVector.fromArray(DOUBLES, sines, WIDTH + lane);
        DoubleVector high = cosine.mul(cosine);
        DoubleVector low =
                sine.mul(sine.add(DoubleVector.fromArray(DOUBLES, mix, lane).mul(cosine)));
        DoubleVector scale = DoubleVector.broadcast(DOUBLES, 1.0).div(high.add(low));
        DoubleVector a2 = sine.mul(cosine).mul(scale);
        DoubleVector a3 = sine.mul(sine).mul(scale);
        DoubleVector ofInput = DoubleVector.fromArray(DOUBLES, mix, WIDTH + lane);
        DoubleVector ofBand = DoubleVector.fromArray(DOUBLES, mix, 2 * WIDTH + lane);
        DoubleVector ofLow = DoubleVector.fromArray(DOUBLES, mix, 3 * WIDTH + lane);
        FloatVector p0 = (FloatVector)
                ofInput.add(ofBand.mul(a2)).add(ofLow.mul(a3)).convertShape(VectorOperators.D2F, FLOATS, 0);
        FloatVector p1 = (FloatVector)
                ofBand.mul(high).mul(scale).add(ofLow.mul(a2)).convertShape(VectorOperators.D2F, FLOATS, 0);
        FloatVector p2 = (FloatVector) ofInput.add(ofLow).convertShape(VectorOperators.D2F, FLOATS, 0);
        DoubleVector d = low.mul(2.0).mul(scale);
        DoubleVector above = d.reinterpretAsLongs().add(TAIL).reinterpretAsDoubles();
        d = d.blend(above, d.compare(VectorOperators.LT, 1.0));
        DoubleVector c2 = a2.mul(2.0);
        DoubleVector c3 = a3.mul(2.0);
        above = c3.reinterpretAsLongs().add(TAIL).reinterpretAsDoubles();
        c3 = c3.blend(above, c3.compare(VectorOperators.LT, 1.0));
        FloatVector first = (FloatVector)
                d.reinterpretAsLongs().and(~TAIL).reinterpretAsDoubles().convertShape(VectorOperators.D2F, FLOATS, 0);
        FloatVector second = (FloatVector)
                c2.reinterpretAsLongs().and(~TAIL).reinterpretAsDoubles().convertShape(VectorOperators.D2F, FLOATS, 0);
        FloatVector third = (FloatVector)
                c3.reinterpretAsLongs().and(~TAIL).reinterpretAsDoubles().convertShape(VectorOperators.D2F, FLOATS, 0);
        first.neg().intoArray(next, lane);
        second.intoArray(next, WIDTH + lane);
        third.neg().intoArray(next, 2 * WIDTH + lane);
        FloatVector.zero(FLOATS).sub(p0).intoArray(next, 3 * WIDTH + lane);
        p1.add(0f).intoArray(next, 4 * WIDTH + lane);
        p2.intoArray(next, 5 * WIDTH + lane);
    }

    /** What was next is now. */
    private static void shift(float[] next, float[] now, float[] c) {
        for (int i = 0; i < NEAR; i += VectorMath.LANES) {
            FloatVector before = FloatVector.fromArray(VectorMath.FLOATS, c, i);
            FloatVector after = FloatVector.fromArray(VectorMath.FLOATS, next, i);
            before.intoArray(now, i);
            before.sub(after).intoArray(c, NEAR + i);
            after.intoArray(c, i);
        }
    }
}
