package vorlauf.cli;

import picocli.CommandLine.Option;

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
            description = "Kernels: auto or plain (${DEFAULT-VALUE}).")
    private Kernels kernels = Kernels.auto;

    /** Frames a second. */
    public int rateHertz() {
        return rateHertz;
    }

    /** Frames of a block. */
    public int blockFrames() {
        return blockFrames;
    }

    /** Refuses kernels that there are not. */
    public void check() {
        switch (kernels) {
            case auto, plain -> {}
            case vector ->
                throw CommandException.usage("--kernels vector: this version has the plain kernels only; leave it out");
        }
    }
}
