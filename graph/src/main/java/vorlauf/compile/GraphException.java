package vorlauf.compile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A graph that cannot be compiled, with every problem that was found in it, in the order of declaration. */
public final class GraphException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** An exception with at least one problem. */
    public GraphException(List<Problem> problems) {
        super(told(problems).stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = told(problems);
    }

    /** Each problem once, with how often it was found. */
    private static List<Problem> told(List<Problem> problems) {
        Map<Problem, Long> counts = problems.stream()
                .collect(Collectors.groupingBy(problem -> problem, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(each ->
                        each.getValue() == 1 ? each.getKey() : each.getKey().times(each.getValue()))
                .toList();
    }

    /** All problems, at least one; what was found of many nodes that one line declares is told once. */
    public List<Problem> problems() {
        return problems;
    }
}
