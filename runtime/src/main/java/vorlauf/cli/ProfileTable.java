package vorlauf.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import vorlauf.engine.RenderProfile;

/** A profile as text: the dearest nodes, then the dearest steps. */
final class ProfileTable {
    private static final int MOST_LINES = 20;

    private ProfileTable() {}

    static String of(RenderProfile.Report report) {
        String end = System.lineSeparator();
        if (report.steps().isEmpty()) {
            return "nothing was measured: no plan was in force for long enough; render some seconds" + end;
        }
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%nNodes, by what a frame of all their steps takes (%d of %d frames measured)%n",
                report.measuredFrames(),
                report.frames()));
        text.append(String.format(Locale.ROOT, "  %10s %7s %6s  %s%n", "ns a frame", "share", "steps", "node"));
        for (RenderProfile.NodeCost node : first(report.nodes())) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %10.2f %6.1f%% %6d  %s%s%n",
                    node.nanosPerFrame(),
                    100 * node.share(),
                    node.steps(),
                    node.node(),
                    node.place().isEmpty() ? "" : "  " + node.place()));
        }
        text.append(more(report.nodes(), "nodes"));
        List<RenderProfile.StepCost> steps = report.steps().stream()
                .sorted(Comparator.comparingDouble(RenderProfile.StepCost::nanosPerFrame)
                        .reversed())
                .toList();
        text.append(String.format(Locale.ROOT, "%nSteps of the plan that rendered the longest%n"));
        text.append(String.format(Locale.ROOT, "  %10s %7s %6s  %s%n", "ns a frame", "share", "step", "what"));
        for (RenderProfile.StepCost step : first(steps)) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %10.2f %6.1f%% %6d  %s, %s%n",
                    step.nanosPerFrame(),
                    100 * step.share(),
                    step.step(),
                    step.group().isEmpty() ? step.name() : step.group() + " of " + step.rows() + ": " + step.name(),
                    step.node()));
        }
        return text.append(more(steps, "steps")).toString();
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MOST_LINES, all.size()));
    }

    private static String more(List<?> all, String what) {
        return all.size() <= MOST_LINES
                ? ""
                : "  and " + (all.size() - MOST_LINES) + " more " + what + ", all in --json" + System.lineSeparator();
    }
}
