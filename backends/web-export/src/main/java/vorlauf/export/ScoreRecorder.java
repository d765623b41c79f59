package vorlauf.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphException;
import vorlauf.compile.Problem;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.RenderWitness;
import vorlauf.page.ControlRange;
import vorlauf.plan.ControlCell;
import vorlauf.plan.PlanChange;
import vorlauf.plan.PlanForm;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.Step;
import vorlauf.score.Score;

/**
 * Records an offline render as a score: every plan as it was before its first block, the frames at which plans came into
 * force, and every value that a control had.
 *
 * <p>Threads: the render's, then the caller's.
 */
final class ScoreRecorder implements RenderWitness {
    private final ScoreWriter writer = new ScoreWriter();
    private final Map<Long, Change> changes = new HashMap<>();
    private final List<Score.Entry> entries = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final Map<String, ControlRange> ranges = new LinkedHashMap<>();
    private @Nullable PlanForm first;
    private int graphs;

    /** Numbers of the plans of an edit; -1 where there is no transition. */
    private record Change(int transition, int transitionBlocks, int settled) {}

    @Override
    public void compiled(CompiledGraph graph) throws GraphException {
        PlanChange change = graph.change();
        refuseOutsideWorld(change.settled().form());
        first = first == null ? change.settled().form() : first;
        RenderPlan transition = change.transition();
        int number = transition == null ? -1 : writer.plan(transition.form());
        int settled = writer.plan(change.settled().form());
        changes.put(change.revision(), new Change(number, change.transitionBlocks(), settled));
        for (int cell = values.size(); cell < writer.cells().size(); cell++) {
            ControlCell added = writer.cells().get(cell);
            values.add(added.value());
            ranges.merge(added.name(), ControlRange.at(added.name(), added.value()), (known, _) -> known);
        }
    }

    @Override
    public void rendered(long firstFrame) {
        for (int number = 0; number < values.size(); number++) {
            ControlCell cell = writer.cells().get(number);
            double value = cell.value();
            if (Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(values.get(number))) {
                values.set(number, value);
                entries.add(new Score.Value(firstFrame, number, value));
                ranges.computeIfPresent(cell.name(), (_, range) -> range.with(value));
            }
        }
    }

    /** Notes when a graph comes into force; its fade ends by itself. */
    void happened(EngineEvent event) {
        if (!(event instanceof EngineEvent.PlanSwapped swapped)) {
            return;
        }
        Change change = changes.get(swapped.revision());
        if (change == null) {
            throw new IllegalStateException("graph " + swapped.revision() + " came into force before it was compiled");
        }
        graphs++;
        long settledFrame = swapped.positionFrames();
        if (change.transition() >= 0) {
            entries.add(new Score.InForce(settledFrame, change.transition()));
            settledFrame += (long) change.transitionBlocks() * blockFrames();
        }
        entries.add(new Score.InForce(settledFrame, change.settled()));
    }

    /** Graphs that came into force. */
    int graphs() {
        return graphs;
    }

    /** Controls in the order in which they first appear. */
    List<ControlRange> controls() {
        return List.copyOf(ranges.values());
    }

    /** Whether anything happens after the first block. */
    boolean moves() {
        return graphs > 1 || entries.stream().anyMatch(Score.Value.class::isInstance);
    }

    /** The score of a render that is done, {@code frames} long. */
    byte[] finish(double sampleRateHertz, int channels, long frames) {
        entries.sort(Comparator.comparingLong(Score.Entry::frame));
        return writer.finish(sampleRateHertz, blockFrames(), channels, entries, frames);
    }

    private int blockFrames() {
        PlanForm form = first;
        if (form == null) {
            throw new IllegalStateException("no graph was compiled");
        }
        return form.blockFrames();
    }

    private static void refuseOutsideWorld(PlanForm form) throws GraphException {
        List<Problem> problems = new ArrayList<>();
        int[] steps = form.steps();
        for (int at = 0; at < steps.length; at += Step.LENGTH) {
            int code = steps[at + Step.CODE];
            if (code == Step.SAMPLES || code == Step.CUSTOM) {
                String node = form.nodeTitles().apply(steps[at + Step.NODE]);
                String reason = code == Step.CUSTOM
                        ? "runs Java code of the patch, which a page does not have"
                        : "reads samples from outside, which a page does not have";
                int place = node.endsWith(")") ? node.lastIndexOf(" (") : -1;
                problems.add(new Problem(
                        place < 0 ? "" : node.substring(place + 2, node.length() - 1),
                        (place < 0 ? node : node.substring(0, place)) + " cannot be exported: it " + reason
                                + "; run and render play it"));
            }
        }
        if (!problems.isEmpty()) {
            throw new GraphException(problems);
        }
    }
}
