package vorlauf.plan;

import java.util.List;
import java.util.function.IntFunction;

/**
 * Everything that a plan is made of, as the compiler lays it out.
 *
 * @param kernels what renders groups of steps
 * @param banks banks of voices, which headers refer to
 * @param sampleRateHertz frames a second
 * @param blockFrames frames of a block
 * @param steps the step table, {@link Step#LENGTH} ints a step
 * @param sections four ints each: first step, step behind the last, frames of a chunk, 1 where only the first two blocks
 *     need it
 * @param bufferCount buffers of {@code blockFrames} floats
 * @param outputs buffer of each output channel
 * @param movingScalars scalars 0 .. movingScalars - 1 move once a block
 * @param constants the scalars behind them
 * @param scalarSteps five ints each: code of {@link ScalarOperation}, target, a, b, extra
 * @param cells controls that the scalar steps read
 * @param doubles initial state in doubles
 * @param longs initial state in longs
 * @param stateOwners for each range of state four ints: node, 1 for doubles or 0 for longs, offset, count
 * @param payloads objects that steps refer to
 * @param nodeTitles name and place of each node
 * @param meterNames meter taps
 * @param meterOffsets where each tap keeps its three doubles: peak, sum of squares, samples
 * @param doubleMoves ranges of doubles to take over from the plan before: from, to, count
 * @param longMoves ranges of longs to take over: from, to, count
 */
public record PlanForm(
        GroupKernels kernels,
        List<BankForm> banks,
        double sampleRateHertz,
        int blockFrames,
        int[] steps,
        int[] sections,
        int bufferCount,
        int[] outputs,
        int movingScalars,
        double[] constants,
        int[] scalarSteps,
        ControlCell[] cells,
        double[] doubles,
        long[] longs,
        int[] stateOwners,
        Object[] payloads,
        IntFunction<String> nodeTitles,
        List<String> meterNames,
        int[] meterOffsets,
        int[] doubleMoves,
        int[] longMoves) {
    /** The same with some operands changed, to follow this plan: all state stays where it is. */
    public PlanForm changed(
            int[] newSteps,
            int[] newSections,
            double[] newConstants,
            int[] newScalarSteps,
            IntFunction<String> newTitles) {
        return changed(
                newSteps, newSections, newConstants, newScalarSteps, newTitles, all(doubles.length), all(longs.length));
    }

    /** The same to follow another plan, of which it takes over state as {@link #doubleMoves} and {@link #longMoves} say. */
    public PlanForm changed(
            int[] newSteps,
            int[] newSections,
            double[] newConstants,
            int[] newScalarSteps,
            IntFunction<String> newTitles,
            int[] newDoubleMoves,
            int[] newLongMoves) {
        return new PlanForm(
                kernels,
                banks,
                sampleRateHertz,
                blockFrames,
                newSteps,
                newSections,
                bufferCount,
                outputs,
                movingScalars,
                newConstants,
                newScalarSteps,
                cells,
                new double[doubles.length],
                new long[longs.length],
                stateOwners,
                payloads,
                newTitles,
                meterNames,
                meterOffsets,
                newDoubleMoves,
                newLongMoves);
    }

    /** The move of all state to where it was. */
    public static int[] all(int count) {
        return count == 0 ? new int[0] : new int[] {0, 0, count};
    }
}
