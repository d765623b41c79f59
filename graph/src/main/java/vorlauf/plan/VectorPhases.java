package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import vorlauf.dsp.Phases;

/** Phases of oscillators beside each other whose frequencies rest, with the operations of {@link Phases}. */
final class VectorPhases {
    private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, FLOATS.vectorShape());

    /** As many ints as there are {@link #LONGS}. */
    private static final VectorSpecies<Integer> INTS = ints();

    private static final int WIDTH = BankForm.LANES;
    private static final long HALF = 1L << 31;
    private static final long NEARLY_ONE = (1L << 32) - 1;

    private VectorPhases() {}

    private static VectorSpecies<Integer> ints() {
        return switch (LONGS.length()) {
            case 8 -> IntVector.SPECIES_256;
            case 4 -> IntVector.SPECIES_128;
            default -> IntVector.SPECIES_64;
        };
    }

    /** Phases at a frame in 2^-32 of a turn and how far they go in one; then the phases are those after so many frames. */
    static void steady(LaneOperation of, int frame, int begun, int frames) {
        advance(
                of.phase,
                of.increment,
                of.turns.turn,
                of.turns.advance,
                Phases.inSegment(frame, begun),
                frames,
                HALF,
                0);
    }

    /** The same of shapes with corners. */
    static void cornered(LaneOperation of, int frame, int begun, int frames) {
        int passed = Phases.inSegment(frame, begun);
        advance(of.phase, of.increment, of.turns.turn, of.turns.advance, passed, frames, NEARLY_ONE, NEARLY_ONE);
    }

    private static void advance(
            long[] phases,
            long[] increments,
            int[] turns,
            int[] advances,
            int passed,
            int frames,
            long ofIncrement,
            long ofPhase) {
        for (int lane = 0; lane < WIDTH; lane += LONGS.length()) {
            LongVector phase = LongVector.fromArray(LONGS, phases, lane);
            LongVector increment = LongVector.fromArray(LONGS, increments, lane);
            LongVector step = increment.add(ofIncrement).lanewise(VectorOperators.LSHR, 32);
            LongVector turn = phase.sub(increment.mul(passed))
                    .add(ofPhase)
                    .lanewise(VectorOperators.LSHR, 32)
                    .add(step.mul(passed));
            ((IntVector) step.convertShape(VectorOperators.L2I, INTS, 0)).intoArray(advances, lane);
            ((IntVector) turn.convertShape(VectorOperators.L2I, INTS, 0)).intoArray(turns, lane);
            phase.add(increment.mul(frames)).intoArray(phases, lane);
        }
    }
}
