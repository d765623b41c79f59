package vorlauf.compile;

import java.util.List;
import java.util.stream.Collectors;

/** A graph that cannot be compiled, with every problem that was found in it, in the order of declaration. */
public final class GraphException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** An exception with at least one problem. */
    public GraphException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All problems, at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
