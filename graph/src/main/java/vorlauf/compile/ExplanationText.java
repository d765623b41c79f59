package vorlauf.compile;

import java.util.List;
import java.util.Locale;
import vorlauf.compile.Explanation.Cycle;
import vorlauf.compile.Explanation.NodeLine;
import vorlauf.compile.Explanation.Path;
import vorlauf.compile.Explanation.StepLine;

/** An explanation as text for people. */
final class ExplanationText {
    private static final int MOST_NUMBERS = 16;

    private final Explanation explanation;
    private final StringBuilder text = new StringBuilder();

    private ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    static String of(Explanation explanation) {
        ExplanationText text = new ExplanationText(explanation);
        text.heading();
        explanation.nodes().forEach(text::node);
        text.steps();
        text.cycles();
        text.paths();
        return text.text.toString();
    }

    private void add(String line) {
        text.append(line).append(System.lineSeparator());
    }

    private void heading() {
        add(String.format(
                Locale.ROOT,
                "%d nodes, %d steps, %d buffers of %d frames at %.0f Hz",
                explanation.nodes().size(),
                explanation.steps().size(),
                explanation.bufferCount(),
                explanation.blockFrames(),
                explanation.sampleRateHertz()));
        add("");
        add("Nodes in the order of rendering");
    }

    private void node(NodeLine node) {
        add(String.format(
                        Locale.ROOT,
                        "  n%-5d %-8s %d ch  %s",
                        node.number(),
                        node.rate(),
                        node.channels(),
                        node.label())
                + (node.key().isEmpty() ? "" : " '" + node.key() + "'")
                + (node.values().isEmpty() ? "" : "(" + String.join(", ", node.values()) + ")")
                + (node.inputs().isEmpty() ? "" : " <- " + numbered("n", node.inputs()))
                + (node.place().isEmpty() ? "" : "  " + node.place())
                + (node.isOutput() ? "  [output]" : ""));
    }

    private void steps() {
        long groups =
                explanation.steps().stream().filter(step -> step.rows() > 0).count();
        long grouped = explanation.steps().stream().filter(StepLine::inGroup).count();
        long fused = explanation.steps().stream()
                .filter(step -> step.fused() && step.rows() == 0)
                .count();
        add("");
        add(String.format(
                Locale.ROOT,
                "Steps and buffers: %d steps in %d groups, %d fused; some %.1f ns a frame expected with %s kernels",
                grouped,
                groups,
                fused,
                explanation.nanosPerFrame(),
                explanation.kernels()));
        List<StepLine> steps = explanation.steps();
        for (int i = 0; i < steps.size(); i++) {
            step(i, steps.get(i));
        }
    }

    private void step(int number, StepLine step) {
        String name = step.rows() > 0
                ? step.group() + " of " + step.rows() + ": " + step.name()
                : (step.inGroup() ? "  " : "") + step.name();
        String cost = step.inGroup() ? "" : String.format(Locale.ROOT, "%8.2f ns", step.nanosPerFrame());
        add((String.format(Locale.ROOT, "  %5d %-11s  %-17s n%-5d", number, cost, name, step.node())
                        + (step.reads().isEmpty() ? "" : " reads " + numbered("b", step.reads()))
                        + (step.writes().isEmpty() ? "" : " writes " + numbered("b", step.writes()))
                        + (step.freed().isEmpty() ? "" : " frees " + numbered("b", step.freed()))
                        + (step.chunkFrames() < explanation.blockFrames()
                                ? "  " + step.chunkFrames() + " frames at a time"
                                : ""))
                .stripTrailing());
    }

    private void cycles() {
        add("");
        add("Cycles");
        for (Cycle cycle : explanation.cycles()) {
            add(String.format(
                    Locale.ROOT,
                    "  %s, closed by %s, rendered %d frames at a time",
                    numbered("n", cycle.nodes()),
                    numbered("n", cycle.closedBy()),
                    cycle.chunkFrames()));
        }
        if (explanation.cycles().isEmpty()) {
            add("  none");
        }
    }

    private void paths() {
        add("");
        add("Latency to the output");
        for (Path path : explanation.paths()) {
            add(String.format(
                    Locale.ROOT,
                    "  n%-5d %s",
                    path.source(),
                    path.leastFrames() == path.mostFrames()
                            ? frames(path.leastFrames())
                            : frames(path.leastFrames()) + " to " + frames(path.mostFrames())));
        }
    }

    private String frames(long count) {
        return String.format(Locale.ROOT, "%d frames (%.3f ms)", count, count * 1000 / explanation.sampleRateHertz());
    }

    private static String numbered(String prefix, List<Integer> numbers) {
        StringBuilder text = new StringBuilder();
        int shown = Math.min(numbers.size(), MOST_NUMBERS);
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : " ").append(prefix).append(numbers.get(i));
        }
        return text + (shown < numbers.size() ? " and " + (numbers.size() - shown) + " more" : "");
    }
}
