package vorlauf.plan;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The widest vectors of this machine, and functions of them with the bits of {@link vorlauf.dsp.Functions}: the same
 * operations in the same order, lane by lane. No product is fused with a sum.
 *
 * <p>Vectors are objects that C2 keeps in registers where it inlines all that touches them: functions are small and have no
 * branches, and no vector is kept in a field, except for what a class holds for ever.
 */
final class VectorMath {
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());

    /** Lanes of {@link #FLOATS}: a power of two. */
    static final int LANES = FLOATS.length();

    /** 0, 1, 2, ... */
    static final IntVector IOTA = IntVector.zero(INTS).addIndex(1);

    /** For each power of two below the lanes: lanes moved up by that many, and which of them come from another lane. */
    private static final VectorShuffle<Integer> UP_1 = VectorShuffle.iota(INTS, -1, 1, true);

    private static final VectorShuffle<Integer> UP_2 = VectorShuffle.iota(INTS, -2, 1, true);
    private static final VectorShuffle<Integer> UP_4 = VectorShuffle.iota(INTS, -4, 1, true);
    private static final VectorShuffle<Integer> UP_8 = VectorShuffle.iota(INTS, -8, 1, true);
    private static final VectorShuffle<Integer> LAST = VectorShuffle.iota(INTS, LANES - 1, 0, true);
    private static final IntVector FROM_1 = from(1);
    private static final IntVector FROM_2 = from(2);
    private static final IntVector FROM_4 = from(4);
    private static final IntVector FROM_8 = from(8);

    private static final int QUARTER_TURN = 1 << 30;
    private static final float TANH_SATURATES = 9f;
    private static final float QUARTERS_PER_PHASE = 0x1p-30f;

    private VectorMath() {}

    private static IntVector from(int lane) {
        return IntVector.zero(INTS).blend(-1, IOTA.compare(VectorOperators.GE, lane));
    }

    /** In each lane the sum of the lanes up to it. */
    static IntVector sums(IntVector terms) {
        IntVector sum = terms.add(terms.rearrange(UP_1).and(FROM_1));
        sum = LANES > 2 ? sum.add(sum.rearrange(UP_2).and(FROM_2)) : sum;
        sum = LANES > 4 ? sum.add(sum.rearrange(UP_4).and(FROM_4)) : sum;
        return LANES > 8 ? sum.add(sum.rearrange(UP_8).and(FROM_8)) : sum;
    }

    /** The last lane in every lane. */
    static IntVector last(IntVector integers) {
        return integers.rearrange(LAST);
    }

    /** The floats of integers, rounded. */
    static FloatVector floats(IntVector integers) {
        return (FloatVector) integers.convert(VectorOperators.I2F, 0);
    }

    /** Phases folded to the way from the nearest zero of their sine, in quarters of a turn. */
    static FloatVector folded(IntVector phase) {
        return floats(phase.add(QUARTER_TURN).abs().sub(QUARTER_TURN)).mul(QUARTERS_PER_PHASE);
    }

    // HotSpot does not inline a method whose own code is large: what kernels call is cut into methods of a few
    // operations.

    /** Sines of integer phases. */
    static FloatVector sine(IntVector phase) {
        return sineOfQuarters(folded(phase));
    }

    private static FloatVector sineOfQuarters(FloatVector x) {
        FloatVector z = x.mul(x);
        return x.add(x.mul(lower(z, upper(z))));
    }

    private static FloatVector upper(FloatVector z) {
        return z.mul(z.mul(0.00015128164f).add(-0.0046733953f)).add(0.07968947f);
    }

    private static FloatVector lower(FloatVector z, FloatVector sum) {
        return z.mul(z.mul(sum).add(-0.64596367f)).add(0.5707963f);
    }

    /** Hyperbolic tangents. */
    static FloatVector tanh(FloatVector x) {
        FloatVector clamped = x.min(TANH_SATURATES).max(-TANH_SATURATES);
        FloatVector z = clamped.mul(clamped);
        return clamped.mul(above(z)).div(below(z)).min(1f).max(-1f);
    }

    private static FloatVector above(FloatVector z) {
        FloatVector sum = z.mul(z.mul(1.3177561e-8f).add(2.0481217e-5f)).add(0.003487813f);
        return z.mul(z.mul(sum).add(0.13374476f)).add(1f);
    }

    private static FloatVector below(FloatVector z) {
        FloatVector sum = z.mul(z.mul(7.7040625e-7f).add(0.00032729233f)).add(0.025847396f);
        return z.mul(z.mul(sum).add(0.4670779f)).add(1f);
    }
}
