package vorlauf.stress;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vorlauf.check.HandOff;
import vorlauf.check.Mutant;
import vorlauf.check.Tool;

/** The matrix of mutants and tools as a page. */
final class MutantsPage {
    private MutantsPage() {}

    /** The text of {@code docs/mutants.md}. */
    static String of(List<Fate> fates, LocalDate date, String machine) {
        StringBuilder page = new StringBuilder();
        page.append("# Mutants\n\n");
        page.append("Made by `./vorlauf stress --mutants` on ")
                .append(date)
                .append(", ")
                .append(machine)
                .append(".\n\n");
        page.append(
                        "Every mutant is the product with one fault, made by an edit of its source or of a library's class file. ")
                .append(
                        "The model checker looks at all of them in every build; Lincheck and jcstress run the tests that the\n")
                .append(
                        "product passes with the mutant's classes first on the class path. *caught* says by what; *lives* has the ")
                .append("reason why this tool cannot see the fault, and that is part of what is\n")
                .append("checked: a mutant that lives without a declared reason fails the run.\n\n");
        append(page, counts(fates));
        Map<HandOff, Map<Mutant, Map<Tool, Fate>>> rows = new EnumMap<>(HandOff.class);
        for (Fate fate : fates) {
            rows.computeIfAbsent(fate.mutant().handOff(), handOff -> new LinkedHashMap<>())
                    .computeIfAbsent(fate.mutant(), mutant -> new EnumMap<>(Tool.class))
                    .put(fate.tool(), fate);
        }
        rows.forEach((handOff, mutants) -> {
            page.append("## ")
                    .append(handOff.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(" (`")
                    .append(handOff.className())
                    .append("`)\n\n| mutant | fault | model checker | Lincheck | jcstress |\n|---|---|---|---|---|\n");
            mutants.forEach((mutant, byTool) -> {
                page.append("| `").append(mutant.name()).append("` | ").append(mutant.what());
                for (Tool tool : Tool.values()) {
                    page.append(" | ").append(cell(byTool.get(tool)));
                }
                page.append(" |\n");
            });
            page.append('\n');
        });
        page.append("## What x86 cannot show\n\n")
                .append(
                        "x86 keeps stores in order and loads in order, so a missing release or acquire shows there only where the\n")
                .append(
                        "compiler makes something of it. Lincheck explores sequentially consistent schedules on any machine. The\n")
                .append(
                        "model checker finds these mutants on every machine; the processor's own word on them comes from\n\n")
                .append("    ./vorlauf stress --mutants          # on a machine with an ARM processor\n")
                .append(
                        "    ./vorlauf stress --full             # the product's own tests, every split of compilers\n");
        return page.toString();
    }

    private static void append(StringBuilder page, Map<Tool, Map<Fate.Outcome, Integer>> counts) {
        page.append(
                "| tool | caught | lives, as declared | not judged | lives, undeclared | broke down |\n|---|---|---|---|---|---|\n");
        counts.forEach((tool, byOutcome) -> {
            page.append("| ").append(tool.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            for (Fate.Outcome outcome : List.of(
                    Fate.Outcome.CAUGHT,
                    Fate.Outcome.EXPECTED_SURVIVOR,
                    Fate.Outcome.NOT_JUDGED,
                    Fate.Outcome.SURVIVED,
                    Fate.Outcome.BROKEN)) {
                page.append(" | ").append(byOutcome.getOrDefault(outcome, 0));
            }
            page.append(" |\n");
        });
        page.append('\n');
    }

    private static Map<Tool, Map<Fate.Outcome, Integer>> counts(List<Fate> fates) {
        Map<Tool, Map<Fate.Outcome, Integer>> counts = new EnumMap<>(Tool.class);
        for (Fate fate : fates) {
            counts.computeIfAbsent(fate.tool(), tool -> new EnumMap<>(Fate.Outcome.class))
                    .merge(fate.outcome(), 1, Integer::sum);
        }
        return counts;
    }

    private static String cell(@Nullable Fate fate) {
        if (fate == null) {
            return "";
        }
        return switch (fate.outcome()) {
            case CAUGHT -> "caught: " + fate.detail();
            case EXPECTED_SURVIVOR -> "lives: " + fate.detail();
            case NOT_JUDGED -> "not judged: " + fate.detail();
            case SURVIVED -> "**LIVES**";
            case BROKEN -> "**BROKE DOWN**: " + fate.detail();
        };
    }
}
