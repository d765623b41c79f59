package vorlauf.stress;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vorlauf.check.HandOff;
import vorlauf.check.Mutant;
import vorlauf.check.Tool;

/** The matrix of mutants and tools as a page, whose rows are renewed together or one by one and carry their day. */
final class MutantsPage {
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `([^`]+)` \\| [^|]* \\| ([^|]*) \\| ([^|]*) \\| ([^|]*) \\| (\\d{4}-\\d\\d-\\d\\d) \\|$");
    private static final List<String> OUTCOMES =
            List.of("caught", "lives:", "not judged", "**LIVES**", "**BROKE DOWN**");

    private MutantsPage() {}

    /** What became of a mutant under each tool, and on which day. */
    private record Row(List<String> cells, String day) {}

    /**
     * The text of {@code docs/mutants.md}.
     *
     * @param before the page so far, whose other rows stay as far as the catalogue still has their mutants; may be empty
     * @param fates of the mutants that were run now, under every tool
     * @param catalogue all mutants, in the order of the page
     */
    static String of(String before, List<Fate> fates, List<Mutant> catalogue, LocalDate day, String machine) {
        Map<String, Row> known = rows(before);
        for (Mutant mutant : catalogue) {
            List<String> cells = new ArrayList<>();
            for (Tool tool : Tool.values()) {
                fates.stream()
                        .filter(fate ->
                                fate.tool() == tool && fate.mutant().name().equals(mutant.name()))
                        .forEach(fate -> cells.add(cell(fate)));
            }
            if (!cells.isEmpty()) {
                known.put(mutant.name(), new Row(cells, day.toString()));
            }
        }
        List<Mutant> run = catalogue.stream()
                .filter(mutant -> known.containsKey(mutant.name()))
                .toList();
        StringBuilder page = new StringBuilder();
        append(page, run.size(), catalogue.size(), machine);
        appendCounts(page, run.stream().map(mutant -> row(known, mutant)).toList());
        for (HandOff handOff : HandOff.values()) {
            List<Mutant> own =
                    run.stream().filter(mutant -> mutant.handOff() == handOff).toList();
            if (!own.isEmpty()) {
                append(page, handOff, own, known);
            }
        }
        appendEnd(page);
        return page.toString();
    }

    private static Row row(Map<String, Row> known, Mutant mutant) {
        return known.getOrDefault(mutant.name(), new Row(List.of(), ""));
    }

    private static Map<String, Row> rows(String page) {
        Map<String, Row> rows = new LinkedHashMap<>();
        Matcher matcher = ROW.matcher(page);
        while (matcher.find()) {
            rows.put(
                    matcher.group(1),
                    new Row(List.of(matcher.group(2), matcher.group(3), matcher.group(4)), matcher.group(5)));
        }
        return rows;
    }

    private static void append(StringBuilder page, int run, int all, String machine) {
        page.append("# Mutants\n\n")
                .append("Made by `./vorlauf stress --mutants`, each row on the day that stands behind it, at last on\n")
                .append(machine)
                .append(". Rows: ")
                .append(run)
                .append(" of ")
                .append(all)
                .append(" mutants.\n\n")
                .append("""
                        Every mutant is the product with one fault, made by an edit of its source or of a library's class file. The model checker
                        looks at all of them in every build; Lincheck and jcstress run the tests that the product passes with the mutant's classes
                        first on the class path. *caught* says by what; *lives* has the reason why this tool cannot see the fault, and that is part
                        of what is checked: a mutant that lives without a declared reason fails the run.

                        """);
    }

    private static void append(StringBuilder page, HandOff handOff, List<Mutant> mutants, Map<String, Row> known) {
        page.append("## ")
                .append(handOff.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .append(" (`")
                .append(handOff.className())
                .append(
                        "`)\n\n| mutant | fault | model checker | Lincheck | jcstress | day |\n|---|---|---|---|---|---|\n");
        for (Mutant mutant : mutants) {
            Row row = row(known, mutant);
            page.append("| `").append(mutant.name()).append("` | ").append(plain(mutant.what()));
            row.cells().forEach(cell -> page.append(" | ").append(cell));
            page.append(" | ").append(row.day()).append(" |\n");
        }
        page.append('\n');
    }

    private static void appendCounts(StringBuilder page, List<Row> rows) {
        page.append(
                "| tool | caught | lives, as declared | not judged | lives, undeclared | broke down |\n|---|---|---|---|---|---|\n");
        for (Tool tool : Tool.values()) {
            page.append("| ").append(tool.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            for (String outcome : OUTCOMES) {
                long count = rows.stream()
                        .filter(row -> row.cells().get(tool.ordinal()).startsWith(outcome))
                        .count();
                page.append(" | ").append(count);
            }
            page.append(" |\n");
        }
        page.append('\n');
    }

    private static void appendEnd(StringBuilder page) {
        page.append("""
                ## What x86 cannot show

                x86 keeps stores in order and loads in order, so a missing release or acquire shows there only where the compiler makes
                something of it. Lincheck explores sequentially consistent schedules on any machine. The model checker finds these mutants
                on every machine; the processor's own word on them comes from

                    ./vorlauf stress --mutants          # on a machine with an ARM processor
                    ./vorlauf stress --full             # the product's own tests, every split of compilers
                """);
    }

    private static String cell(Fate fate) {
        String detail = plain(fate.detail());
        return switch (fate.outcome()) {
            case CAUGHT -> "caught: " + detail;
            case EXPECTED_SURVIVOR -> "lives: " + detail;
            case NOT_JUDGED -> "not judged: " + detail;
            case SURVIVED -> "**LIVES**";
            case BROKEN -> "**BROKE DOWN**: " + detail;
        };
    }

    /** A bar would end the cell. */
    private static String plain(@Nullable String text) {
        return text == null ? "" : text.replace('|', '/').replace('\n', ' ');
    }
}
