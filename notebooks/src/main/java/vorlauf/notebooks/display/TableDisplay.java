package vorlauf.notebooks.display;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import vorlauf.drawing.Tabular;

/** Results in rows. */
public final class TableDisplay {
    private TableDisplay() {}

    static Rendering of(Tabular table) {
        return of(table.heading(), table.cells());
    }

    /** Rows under a heading. */
    public static Rendering of(List<String> heading, List<List<String>> rows) {
        return new Rendering(
                text(heading, rows), new Html().table(heading, rows).toString());
    }

    /** The same in letters of one width. */
    public static String text(List<String> heading, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(heading);
        all.addAll(rows);
        int[] widths = new int[heading.size()];
        for (List<String> row : all) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return all.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int column = 0; column < row.size(); column++) {
                        String cell = row.get(column);
                        line.append(cell).repeat(' ', widths[column] + 2 - cell.length());
                    }
                    return line.toString().stripTrailing();
                })
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
