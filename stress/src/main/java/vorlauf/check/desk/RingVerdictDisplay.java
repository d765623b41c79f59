package vorlauf.check.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import vorlauf.check.model.Finding;
import vorlauf.check.model.ShownSchedule;
import vorlauf.check.ring.RingReport;
import vorlauf.notebooks.display.Html;
import vorlauf.notebooks.display.Places;
import vorlauf.notebooks.display.Rendering;

/** A verdict on a ring: what was explored, and where a promise is broken the schedule that shows it. */
final class RingVerdictDisplay {
    private static final Pattern COLUMNS = Pattern.compile(" \\| ?");

    private RingVerdictDisplay() {}

    static Rendering of(RingVerdict verdict) {
        RingReport report = verdict.report();
        Finding finding = report.finding();
        String explored = String.format(
                Locale.ROOT,
                "%,d schedules of %d scenarios, bound %d%s",
                report.schedules(),
                report.scenarios(),
                report.bound(),
                report.complete() ? ", all there are" : "; some scenarios have more schedules than were run");
        if (finding == null) {
            String holds = verdict.ring() + " holds: every property, in all that was explored";
            return new Rendering(
                    holds + System.lineSeparator() + explored,
                    new Html().title(holds).line(explored).toString());
        }
        String violates = verdict.ring() + " violates: " + finding.property();
        List<String> lines = new ArrayList<>();
        lines.add(Places.readable(finding.kind().label() + ": " + finding.message()));
        lines.add("scenario: " + report.scenario());
        Html html = new Html().alarm(violates);
        lines.forEach(html::line);
        ShownSchedule shown = report.counterExample();
        if (shown != null) {
            schedule(html, shown);
            lines.addAll(shown.table().stream().map(Places::readable).toList());
        }
        html.line(explored);
        return new Rendering(
                violates + System.lineSeparator() + String.join(System.lineSeparator(), lines), html.toString());
    }

    /** A column for each thread; time runs down. */
    static void schedule(Html html, ShownSchedule shown) {
        List<String> heading = cells(shown.table().getFirst());
        List<List<String>> rows = shown.table().stream()
                .skip(1)
                .map(Places::readable)
                .map(RingVerdictDisplay::cells)
                .toList();
        html.table(heading, rows);
        html.line(String.format(
                Locale.ROOT,
                "schedule %d, which leaves the simplest one %d time%s",
                shown.number(),
                shown.departures(),
                shown.departures() == 1 ? "" : "s"));
    }

    private static List<String> cells(String line) {
        return COLUMNS.splitAsStream(line).map(String::strip).toList();
    }
}
