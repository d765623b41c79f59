package vorlauf.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vorlauf.compile.PlanEstimate;
import vorlauf.plan.PlanForm;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.Step;
import vorlauf.plan.StepWatch;

/**
 * What a block of a {@link VirtualEngine} consists of: parts in the order in which they are rendered, each the share of the work
 * that it is expected to be.
 *
 * <p>Threads: one.
 */
public final class BlockWork {
    private final RenderPlan plan;
    private final List<Part> parts;

    /** Where the state of each node begins, so that the sine in a fused step is found. */
    private final TreeMap<Integer, Integer> longOwners = new TreeMap<>();

    /**
     * Steps that are rendered together.
     *
     * @param firstStep the first of them
     * @param endStep the one behind the last
     * @param settling whether it is rendered in the first two blocks alone, and no share of the work
     * @param share of the work of a block, 0 to 1
     */
    public record Part(int firstStep, int endStep, boolean settling, double share) {}

    private BlockWork(RenderPlan plan) {
        this.plan = plan;
        PlanForm form = plan.form();
        int[] owners = form.stateOwners();
        for (int i = 0; i < owners.length; i += 4) {
            if (owners[i + 1] == 0) {
                longOwners.put(owners[i + 2], owners[i]);
            }
        }
        List<Part> all = new ArrayList<>();
        double[] nanos = PlanEstimate.nanosPerFrame(form);
        double sum = Arrays.stream(nanos).sum();
        int[] sections = form.sections();
        for (int at = 0; at < sections.length; at += 4) {
            boolean cycle = sections[at + 2] < plan.blockFrames();
            int step = sections[at];
            while (step < sections[at + 1]) {
                int end = cycle ? sections[at + 1] : StepWatch.endOfPart(form.steps(), step);
                all.add(new Part(step, end, sections[at + 3] != 0, sum > 0 ? nanos[step] / sum : 0));
                step = end;
            }
        }
        parts = List.copyOf(all);
    }

    /** The work of a plan; null where it has no steps. */
    static @Nullable BlockWork of(RenderPlan plan) {
        BlockWork work = new BlockWork(plan);
        return work.parts.isEmpty() ? null : work;
    }

    /** The parts in the order of rendering, at least one. */
    public List<Part> parts() {
        return parts;
    }

    /** Name and place of the node that a part counts as. */
    public String name(Part part) {
        return plan.nodeName(StepWatch.nodeOf(plan.form().steps(), part.firstStep()));
    }

    /** Names and places of all nodes in a part; of a sine that was fused with what reads it, of both. */
    public List<String> nodes(Part part) {
        int[] steps = plan.form().steps();
        return IntStream.range(part.firstStep(), part.endStep())
                .filter(step -> steps[step * Step.LENGTH] < Step.GROUP)
                .flatMap(step -> IntStream.of(steps[step * Step.LENGTH + Step.NODE], sine(steps, step * Step.LENGTH)))
                .filter(node -> node >= 0)
                .distinct()
                .mapToObj(plan::nodeName)
                .toList();
    }

    private int sine(int[] steps, int at) {
        if (steps[at] != Step.SINE_MULTIPLY_ADD && steps[at] != Step.SINE_MULTIPLY_ADD_RAMP) {
            return -1;
        }
        Map.Entry<Integer, Integer> owner = longOwners.floorEntry(steps[at + Step.EXTRA]);
        return owner == null ? -1 : owner.getValue();
    }
}
