package vorlauf.notebooks.display;

import java.util.ArrayList;
import java.util.List;
import vorlauf.compile.Explanation;
import vorlauf.compile.Explanation.StepLine;
import vorlauf.drawing.PlanPicture;
import vorlauf.drawing.PlanPicture.Form;
import vorlauf.drawing.PlanPicture.Line;

/** A plan: its steps with their lanes as a picture, and all that {@code explain} prints. */
final class PlanDisplay {
    private static final int MOST_LINES = 120;

    private PlanDisplay() {}

    static Rendering of(Explanation explanation) {
        PlanPicture picture = new PlanPicture("plan", lines(explanation));
        List<String> all = Places.readable(explanation.text()).lines().toList();
        List<String> shown = new ArrayList<>(all.subList(0, Math.min(MOST_LINES, all.size())));
        if (shown.size() < all.size()) {
            shown.add("and " + (all.size() - shown.size()) + " lines more: System.out.print(plan.text())");
        }
        Html html = new Html()
                .svg(picture.svg(), "the steps of the plan and their lanes")
                .folded("nodes and steps", new Html().lines(shown));
        return new Rendering(String.join(System.lineSeparator(), shown), html.toString());
    }

    /** A line for each group and for each step by itself; a group's rows are in its line. */
    private static List<Line> lines(Explanation explanation) {
        List<Line> lines = new ArrayList<>();
        for (StepLine step : explanation.steps()) {
            if (step.rows() > 0) {
                Form form = step.group().equals("run") ? Form.RUN : Form.LANES;
                lines.add(new Line(
                        step.name() + ", " + step.group() + " of " + step.rows(),
                        form,
                        step.rows(),
                        step.nanosPerFrame()));
            } else if (!step.inGroup()) {
                lines.add(new Line(step.name(), Form.ALONE, 1, step.nanosPerFrame()));
            }
        }
        return lines;
    }
}
