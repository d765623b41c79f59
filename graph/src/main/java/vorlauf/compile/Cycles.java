package vorlauf.compile;

import java.util.ArrayList;
import java.util.List;
import vorlauf.graph.Operation;

/** Finds cycles that could not be rendered, and says how far a cycle may be rendered at a time. */
final class Cycles {
    private Cycles() {}

    /** Fewest frames between the input and the output of a node at any time; 0 where it has no delay. */
    static long delayFrames(Operation operation, double sampleRateHertz) {
        return switch (operation) {
            case Operation.Delay delay -> delay.frames(sampleRateHertz);
            case Operation.MovingDelay delay -> Math.min(delay.fromFrames(), delay.toFrames());
            case Operation.ModulatedDelay ignored -> 1;
            default -> 0;
        };
    }

    /** Whether a value passes from an input to the output of a reader within the same frame. */
    static boolean passesAtOnce(Graph graph, int reader, int slot, double sampleRateHertz) {
        return slot > 0 || delayFrames(graph.operation(reader), sampleRateHertz) == 0;
    }

    /**
     * The nodes of one cycle without a delay in the direction of the signal, or nothing where there is none.
     *
     * @param components of the whole graph: such a cycle lies inside one of its cycles
     */
    static List<Integer> withoutDelay(Graph graph, Components components, double sampleRateHertz) {
        if (!components.anyCycle()) {
            return List.of();
        }
        int[] componentOf = components.componentOf();
        IntList inCycles = new IntList(64);
        for (int node = 0; node < graph.size(); node++) {
            if (componentOf[node] >= 0 && components.inCycle(node)) {
                inCycles.add(node);
            }
        }
        Components.EdgeFilter atOnce = (reader, slot) -> componentOf[reader] == componentOf[graph.inputs(reader)[slot]]
                && onceInCycle(graph, reader, slot)
                && passesAtOnce(graph, reader, slot, sampleRateHertz);
        Components inside = Components.of(graph, inCycles.toArray(), atOnce);
        for (int component = 0; component < inside.count(); component++) {
            if (inside.cyclic()[component]) {
                return path(graph, inside.members(component), inside, atOnce);
            }
        }
        return List.of();
    }

    /** Parameters that are read once a block do not close a cycle: inside one they come from the block before. */
    private static boolean onceInCycle(Graph graph, int reader, int slot) {
        return !isBlockParameter(graph.operation(reader), slot);
    }

    /** Whether an input is read once a block only. */
    static boolean isBlockParameter(Operation operation, int slot) {
        return switch (operation) {
            case Operation.Biquad ignored -> slot > 0;
            case Operation.OnePole ignored -> slot > 0;
            case Operation.StateVariableFilter ignored -> slot > 0;
            case Operation.Adsr ignored -> slot < 4;
            default -> false;
        };
    }

    /** Walks against the signal inside the component until a node comes again, then turns the walk round. */
    private static List<Integer> path(
            Graph graph, int[] component, Components components, Components.EdgeFilter filter) {
        List<Integer> walk = new ArrayList<>();
        int node = component[0];
        while (!walk.contains(node)) {
            walk.add(node);
            node = inputInside(graph, node, components, filter);
        }
        List<Integer> cycle = new ArrayList<>(walk.subList(walk.indexOf(node), walk.size()));
        java.util.Collections.reverse(cycle);
        return cycle;
    }

    private static int inputInside(Graph graph, int node, Components components, Components.EdgeFilter filter) {
        int[] inputs = graph.inputs(node);
        for (int slot = 0; slot < inputs.length; slot++) {
            if (filter.follows(node, slot)
                    && components.componentOf()[inputs[slot]] == components.componentOf()[node]) {
                return inputs[slot];
            }
        }
        throw new IllegalStateException("node " + node + " is not in a cycle");
    }
}
