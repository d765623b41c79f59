package vorlauf.compile;

import java.util.Arrays;
import vorlauf.graph.Operation;
import vorlauf.plan.ScalarOperation;

/**
 * Pass <i>simplified</i>: what is constant is folded, what moves once a block is told from what moves each frame.
 *
 * <p>Arithmetic of mono constants and controls stays at their rate; everything else, and every node in a cycle, is audio.
 *
 * @param checked the graph
 * @param rates rate of each node that the output depends on
 * @param settled the graph when all fades are over
 * @param values value of each constant node
 */
record Simplified(Checked checked, Rate[] rates, Settled settled, double[] values) {

    static Simplified of(Checked checked) {
        Graph graph = checked.graph();
        Components components = checked.components();
        Rate[] rates = new Rate[graph.size()];
        double[] values = new double[graph.size()];
        Arrays.fill(rates, Rate.AUDIO);
        for (int component = 0; component < components.count(); component++) {
            int node = components.first(component);
            if (!components.cyclic()[component]) {
                rates[node] = rate(checked, node, rates);
                if (rates[node] == Rate.CONSTANT) {
                    values[node] = value(graph, node, values);
                }
            }
        }
        return new Simplified(checked, rates, Settled.of(checked, rates), values);
    }

    /**
     * The graph when every fade is what it fades to, which is the graph that follows a transition.
     *
     * @param components in evaluation order; a cycle through something that leaves is none any more
     * @param rates rate of each node
     */
    record Settled(Components components, Rate[] rates) {

        private static Settled of(Checked checked, Rate[] rates) {
            Graph graph = checked.graph();
            if (!anyFade(graph)) {
                return new Settled(checked.components(), rates);
            }
            Components components = checked.components().anyCycle()
                    ? Components.of(
                            graph, new int[] {graph.root()}, (reader, slot) -> slot == 1 || !isFade(graph, reader))
                    : checked.components();
            Rate[] settled = rates.clone();
            for (int component = 0; component < components.count(); component++) {
                int node = components.first(component);
                if (!components.cyclic()[component]) {
                    settled[node] = isFade(graph, node) ? settled[graph.inputs(node)[1]] : rate(checked, node, settled);
                }
            }
            return new Settled(components, settled);
        }

        private static boolean anyFade(Graph graph) {
            for (int node = 0; node < graph.size(); node++) {
                if (graph.kind(node) == Graph.FADE) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isFade(Graph graph, int node) {
            return graph.kind(node) == Graph.FADE;
        }
    }

    private static Rate rate(Checked checked, int node, Rate[] rates) {
        Graph graph = checked.graph();
        boolean mono = checked.channels()[node] == 1;
        return switch (graph.kind(node)) {
            case Graph.CONSTANT -> Rate.CONSTANT;
            case Graph.CONTROL -> Rate.CONTROL;
            case Graph.FADE -> mono ? highest(Rate.CONTROL, graph.inputs(node), rates) : Rate.AUDIO;
            case Graph.BINARY, Graph.MIX, Graph.SHAPER -> elementWise(mono, graph.inputs(node), rates);
            case Graph.CHANNEL -> rates[graph.inputs(node)[0]]; // more than one channel is audio already
            default -> Rate.AUDIO;
        };
    }

    private static Rate elementWise(boolean mono, int[] inputs, Rate[] rates) {
        return mono ? highest(Rate.CONSTANT, inputs, rates) : Rate.AUDIO;
    }

    private static Rate highest(Rate least, int[] inputs, Rate[] rates) {
        Rate highest = least;
        for (int input : inputs) {
            if (rates[input] == Rate.AUDIO) {
                return Rate.AUDIO;
            }
            highest = rates[input].compareTo(highest) > 0 ? rates[input] : highest;
        }
        return highest;
    }

    private static double value(Graph graph, int node, double[] values) {
        if (graph.kind(node) == Graph.CONSTANT) { // half of a graph
            return graph.number(node);
        }
        int[] inputs = graph.inputs(node);
        double first = inputs.length == 0 ? 0 : values[inputs[0]];
        return switch (graph.operation(node)) {
            case Operation.Binary binary ->
                ScalarOperation.arithmetic(Lowering.scalarCode(binary.arithmetic()), first, values[inputs[1]]);
            case Operation.Mix ignored -> sum(inputs, values);
            case Operation.Tanh ignored -> ScalarOperation.tanh(first);
            case Operation.Clip ignored -> ScalarOperation.clip(first, values[inputs[1]], values[inputs[2]]);
            case Operation.WaveShape shape -> ScalarOperation.shape(first, shape.table());
            case Operation.Channel ignored -> first;
            default -> throw new IllegalStateException(graph.node(node).title() + " is not constant");
        };
    }

    private static double sum(int[] inputs, double[] values) {
        double sum = inputs.length == 0 ? 0 : values[inputs[0]];
        for (int i = 1; i < inputs.length; i++) {
            sum = sum + values[inputs[i]];
        }
        return sum;
    }
}
