package vorlauf.check.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vorlauf.check.Tool;
import vorlauf.check.model.Finding;
import vorlauf.check.model.ShownSchedule;
import vorlauf.notebooks.display.Html;
import vorlauf.notebooks.display.Rendering;
import vorlauf.notebooks.display.TableDisplay;

/** Mutants in rows: the fault, how the model checker finds it, and which other tools are known not to see it, and why. */
final class MutantTableDisplay {
    private static final List<String> HEADING =
            List.of("mutant", "fault", "model checker", "schedules", "smallest", "who cannot see it");

    private MutantTableDisplay() {}

    static Rendering of(MutantTable table) {
        List<List<String>> rows =
                table.rows().stream().map(MutantTableDisplay::row).toList();
        long alive = table.rows().stream().filter(row -> !row.dies()).count();
        String summary = String.format(
                Locale.ROOT,
                "%d mutants of %s: %s",
                rows.size(),
                table.handOff().className().replaceAll(".*\\.", ""),
                alive == 0 ? "all are found" : alive + " live");
        Html html = new Html();
        return new Rendering(
                summary + System.lineSeparator() + TableDisplay.text(HEADING, rows),
                (alive == 0 ? html.title(summary) : html.alarm(summary))
                        .table(HEADING, rows)
                        .toString());
    }

    private static List<String> row(MutantTable.Row row) {
        Finding finding = row.outcome().finding();
        ShownSchedule shown = row.outcome().counterExample();
        List<String> blind = new ArrayList<>();
        for (Tool tool : Tool.values()) {
            String reason = row.mutant().survives().get(tool);
            if (reason != null) {
                blind.add(tool.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + reason);
            }
        }
        return List.of(
                row.mutant().name(),
                row.mutant().what(),
                finding == null
                        ? "LIVES"
                        : (row.dies() ? "" : "not as expected: ")
                                + finding.kind().label(),
                String.format(Locale.ROOT, "%,d", row.outcome().schedules()),
                shown == null ? "none" : "no. " + shown.number() + ", " + shown.departures() + " departures",
                String.join("; ", blind));
    }
}
