package vorlauf.compile;

import vorlauf.graph.Signal;

/** Skeleton of the contract; the passes follow in the next commits. */
public final class GraphCompiler {
    public GraphCompiler(CompileSettings settings, AudioFiles files) {}

    /** Compiles a graph as an edit of the graph compiled before; on a problem the graph before stays the base. */
    public CompiledGraph compile(Signal graph) throws GraphException {
        throw new GraphException(java.util.List.of(new Problem("", "the compiler is being written")));
    }
}
