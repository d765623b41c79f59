package vorlauf.engine;

import java.util.List;
import vorlauf.graph.Signal;

/** Graphs that together need every group kernel. */
final class EveryKernel {
    private EveryKernel() {}

    /** The graphs. */
    static List<Signal> graphs() {
        return List.of(EveryNode.graph());
    }
}
