package vorlauf.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * Pass <i>ordered</i>: the audio nodes in the order in which they are rendered, in sections.
 *
 * @param simplified the graph with its rates
 * @param sections rendered one after the other
 */
record Ordered(Simplified simplified, List<Section> sections) {

    /**
     * Nodes that are rendered together.
     *
     * @param nodes in evaluation order
     * @param chunkFrames frames that are rendered at a time: a block, or in a cycle no more than its shortest delay
     * @param cycle whether the nodes form a cycle: its delays are read before they are written
     */
    record Section(int[] nodes, int chunkFrames, boolean cycle) {}

    static Ordered of(Simplified simplified, CompileSettings settings) {
        Graph graph = simplified.checked().graph();
        List<Section> sections = new ArrayList<>();
        List<Integer> straight = new ArrayList<>();
        for (int[] component : simplified.components().members()) {
            if (simplified.components().inCycle(graph, component[0])) {
                flush(straight, sections, settings.blockFrames());
                sections.add(cycle(graph, component, settings));
            } else {
                straight.add(component[0]);
            }
        }
        flush(straight, sections, settings.blockFrames());
        return new Ordered(simplified, List.copyOf(sections));
    }

    private static void flush(List<Integer> straight, List<Section> sections, int blockFrames) {
        if (!straight.isEmpty()) {
            int[] nodes = straight.stream().mapToInt(Integer::intValue).toArray();
            sections.add(new Section(nodes, blockFrames, false));
            straight.clear();
        }
    }

    /** Inside a cycle the delays come first, since their output is already there. */
    private static Section cycle(Graph graph, int[] component, CompileSettings settings) {
        boolean[] member = new boolean[graph.size()];
        long chunk = settings.blockFrames();
        for (int node : component) {
            member[node] = true;
            long delay = Cycles.delayFrames(graph.operation(node), settings.sampleRateHertz());
            chunk = delay > 0 ? Math.min(chunk, delay) : chunk;
        }
        Components inside = Components.of(
                graph,
                component,
                (reader, slot) -> member[graph.inputs(reader)[slot]]
                        && !Cycles.isBlockParameter(graph.operation(reader), slot)
                        && Cycles.passesAtOnce(graph, reader, slot, settings.sampleRateHertz()));
        int[] nodes = new int[component.length];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = inside.members().get(i)[0];
        }
        return new Section(nodes, (int) chunk, true);
    }
}
