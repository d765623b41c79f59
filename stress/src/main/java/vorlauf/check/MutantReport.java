package vorlauf.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.check.model.Finding;
import vorlauf.check.model.ShownSchedule;

/** Prints how mutants die under the model checker. */
final class MutantReport {
    /** Stands for every mutant there is. */
    static final String ALL = "all";

    private MutantReport() {}

    /** Checks one mutant or all of them; the exit code is 0 where all die as they should. */
    static int print(String name, int bound, boolean json) {
        List<Mutant> chosen = name.equals(ALL)
                ? Mutants.all()
                : Mutants.all().stream()
                        .filter(mutant -> mutant.name().equals(name))
                        .toList();
        if (chosen.isEmpty()) {
            System.err.println("there is no mutant " + name + "; there are: "
                    + String.join(", ", Mutants.all().stream().map(Mutant::name).toList()));
            return 2;
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        boolean allDie = true;
        for (Mutant mutant : chosen) {
            HandOffCheck.Outcome outcome;
            try {
                outcome = HandOffCheck.check(mutant, bound);
            } catch (IllegalStateException e) {
                System.err.println(e.getMessage());
                return 3;
            }
            Finding finding = outcome.finding();
            boolean dies = finding != null && mutant.expected().contains(finding.kind());
            allDie &= dies;
            if (json) {
                rows.add(figures(mutant, outcome, dies));
            } else {
                printLine(mutant, outcome, dies);
                if (chosen.size() == 1) {
                    printSchedule(mutant, outcome);
                }
            }
        }
        if (json) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(rows));
        }
        return allDie ? 0 : 1;
    }

    /** Checks every hand-off as it is; the exit code is 0 where all hold. */
    static int printHandOffs(int bound, boolean json) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        boolean allHold = true;
        for (HandOff handOff : HandOff.values()) {
            HandOffCheck.Outcome outcome = HandOffCheck.check(handOff, bound);
            Finding finding = outcome.finding();
            allHold &= finding == null;
            if (json) {
                Map<String, @Nullable Object> figures = new LinkedHashMap<>();
                figures.put("handOff", handOff.name());
                figures.put("verdict", finding == null ? "holds" : "violated");
                figures.put("property", finding == null ? null : finding.property());
                figures.put("schedules", outcome.schedules());
                figures.put("bound", bound);
                figures.put("complete", outcome.complete());
                rows.add(figures);
            } else {
                System.out.printf(
                        Locale.ROOT,
                        "%-13s %-32s %s, %,d schedules%s%n",
                        label(handOff),
                        handOff.className(),
                        finding == null ? "holds" : "VIOLATED: " + finding.property() + ": " + finding.message(),
                        outcome.schedules(),
                        outcome.complete() ? "" : "; there are more than were run");
                ShownSchedule shown = outcome.counterExample();
                if (shown != null) {
                    shown.table().forEach(System.out::println);
                }
            }
        }
        if (json) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(rows));
        }
        return allHold ? 0 : 1;
    }

    private static String label(HandOff handOff) {
        return handOff.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void printLine(Mutant mutant, HandOffCheck.Outcome outcome, boolean dies) {
        ShownSchedule shown = outcome.counterExample();
        Finding finding = outcome.finding();
        System.out.printf(
                Locale.ROOT,
                "%-28s %-13s %-15s %7d schedules, smallest: %s%n",
                mutant.name(),
                label(mutant.handOff()),
                finding == null
                        ? "SURVIVES"
                        : (dies ? "" : "NOT AS EXPECTED: ") + finding.kind().label(),
                outcome.schedules(),
                shown == null ? "none" : "no. " + shown.number() + ", departures " + shown.departures());
    }

    private static void printSchedule(Mutant mutant, HandOffCheck.Outcome outcome) {
        System.out.println("  fault: " + mutant.what());
        ShownSchedule shown = outcome.counterExample();
        Finding finding = outcome.finding();
        if (shown != null && finding != null) {
            System.out.println("  " + finding.property() + ": " + finding.message());
            System.out.println("  scenario: " + outcome.scenario());
            System.out.println();
            shown.table().forEach(System.out::println);
        }
    }

    private static Map<String, @Nullable Object> figures(Mutant mutant, HandOffCheck.Outcome outcome, boolean dies) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        ShownSchedule shown = outcome.counterExample();
        Finding finding = outcome.finding();
        figures.put("mutant", mutant.name());
        figures.put("handOff", mutant.handOff().name());
        figures.put("dies", dies);
        figures.put("kind", finding == null ? null : finding.kind().label());
        figures.put("property", finding == null ? null : finding.property());
        figures.put("schedules", outcome.schedules());
        figures.put("schedule", shown == null ? null : shown.number());
        figures.put("departures", shown == null ? null : shown.departures());
        return figures;
    }
}
