package vorlauf.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.compile.PlanEstimate;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.StepWatch;

/**
 * What a block of a {@link VirtualEngine} consists of: parts in the order in which they are rendered, each with the nodes in it
 * and the share of the work that it is expected to be.
 *
 * <p>Threads: any; immutable.
 */
public final class BlockWork {
    private final List<Part> parts;

    /**
     * Steps that are rendered together.
     *
     * @param firstStep the first of them
     * @param name name and place of the node that they count as
     * @param nodes names and places of all nodes in it
     * @param share of the work of a block, 0 to 1
     */
    public record Part(int firstStep, String name, List<String> nodes, double share) {
        public Part {
            nodes = List.copyOf(nodes);
        }
    }

    private BlockWork(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** The work of a plan; null where it has no steps. */
    static @Nullable BlockWork of(RenderPlan plan) {
        double[] nanos = PlanEstimate.nanosPerFrame(plan.form());
        double all = 0;
        for (double one : nanos) {
            all += one;
        }
        List<Part> parts = new ArrayList<>();
        int[] steps = plan.form().steps();
        int[] sections = plan.form().sections();
        for (int at = 0; at < sections.length; at += 4) {
            boolean cycle = sections[at + 2] < plan.blockFrames();
            int step = sections[at];
            while (step < sections[at + 1]) {
                int next = cycle ? sections[at + 1] : StepWatch.endOfPart(steps, step);
                List<String> nodes = StepWatch.nodes(steps, step, next).stream()
                        .map(plan::nodeName)
                        .toList();
                parts.add(new Part(step, nodes.getFirst(), nodes, all > 0 ? nanos[step] / all : 0));
                step = next;
            }
        }
        return parts.isEmpty() ? null : new BlockWork(parts);
    }

    /** The parts in the order of rendering, at least one. */
    public List<Part> parts() {
        return parts;
    }
}
