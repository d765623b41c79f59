package vorlauf.plan;

import vorlauf.dsp.Finite;
import vorlauf.dsp.Interleaving;
import vorlauf.dsp.RealTime;

/**
 * A set of kernels that render several rows of the step table at once: the lanes of a group, or the rows of a run.
 *
 * <p>The rows of a group have one code. In <i>lanes</i> they are independent of each other. In a <i>run</i> each row reads
 * the output of the row before it, and nothing else does: only the output of the last row is written. Every set gives the
 * bits of the rows rendered one after the other. Rows may be interleaved frame by frame: at any frame all inputs are read
 * before an output is written, since the output of a row may be an input of a row before it.
 *
 * <p>Threads: producer.
 */
public abstract class GroupKernels {
    GroupKernels() {}

    /** Loops that any JVM can run. */
    public static GroupKernels plain() {
        return PlainKernels.INSTANCE;
    }

    /**
     * Loops in the registers of the Vector API.
     *
     * <p>Errors: where they cannot run, {@link UnsupportedOperationException} with a line that says why.
     */
    public static GroupKernels vector() {
        return KernelModule.kernels();
    }

    /** Plain or vector kernels, whichever are known to be better in this JVM. */
    public static AutomaticKernels automatic() {
        return AutomaticKernels.INSTANCE;
    }

    /** Name for people: "plain" or "vector". */
    public abstract String name();

    /**
     * Renders frames {@code from} to {@code to} of {@code count} rows of one code that begin at {@code steps[at]}; false where
     * this set has no kernel for them, or not for their state, and nothing was done.
     */
    @RealTime
    abstract boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to);

    /** Renders a bank of voices; false where this set has no kernel for it, and nothing was done. */
    @RealTime
    abstract boolean bank(RenderPlan plan, LaneBank bank, int[] steps, int from, int to);

    /** The same for rows of one code where each reads the one before; its operand is in the same place in each row. */
    @RealTime
    abstract boolean run(RenderPlan plan, int[] steps, int at, int count, int from, int to);

    /** Renders the loops behind a header, so many frames of each, whatever their delays. */
    @RealTime
    abstract void loops(RenderPlan plan, LoopBank bank, int[] steps, int from, int to);

    /** Whether channels are two that are whole vectors of any width: there is another loop for these. */
    @RealTime
    static boolean arePairs(float[][] channels, int frames) {
        return channels.length == 2 && frames % BankForm.LANES == 0;
    }

    /** Writes a block's channels frame by frame; whether all samples are finite, else anything may be written. */
    @RealTime
    boolean deliver(float[][] channels, float[] interleaved, int frames) {
        boolean finite = Finite.all(channels, frames);
        if (finite) {
            Interleaving.interleave(channels, interleaved, frames);
        }
        return finite;
    }
}
