package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import vorlauf.graph.Signal;
import vorlauf.plan.RenderPlan;

/** The compiler's passes one by one, so that a test can break what is between two of them. */
final class Passes {
    private static final int MOST_NODES = 10_000;
    private static final Graph NO_GRAPH = new Graph(new Graph.Node[0], 0, new Keys(0));

    private Passes() {}

    /** A program behind the pass <i>lowered</i>. */
    static Program lowered(Signal graph, CompileSettings settings) {
        return lowered(Declaration.read(graph, null, MOST_NODES, new ArrayList<>()), settings);
    }

    /** The same behind the pass <i>declared</i>. */
    static Program lowered(Declared declared, CompileSettings settings) {
        Checked checked = Checker.check(declared, null, settings, new Rendering.NoFiles(), new ArrayList<>());
        int[] none = new int[checked.graph().size()];
        Arrays.fill(none, -1);
        Resources resources =
                new Resources(settings, new Rendering.NoFiles(), new HashMap<>(), null, none, ProcessorCheck.OFF);
        try {
            return Lowering.lower(Ordered.of(Simplified.of(checked), settings), settings, resources);
        } catch (AudioFiles.UnusableFileException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A program behind the passes <i>packed</i> and <i>fused</i>. */
    static Program packed(Signal graph, CompileSettings settings) {
        Program program = lowered(graph, settings);
        Fusion.fuse(program);
        Packing.pack(program, MOST_NODES);
        return program;
    }

    /** The first frames of a program of one channel; NaN as it comes. */
    static float[] render(Program program, Buffers buffers, CompileSettings settings, int frames) {
        RenderPlan plan = PlanWriter.write(program, buffers, NO_GRAPH, settings, StateMoves.none(), null);
        plan.adopt(null);
        float[] all = new float[frames];
        float[] block = new float[settings.blockFrames()];
        for (int frame = 0; frame < frames; frame += block.length) {
            plan.render(block);
            System.arraycopy(block, 0, all, frame, Math.min(block.length, frames - frame));
        }
        return all;
    }
}
