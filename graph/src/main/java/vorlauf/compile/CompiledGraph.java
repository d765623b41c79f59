package vorlauf.compile;

import java.util.List;
import org.reactivestreams.Publisher;
import vorlauf.plan.ControlCell;
import vorlauf.plan.PlanChange;

/**
 * One edit of a graph, compiled: what goes to the producer and what the control thread must subscribe to.
 *
 * @param change for the producer
 * @param controls every control of the graph, in the order of first use
 * @param statistics figures for `render --json` and reports
 * @param warnings what {@link ProcessorCheck} has found in user code that is new in this graph
 */
public record CompiledGraph(PlanChange change, List<Control> controls, Statistics statistics, List<Problem> warnings) {
    /**
     * A control that the graph uses.
     *
     * @param name as declared; unique in the graph
     * @param cell where the producer reads it; the same cell in every graph of a compiler
     * @param publisher values to follow; the same object as before means that the subscription stays
     * @param place file and line of the declaration
     */
    public record Control(String name, ControlCell cell, Publisher<? extends Number> publisher, String place) {}

    /**
     * Figures of a compilation.
     *
     * @param nodes nodes of the declared graph, shared ones once
     * @param steps steps of the settled plan
     * @param buffers buffers of the settled plan
     * @param planNanos time to compile, opening of files and the check of user code not included
     */
    public record Statistics(int nodes, int steps, int buffers, long planNanos) {}
}
