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
 * @param settled the same when all fades are over
 * @param values value of each constant node
 */
record Simplified(Checked checked, Rate[] rates, Rate[] settled, double[] values) {

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
        return new Simplified(checked, rates, anyFade(graph) ? settled(checked, rates) : rates, values);
    }

    private static boolean anyFade(Graph graph) {
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Fade) {
                return true;
            }
        }
        return false;
    }

    /** The rates when every fade is what it fades to: a cycle through one may be none any more. */
    private static Rate[] settled(Checked checked, Rate[] rates) {
        Components components = checked.components();
        Rate[] settled = rates.clone();
        for (int component = 0; component < components.count(); component++) {
            int[] members = components.members(component);
            boolean changed = true;
            while (changed) {
                changed = false;
                for (int node : members) {
                    Rate rate = checked.graph().operation(node) instanceof Operation.Fade
                            ? settled[checked.graph().inputs(node)[1]]
                            : rate(checked, node, settled);
                    changed |= rate != settled[node];
                    settled[node] = rate;
                }
                changed &= components.cyclic()[component];
            }
        }
        return settled;
    }

    private static Rate rate(Checked checked, int node, Rate[] rates) {
        Graph graph = checked.graph();
        boolean mono = checked.channels()[node] == 1;
        return switch (graph.operation(node)) {
            case Operation.Constant ignored -> Rate.CONSTANT;
            case Operation.Control ignored -> Rate.CONTROL;
            case Operation.Fade ignored -> mono ? highest(Rate.CONTROL, graph.inputs(node), rates) : Rate.AUDIO;
            case Operation.Binary ignored -> elementWise(mono, graph.inputs(node), rates);
            case Operation.Mix ignored -> elementWise(mono, graph.inputs(node), rates);
            case Operation.Tanh ignored -> elementWise(mono, graph.inputs(node), rates);
            case Operation.Clip ignored -> elementWise(mono, graph.inputs(node), rates);
            case Operation.WaveShape ignored -> elementWise(mono, graph.inputs(node), rates);
            case Operation.Channel ignored -> rates[graph.inputs(node)[0]]; // more than one channel is audio already
            default -> Rate.AUDIO;
        };
    }

    private static Rate elementWise(boolean mono, int[] inputs, Rate[] rates) {
        return mono ? highest(Rate.CONSTANT, inputs, rates) : Rate.AUDIO;
    }

    private static Rate highest(Rate least, int[] inputs, Rate[] rates) {
        Rate highest = least;
        for (int input : inputs) {
            highest = rates[input].compareTo(highest) > 0 ? rates[input] : highest;
        }
        return highest;
    }

    private static double value(Graph graph, int node, double[] values) {
        int[] inputs = graph.inputs(node);
        double first = inputs.length == 0 ? 0 : values[inputs[0]];
        return switch (graph.operation(node)) {
            case Operation.Constant constant -> constant.value();
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
