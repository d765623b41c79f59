package vorlauf.plan;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Recursive filters in vectors of four doubles: each lane is a voice, with the operations of {@link vorlauf.dsp.Biquad},
 * {@link vorlauf.dsp.OnePole} and {@link vorlauf.dsp.StateVariable} in their order. They filter a tile in place.
 *
 * <p>What they need comes in an array, four doubles of each kind: the coefficients, behind them those at the end of the
 * block where they move, and from {@link #STATE} on the state, which they write back.
 */
final class VectorFilters {
    /** Where the state is. */
    static final int STATE = 40;

    /** Doubles of the array. */
    static final int DOUBLES = STATE + 8;

    /** Where coefficients begin that are the end of a move. */
    static final int NEXT = 20;

    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_256;
    private static final VectorSpecies<Float> FLOATS = VectorTiles.FOUR;
    private static final int VOICES = VectorTiles.VOICES;

    private VectorFilters() {}

    private static DoubleVector of(double[] d, int at) {
        return DoubleVector.fromArray(LANES, d, at);
    }

    private static DoubleVector read(float[] tile, int at) {
        FloatVector four = FloatVector.fromArray(FLOATS, tile, at);
        return (DoubleVector) four.convertShape(VectorOperators.F2D, LANES, 0);
    }

    private static void write(DoubleVector y, float[] tile, int at) {
        FloatVector four = (FloatVector) y.convertShape(VectorOperators.D2F, FLOATS, 0);
        four.add(0f).intoArray(tile, at);
    }

    /** Coefficients b0, b1 - a1 b0, b2 - a2 b0, a1, a2; two states. */
    static void biquad(double[] d, float[] tile, int frames) {
        DoubleVector b0 = of(d, 0);
        DoubleVector first = of(d, 4);
        DoubleVector second = of(d, 8);
        DoubleVector a1 = of(d, 12);
        DoubleVector a2 = of(d, 16);
        DoubleVector s1 = of(d, STATE);
        DoubleVector s2 = of(d, STATE + 4);
        for (int at = 0; at < frames * VOICES; at += VOICES) {
            DoubleVector x = read(tile, at);
            write(b0.mul(x).add(s1), tile, at);
            DoubleVector following = first.mul(x).add(s2).sub(a1.mul(s1));
            s2 = second.mul(x).sub(a2.mul(s1));
            s1 = following;
        }
        s1.intoArray(d, STATE);
        s2.intoArray(d, STATE + 4);
    }

    /** Coefficients b0, b1, b2, a1, a2 now, then next; {@code from} is the tile's first frame in the block. */
    static void movingBiquad(double[] d, float[] tile, int frames, int from, int blockFrames) {
        DoubleVector s1 = of(d, STATE);
        DoubleVector s2 = of(d, STATE + 4);
        double length = blockFrames;
        for (int i = 0; i < frames; i++) {
            double w = (from + i + 1) / length;
            double v = 1 - w;
            DoubleVector b0 = of(d, 0).mul(v).add(of(d, NEXT).mul(w));
            DoubleVector a1 = of(d, 12).mul(v).add(of(d, NEXT + 12).mul(w));
            DoubleVector a2 = of(d, 16).mul(v).add(of(d, NEXT + 16).mul(w));
            DoubleVector b1 = of(d, 4).mul(v).add(of(d, NEXT + 4).mul(w));
            DoubleVector b2 = of(d, 8).mul(v).add(of(d, NEXT + 8).mul(w));
            DoubleVector x = read(tile, i * VOICES);
            write(b0.mul(x).add(s1), tile, i * VOICES);
            DoubleVector following = b1.sub(a1.mul(b0)).mul(x).add(s2).sub(a1.mul(s1));
            s2 = b2.sub(a2.mul(b0)).mul(x).sub(a2.mul(s1));
            s1 = following;
        }
        s1.intoArray(d, STATE);
        s2.intoArray(d, STATE + 4);
    }

    /** One coefficient, one state. */
    static void onePole(double[] d, float[] tile, int frames) {
        DoubleVector share = of(d, 0);
        DoubleVector y = of(d, STATE);
        for (int at = 0; at < frames * VOICES; at += VOICES) {
            y = y.add(share.mul(read(tile, at).sub(y)));
            write(y, tile, at);
        }
        y.intoArray(d, STATE);
    }

    /** One coefficient now, then next. */
    static void movingOnePole(double[] d, float[] tile, int frames, int from, int blockFrames) {
        DoubleVector now = of(d, 0);
        DoubleVector next = of(d, NEXT);
        DoubleVector y = of(d, STATE);
        double length = blockFrames;
        for (int i = 0; i < frames; i++) {
            double w = (from + i + 1) / length;
            DoubleVector share = now.mul(1 - w).add(next.mul(w));
            y = y.add(share.mul(read(tile, i * VOICES).sub(y)));
            write(y, tile, i * VOICES);
        }
        y.intoArray(d, STATE);
    }

    /** Coefficients a1, a2, a3 and the shares of input, band and low; two states. */
    static void stateVariable(double[] d, float[] tile, int frames) {
        DoubleVector a1 = of(d, 0);
        DoubleVector a2 = of(d, 4);
        DoubleVector a3 = of(d, 8);
        DoubleVector s1 = of(d, STATE);
        DoubleVector s2 = of(d, STATE + 4);
        for (int at = 0; at < frames * VOICES; at += VOICES) {
            DoubleVector x = read(tile, at);
            DoubleVector v3 = x.sub(s2);
            DoubleVector band = a1.mul(s1).add(a2.mul(v3));
            DoubleVector low = s2.add(a2.mul(s1)).add(a3.mul(v3));
            s1 = band.mul(2).sub(s1);
            s2 = low.mul(2).sub(s2);
            DoubleVector upper = of(d, 12).mul(x).add(of(d, 16).mul(band));
            write(upper.add(of(d, 20).mul(low)), tile, at);
        }
        s1.intoArray(d, STATE);
        s2.intoArray(d, STATE + 4);
    }

    /** g and k now, the shares of input, of band and of band for each k; g and k next, the share of low; two states. */
    static void movingStateVariable(double[] d, float[] tile, int frames, int from, int blockFrames) {
        DoubleVector one = DoubleVector.broadcast(LANES, 1);
        DoubleVector s1 = of(d, STATE);
        DoubleVector s2 = of(d, STATE + 4);
        double length = blockFrames;
        for (int i = 0; i < frames; i++) {
            double w = (from + i + 1) / length;
            double v = 1 - w;
            DoubleVector g = of(d, 0).mul(v).add(of(d, NEXT).mul(w));
            DoubleVector k = of(d, 4).mul(v).add(of(d, NEXT + 4).mul(w));
            DoubleVector a1 = one.div(g.mul(g.add(k)).add(1));
            DoubleVector a2 = g.mul(a1);
            DoubleVector x = read(tile, i * VOICES);
            DoubleVector v3 = x.sub(s2);
            DoubleVector band = a1.mul(s1).add(a2.mul(v3));
            DoubleVector low = s2.add(a2.mul(s1)).add(g.mul(a2).mul(v3));
            s1 = band.mul(2).sub(s1);
            s2 = low.mul(2).sub(s2);
            DoubleVector upper =
                    of(d, 8).mul(x).add(of(d, 12).add(of(d, 16).mul(k)).mul(band));
            write(upper.add(of(d, NEXT + 8).mul(low)), tile, i * VOICES);
        }
        s1.intoArray(d, STATE);
        s2.intoArray(d, STATE + 4);
    }
}
