package vorlauf.stress.peers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import vorlauf.drawing.Bars;

/**
 * The outcome of a contest.
 *
 * @param results a line for each engine and workload
 * @param missing engines that are not there, a line each
 * @param rounds turns of each engine
 * @param seconds CPU time of a turn
 */
public record ContestReport(List<ContestResult> results, List<String> missing, int rounds, double seconds) {

    public ContestReport {
        results = List.copyOf(results);
        missing = List.copyOf(missing);
    }

    /** Whether all that was measured agrees with the reference. */
    public boolean agrees() {
        return results.stream().allMatch(result -> result.problem().isEmpty() && result.agrees());
    }

    private List<String> peers() {
        return List.copyOf(
                new LinkedHashSet<>(results.stream().map(ContestResult::peer).toList()));
    }

    private List<String> workloads() {
        return List.copyOf(new LinkedHashSet<>(
                results.stream().map(ContestResult::workload).toList()));
    }

    private String cell(String peer, String workload, boolean ratios) {
        for (ContestResult result : results) {
            if (result.peer().equals(peer) && result.workload().equals(workload)) {
                if (!result.problem().isEmpty()) {
                    return "failed";
                }
                double value = ratios ? result.timesTheLimit() : result.bestNanosPerFrame();
                return (Double.isNaN(value) ? "?" : number(value)) + (result.agrees() ? "" : " (other work)");
            }
        }
        return "-";
    }

    /** Three digits. */
    private static String number(double value) {
        int digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    private List<List<String>> rows(boolean ratios) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(ratios ? "times the C limit" : "ns a frame"));
        head.addAll(workloads());
        rows.add(head);
        for (String peer : peers()) {
            List<String> row = new ArrayList<>(List.of(peer));
            for (String workload : workloads()) {
                row.add(cell(peer, workload, ratios));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Tables of figures and of ratios in aligned columns, then what is to be said beside them. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (boolean ratios : new boolean[] {false, true}) {
            List<List<String>> rows = rows(ratios);
            for (List<String> row : rows) {
                for (int column = 0; column < row.size(); column++) {
                    int at = column;
                    int width = rows.stream()
                            .mapToInt(other -> other.get(at).length())
                            .max()
                            .orElse(0);
                    String cell = row.get(column);
                    text.append(column == 0 ? "" : "  ");
                    text.append(column == 0 ? cell : " ".repeat(width - cell.length()) + cell);
                    text.append(column == 0 ? " ".repeat(width - cell.length()) : "");
                }
                text.append(System.lineSeparator());
            }
            text.append(System.lineSeparator());
        }
        remarks().forEach(line -> text.append(line).append(System.lineSeparator()));
        return text.toString();
    }

    /** The same as tables of Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        for (boolean ratios : new boolean[] {false, true}) {
            List<List<String>> rows = rows(ratios);
            for (int i = 0; i < rows.size(); i++) {
                text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
                if (i == 0) {
                    text.append("|---|")
                            .repeat("---|", rows.getFirst().size() - 1)
                            .append('\n');
                }
            }
            text.append('\n');
        }
        remarks().forEach(line -> text.append("- ").append(line).append('\n'));
        return text.toString();
    }

    /** Agreement of each engine, failures, notes, and what is missing. */
    private List<String> remarks() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "CPU time of a frame in the best of %d rounds of %.1f s that took turns; ratios are of the best rounds.",
                rounds,
                seconds));
        for (String peer : peers()) {
            List<String> found = new ArrayList<>();
            List<String> notes = new ArrayList<>();
            for (ContestResult result : results) {
                if (result.peer().equals(peer)) {
                    found.add(result.workload() + " "
                            + (result.problem().isEmpty() ? result.agreement() : result.problem()));
                    if (!result.note().isEmpty() && !notes.contains(result.note())) {
                        notes.add(result.note());
                    }
                }
            }
            lines.add(peer + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")") + " beside the reference: "
                    + String.join("; ", found) + ".");
        }
        lines.addAll(missing);
        return lines;
    }

    /** The ratios as bars: a group for each workload, a bar for each engine. */
    public Bars bars() {
        List<String> peers = peers();
        List<String> workloads = workloads();
        double[][] values = new double[peers.size()][workloads.size()];
        for (double[] row : values) {
            java.util.Arrays.fill(row, Double.NaN);
        }
        for (ContestResult result : results) {
            values[peers.indexOf(result.peer())][workloads.indexOf(result.workload())] = result.timesTheLimit();
        }
        return new Bars(workloads, peers, values);
    }
}
