package vorlauf.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vorlauf.compile.CompiledGraph;
import vorlauf.plan.PlanClock;
import vorlauf.plan.PlanForm;
import vorlauf.plan.PlanProfile;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.Step;

/**
 * A witness that times each step of each plan of a render, and sums up what each node has cost.
 *
 * <p>A step that was fused of several nodes counts for the sine in it, or else for the sum. Nodes of one name and place, as a
 * loop declares them, are one entry. A plan that is in force for less than some hundred milliseconds is not measured.
 *
 * <p>Threads: the render's; {@link #report} after the render.
 */
public final class RenderProfile implements RenderWitness {
    /** A change that came so many changes ago is out of force: the producer's queue is shorter. */
    private static final int CHANGES_KEPT = 8;

    private record Watched(RenderPlan plan, PlanProfile profile) {}

    /**
     * What a step of the plan cost that rendered the longest.
     *
     * @param step its number, as in {@code explain}
     * @param name what it does
     * @param group {@code lanes} or {@code run} where several are rendered together, else empty
     * @param rows how many are rendered together, at least 1
     * @param node name and place of the node; of a group of its first
     * @param chunkFrames frames that are rendered at a time
     * @param nanosPerFrame measured
     * @param share of all steps, 0 to 1
     */
    public record StepCost(
            int step,
            String name,
            String group,
            int rows,
            String node,
            int chunkFrames,
            double nanosPerFrame,
            double share) {}

    /**
     * What nodes of one name and place cost together, a mean over all frames that were measured.
     *
     * @param node name and key
     * @param place file and line, or empty
     * @param steps steps of theirs in the plan that rendered the longest
     * @param nanosPerFrame measured
     * @param share of all nodes, 0 to 1
     */
    public record NodeCost(String node, String place, int steps, double nanosPerFrame, double share) {}

    /**
     * The outcome.
     *
     * @param measuredFrames frames of plans that were in force long enough
     * @param frames frames of all plans
     * @param steps in the order of rendering; empty where nothing was measured
     * @param nodes the dearest first
     */
    public record Report(long measuredFrames, long frames, List<StepCost> steps, List<NodeCost> nodes) {}

    private final PlanClock clock;
    private final Deque<Watched> watched = new ArrayDeque<>();
    private final Map<String, Double> nanosOfNode = new HashMap<>();
    private @Nullable Watched longest;
    private long measuredFrames;
    private long frames;

    /** A profile by a clock. */
    public RenderProfile(PlanClock clock) {
        this.clock = clock;
    }

    @Override
    public void compiled(CompiledGraph graph) {
        RenderPlan transition = graph.change().transition();
        if (transition != null) {
            watch(transition);
        }
        watch(graph.change().settled());
        while (watched.size() > 2 * CHANGES_KEPT) {
            add(watched.removeFirst());
        }
    }

    @Override
    public void rendered(long firstFrame) {}

    private void watch(RenderPlan plan) {
        watched.add(new Watched(plan, plan.startProfile(clock)));
    }

    private void add(Watched done) {
        PlanProfile profile = done.profile;
        frames += profile.frames();
        if (!profile.isMeasured()) {
            return;
        }
        measuredFrames += profile.frames();
        Watched before = longest;
        if (before == null || before.profile.frames() < profile.frames()) {
            longest = done;
        }
        double[] nanos = profile.nanosPerFrame();
        for (int unit = 0; unit < profile.units(); unit++) {
            int[] rows = rows(done, unit);
            double share = nanos[unit] / rows.length;
            for (int step : rows) {
                nanosOfNode.merge(
                        done.plan.nodeName(nodeOf(done.plan.form(), step)), share * profile.frames(), Double::sum);
            }
        }
    }

    private static boolean isGroup(Watched of, int unit) {
        return of.plan.form().steps()[of.profile.firstStep(unit) * Step.LENGTH] >= Step.GROUP;
    }

    /** The rows of a group, headers of groups inside it left out, or the step itself. */
    private static int[] rows(Watched of, int unit) {
        int[] table = of.plan.form().steps();
        return IntStream.range(of.profile.firstStep(unit), of.profile.endStep(unit))
                .filter(step -> table[step * Step.LENGTH] < Step.GROUP)
                .toArray();
    }

    /** The node that a step counts for. */
    private static int nodeOf(PlanForm form, int step) {
        int at = step * Step.LENGTH;
        int code = form.steps()[at];
        if (code == Step.SINE_MULTIPLY_ADD || code == Step.SINE_MULTIPLY_ADD_RAMP) {
            int phase = form.steps()[at + Step.EXTRA];
            int[] owners = form.stateOwners();
            for (int i = 0; i < owners.length; i += 4) {
                if (owners[i + 1] == 0 && owners[i + 2] <= phase && phase < owners[i + 2] + owners[i + 3]) {
                    return owners[i];
                }
            }
        }
        return form.steps()[at + Step.NODE];
    }

    /** What was found; once, after the render. */
    public Report report() {
        while (!watched.isEmpty()) {
            add(watched.removeFirst());
        }
        Watched shown = longest;
        List<StepCost> steps = shown == null ? List.of() : steps(shown);
        double all =
                nanosOfNode.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, Integer> counts = shown == null ? Map.of() : counts(shown);
        List<NodeCost> nodes = new ArrayList<>();
        nanosOfNode.forEach((title, nanos) -> {
            int place = title.endsWith(")") ? title.lastIndexOf(" (") : -1;
            nodes.add(new NodeCost(
                    place < 0 ? title : title.substring(0, place),
                    place < 0 ? "" : title.substring(place + 2, title.length() - 1),
                    counts.getOrDefault(title, 0),
                    nanos / measuredFrames,
                    all > 0 ? nanos / all : 0));
        });
        nodes.sort(Comparator.comparingDouble(NodeCost::nanosPerFrame)
                .reversed()
                .thenComparing(NodeCost::node)
                .thenComparing(NodeCost::place));
        return new Report(measuredFrames, frames, steps, List.copyOf(nodes));
    }

    private static Map<String, Integer> counts(Watched of) {
        Map<String, Integer> counts = new HashMap<>();
        for (int unit = 0; unit < of.profile.units(); unit++) {
            for (int step : rows(of, unit)) {
                counts.merge(of.plan.nodeName(nodeOf(of.plan.form(), step)), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static List<StepCost> steps(Watched of) {
        double[] nanos = of.profile.nanosPerFrame();
        double sum = 0;
        for (double one : nanos) {
            sum += one;
        }
        int[] table = of.plan.form().steps();
        List<StepCost> steps = new ArrayList<>();
        for (int unit = 0; unit < of.profile.units(); unit++) {
            int[] rows = rows(of, unit);
            steps.add(new StepCost(
                    of.profile.firstStep(unit),
                    Step.name(table[rows[0] * Step.LENGTH]),
                    isGroup(of, unit) ? Step.name(table[of.profile.firstStep(unit) * Step.LENGTH]) : "",
                    rows.length,
                    of.plan.nodeName(nodeOf(of.plan.form(), rows[0])),
                    of.profile.chunkFrames(unit),
                    nanos[unit],
                    sum > 0 ? nanos[unit] / sum : 0));
        }
        return List.copyOf(steps);
    }
}
