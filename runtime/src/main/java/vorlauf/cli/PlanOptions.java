package vorlauf.cli;

import picocli.CommandLine.Option;
import vorlauf.engine.KernelChoice;

/** Options of every command that makes a plan. */
public final class PlanOptions {
    static final String TIER = "interpreted";

    @Option(
            names = "--rate",
            paramLabel = "HERTZ",
            defaultValue = "48000",
            description = "Frames a second, 8000 to 384000 (${DEFAULT-VALUE}).")
    private int rateHertz;

    @Option(
            names = "--block",
            paramLabel = "FRAMES",
            defaultValue = "128",
            description = "Frames rendered at once, 1 to 8192 (${DEFAULT-VALUE}).")
    private int blockFrames;

    @Option(
            names = "--kernels",
            paramLabel = "SET",
            defaultValue = "auto",
            description = "Kernels: auto, plain or vector (${DEFAULT-VALUE}); the bits are the same.")
    private KernelChoice kernels = KernelChoice.AUTO;

    /** Frames a second. */
    public int rateHertz() {
        return rateHertz;
    }

    /** Frames of a block. */
    public int blockFrames() {
        return blockFrames;
    }

    /** Kernels that the plan is rendered with. */
    public KernelChoice kernels() {
        return kernels;
    }

    /** Refuses kernels that this JVM has not. */
    public void check() {
        try {
            kernels.set();
        } catch (UnsupportedOperationException e) {
            throw CommandException.usage("--kernels " + kernels + " is not possible: " + e.getMessage());
        }
    }
}
