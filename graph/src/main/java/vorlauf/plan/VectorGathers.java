package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.INTS;
import static vorlauf.plan.VectorMath.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/** Puts a slot together of lanes of other slots. */
final class VectorGathers {
    private static final int WIDTH = BankForm.LANES;

    private VectorGathers() {}

    /** {@code floats} is how many floats of a slot are in use; lanes that come from nowhere may have anything. */
    static void gather(LaneGather of, float[][] slots, float[] out, int floats) {
        LaneGather.Piece[][] vectors = of.vectors(LANES);
        for (int vector = 0; vector < vectors.length; vector++) {
            LaneGather.Piece[] pieces = vectors[vector];
            for (int i = 0; i < pieces.length; i += LaneGather.AT_ONCE) {
                LaneGather.Piece a = pieces[i];
                LaneGather.Piece b = pieces[i + 1];
                LaneGather.Piece c = pieces[i + 2];
                LaneGather.Piece d = pieces[i + 3];
                if (i == 0) {
                    first(slots, a, b, c, d, out, vector * LANES, floats);
                } else {
                    more(slots, a, b, c, d, out, vector * LANES, floats);
                }
            }
        }
    }

    /** Gathers lanes from up to {@value LaneGather#MOST_SUMMED} slots, and adds them to two sums, times a factor each; for vectors of all lanes. */
    static void sums(
            LaneGather of,
            float[][] slots,
            float[] factors,
            float[] otherFactors,
            float[] before,
            float[] otherBefore,
            float[] sum,
            float[] other,
            int floats) {
        LaneGather.Piece[] pieces = of.whole();
        switch (of.sources()) {
            case 1, 2 -> sumsOfTwo(slots, pieces, factors, otherFactors, before, otherBefore, sum, other, floats);
            case 3 -> sumsOfThree(slots, pieces, factors, otherFactors, before, otherBefore, sum, other, floats);
            default -> sumsOfFive(slots, pieces, factors, otherFactors, before, otherBefore, sum, other, floats);
        }
    }

    private static void sumsOfTwo(
            float[][] slots,
            LaneGather.Piece[] pieces,
            float[] factors,
            float[] otherFactors,
            float[] before,
            float[] otherBefore,
            float[] sum,
            float[] other,
            int floats) {
        float[] a = slots[pieces[0].slot()];
        float[] b = slots[pieces[1].slot()];
        IntVector ofA = IntVector.fromArray(INTS, pieces[0].index(), 0);
        IntVector ofB = IntVector.fromArray(INTS, pieces[1].index(), 0);
        VectorMask<Integer> inB = VectorMask.fromArray(INTS, pieces[1].active(), 0);
        FloatVector factor = FloatVector.fromArray(FLOATS, factors, 0);
        FloatVector otherFactor = FloatVector.fromArray(FLOATS, otherFactors, 0);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector y = ofA.selectFrom(FloatVector.fromArray(FLOATS, a, i).reinterpretAsInts())
                    .blend(ofB.selectFrom(FloatVector.fromArray(FLOATS, b, i).reinterpretAsInts()), inB)
                    .reinterpretAsFloats();
            y.fma(factor, FloatVector.fromArray(FLOATS, before, i)).intoArray(sum, i);
            y.fma(otherFactor, FloatVector.fromArray(FLOATS, otherBefore, i)).intoArray(other, i);
        }
    }

    private static void sumsOfThree(
            float[][] slots,
            LaneGather.Piece[] pieces,
            float[] factors,
            float[] otherFactors,
            float[] before,
            float[] otherBefore,
            float[] sum,
            float[] other,
            int floats) {
        float[] a = slots[pieces[0].slot()];
        float[] b = slots[pieces[1].slot()];
        float[] c = slots[pieces[2].slot()];
        IntVector ofA = IntVector.fromArray(INTS, pieces[0].index(), 0);
        IntVector ofB = IntVector.fromArray(INTS, pieces[1].index(), 0);
        IntVector ofC = IntVector.fromArray(INTS, pieces[2].index(), 0);
        VectorMask<Integer> inB = VectorMask.fromArray(INTS, pieces[1].active(), 0);
        VectorMask<Integer> inC = VectorMask.fromArray(INTS, pieces[2].active(), 0);
        FloatVector factor = FloatVector.fromArray(FLOATS, factors, 0);
        FloatVector otherFactor = FloatVector.fromArray(FLOATS, otherFactors, 0);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector y = ofA.selectFrom(FloatVector.fromArray(FLOATS, a, i).reinterpretAsInts())
                    .blend(ofB.selectFrom(FloatVector.fromArray(FLOATS, b, i).reinterpretAsInts()), inB)
                    .blend(ofC.selectFrom(FloatVector.fromArray(FLOATS, c, i).reinterpretAsInts()), inC)
                    .reinterpretAsFloats();
            y.fma(factor, FloatVector.fromArray(FLOATS, before, i)).intoArray(sum, i);
            y.fma(otherFactor, FloatVector.fromArray(FLOATS, otherBefore, i)).intoArray(other, i);
        }
    }

    private static void sumsOfFive(
            float[][] slots,
            LaneGather.Piece[] pieces,
            float[] factors,
            float[] otherFactors,
            float[] before,
            float[] otherBefore,
            float[] sum,
            float[] other,
            int floats) {
        float[] a = slots[pieces[0].slot()];
        float[] b = slots[pieces[1].slot()];
        float[] c = slots[pieces[2].slot()];
        float[] d = slots[pieces[3].slot()];
        float[] e = slots[pieces[4].slot()];
        IntVector ofA = IntVector.fromArray(INTS, pieces[0].index(), 0);
        IntVector ofB = IntVector.fromArray(INTS, pieces[1].index(), 0);
        IntVector ofC = IntVector.fromArray(INTS, pieces[2].index(), 0);
        IntVector ofD = IntVector.fromArray(INTS, pieces[3].index(), 0);
        IntVector ofE = IntVector.fromArray(INTS, pieces[4].index(), 0);
        VectorMask<Integer> inB = VectorMask.fromArray(INTS, pieces[1].active(), 0);
        VectorMask<Integer> inC = VectorMask.fromArray(INTS, pieces[2].active(), 0);
        VectorMask<Integer> inD = VectorMask.fromArray(INTS, pieces[3].active(), 0);
        VectorMask<Integer> inE = VectorMask.fromArray(INTS, pieces[4].active(), 0);
        FloatVector factor = FloatVector.fromArray(FLOATS, factors, 0);
        FloatVector otherFactor = FloatVector.fromArray(FLOATS, otherFactors, 0);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector y = ofA.selectFrom(FloatVector.fromArray(FLOATS, a, i).reinterpretAsInts())
                    .blend(ofB.selectFrom(FloatVector.fromArray(FLOATS, b, i).reinterpretAsInts()), inB)
                    .blend(ofC.selectFrom(FloatVector.fromArray(FLOATS, c, i).reinterpretAsInts()), inC)
                    .blend(ofD.selectFrom(FloatVector.fromArray(FLOATS, d, i).reinterpretAsInts()), inD)
                    .blend(ofE.selectFrom(FloatVector.fromArray(FLOATS, e, i).reinterpretAsInts()), inE)
                    .reinterpretAsFloats();
            y.fma(factor, FloatVector.fromArray(FLOATS, before, i)).intoArray(sum, i);
            y.fma(otherFactor, FloatVector.fromArray(FLOATS, otherBefore, i)).intoArray(other, i);
        }
    }

    private static void first(
            float[][] slots,
            LaneGather.Piece pieceA,
            LaneGather.Piece pieceB,
            LaneGather.Piece pieceC,
            LaneGather.Piece pieceD,
            float[] out,
            int lane,
            int floats) {
        float[] a = slots[pieceA.slot()];
        float[] b = slots[pieceB.slot()];
        float[] c = slots[pieceC.slot()];
        float[] d = slots[pieceD.slot()];
        int fromA = pieceA.from() - lane;
        int fromB = pieceB.from() - lane;
        int fromC = pieceC.from() - lane;
        int fromD = pieceD.from() - lane;
        IntVector ofA = IntVector.fromArray(INTS, pieceA.index(), 0);
        IntVector ofB = IntVector.fromArray(INTS, pieceB.index(), 0);
        IntVector ofC = IntVector.fromArray(INTS, pieceC.index(), 0);
        IntVector ofD = IntVector.fromArray(INTS, pieceD.index(), 0);
        VectorMask<Integer> inB = VectorMask.fromArray(INTS, pieceB.active(), 0);
        VectorMask<Integer> inC = VectorMask.fromArray(INTS, pieceC.active(), 0);
        VectorMask<Integer> inD = VectorMask.fromArray(INTS, pieceD.active(), 0);
        for (int i = lane; i < floats; i += WIDTH) {
            ofA.selectFrom(FloatVector.fromArray(FLOATS, a, i + fromA).reinterpretAsInts())
                    .blend(
                            ofB.selectFrom(
                                    FloatVector.fromArray(FLOATS, b, i + fromB).reinterpretAsInts()),
                            inB)
                    .blend(
                            ofC.selectFrom(
                                    FloatVector.fromArray(FLOATS, c, i + fromC).reinterpretAsInts()),
                            inC)
                    .blend(
                            ofD.selectFrom(
                                    FloatVector.fromArray(FLOATS, d, i + fromD).reinterpretAsInts()),
                            inD)
                    .reinterpretAsFloats()
                    .intoArray(out, i);
        }
    }

    private static void more(
            float[][] slots,
            LaneGather.Piece pieceA,
            LaneGather.Piece pieceB,
            LaneGather.Piece pieceC,
            LaneGather.Piece pieceD,
            float[] out,
            int lane,
            int floats) {
        float[] a = slots[pieceA.slot()];
        float[] b = slots[pieceB.slot()];
        float[] c = slots[pieceC.slot()];
        float[] d = slots[pieceD.slot()];
        int fromA = pieceA.from() - lane;
        int fromB = pieceB.from() - lane;
        int fromC = pieceC.from() - lane;
        int fromD = pieceD.from() - lane;
        IntVector ofA = IntVector.fromArray(INTS, pieceA.index(), 0);
        IntVector ofB = IntVector.fromArray(INTS, pieceB.index(), 0);
        IntVector ofC = IntVector.fromArray(INTS, pieceC.index(), 0);
        IntVector ofD = IntVector.fromArray(INTS, pieceD.index(), 0);
        VectorMask<Integer> inA = VectorMask.fromArray(INTS, pieceA.active(), 0);
        VectorMask<Integer> inB = VectorMask.fromArray(INTS, pieceB.active(), 0);
        VectorMask<Integer> inC = VectorMask.fromArray(INTS, pieceC.active(), 0);
        VectorMask<Integer> inD = VectorMask.fromArray(INTS, pieceD.active(), 0);
        for (int i = lane; i < floats; i += WIDTH) {
            FloatVector.fromArray(FLOATS, out, i)
                    .reinterpretAsInts()
                    .blend(
                            ofA.selectFrom(
                                    FloatVector.fromArray(FLOATS, a, i + fromA).reinterpretAsInts()),
                            inA)
                    .blend(
                            ofB.selectFrom(
                                    FloatVector.fromArray(FLOATS, b, i + fromB).reinterpretAsInts()),
                            inB)
                    .blend(
                            ofC.selectFrom(
                                    FloatVector.fromArray(FLOATS, c, i + fromC).reinterpretAsInts()),
                            inC)
                    .blend(
                            ofD.selectFrom(
                                    FloatVector.fromArray(FLOATS, d, i + fromD).reinterpretAsInts()),
                            inD)
                    .reinterpretAsFloats()
                    .intoArray(out, i);
        }
    }
}
