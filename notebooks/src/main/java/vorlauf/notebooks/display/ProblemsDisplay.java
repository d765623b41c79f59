package vorlauf.notebooks.display;

import java.util.ArrayList;
import java.util.List;
import vorlauf.compile.GraphException;
import vorlauf.compile.Problem;

/** What is wrong with a graph: a row for each problem, with its place. */
final class ProblemsDisplay {
    private ProblemsDisplay() {}

    static Rendering of(GraphException wrong) {
        List<List<String>> rows = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Problem problem : wrong.problems()) {
            String place = Places.readable(problem.place());
            rows.add(List.of(place, problem.message()));
            lines.add(place.isEmpty() ? problem.message() : place + ": " + problem.message());
        }
        String title = rows.size() == 1 ? "This graph has a problem" : "This graph has " + rows.size() + " problems";
        return new Rendering(
                title + System.lineSeparator() + String.join(System.lineSeparator(), lines),
                new Html().alarm(title).table(List.of("place", "problem"), rows).toString());
    }
}
