package vorlauf.plan;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The widest vectors of this machine.
 *
 * <p>Vectors are objects that C2 keeps in registers where it inlines all that touches them. Whether it inlines a method of
 * ours depends on what was compiled before, in another order at every start; the methods of the Vector API themselves it
 * always inlines. So a kernel is a method with one loop that calls nothing but these, polynomials stand in each loop that
 * needs one, and no vector is kept in a field, except for what a class holds for ever. A constant is broadcast where it is
 * used: C2 keeps it in a register, while one that a class holds is read again for each frame. The operations are those of
 * {@link vorlauf.dsp.Functions} in their order.
 */
final class VectorMath {
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());

    /** Lanes of {@link #FLOATS}: a power of two. */
    static final int LANES = FLOATS.length();

    /** 0, 1, 2, ... */
    static final IntVector IOTA = IntVector.zero(INTS).addIndex(1);

    private VectorMath() {}
}
