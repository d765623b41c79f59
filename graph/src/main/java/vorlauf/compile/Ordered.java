package vorlauf.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Pass <i>ordered</i>: the audio nodes in the order in which they are rendered, in sections.
 *
 * <p>Cycles with as many other cycles before them are independent; those with delays of a like length share a section, so
 * that the strings of a bank are rendered beside each other.
 *
 * @param simplified the graph with its rates
 * @param sections rendered one after the other
 */
record Ordered(Simplified simplified, List<Section> sections) {
    /** Cycles that share a section: the buffers of more would leave the cache. */
    private static final int MOST_CYCLES = 32;

    /**
     * Nodes that are rendered together.
     *
     * @param nodes in evaluation order
     * @param chunkFrames frames that are rendered at a time: a block, or in a cycle no more than its shortest delay
     * @param cycle whether the nodes form cycles: their delays are read before they are written
     */
    record Section(int[] nodes, int chunkFrames, boolean cycle) {}

    static Ordered of(Simplified simplified, CompileSettings settings) {
        return new Ordered(simplified, new Sections(simplified, settings).sections());
    }

    private static final class Sections {
        private final Graph graph;
        private final Components components;
        private final CompileSettings settings;

        /** For each component how many cycles come before it on the longest way. */
        private final int[] level;

        private final List<List<int[]>> straight = new ArrayList<>();
        private final List<SequencedMap<Integer, List<int[]>>> cycles = new ArrayList<>();

        Sections(Simplified simplified, CompileSettings settings) {
            graph = simplified.checked().graph();
            components = simplified.components();
            this.settings = settings;
            level = new int[components.members().size()];
        }

        List<Section> sections() {
            for (int[] component : components.members()) {
                int own = level(component);
                level[components.componentOf()[component[0]]] = own;
                while (straight.size() <= own) {
                    straight.add(new ArrayList<>());
                    cycles.add(new TreeMap<>());
                }
                if (components.inCycle(graph, component[0])) {
                    int octave = Integer.numberOfLeadingZeros(chunk(component));
                    cycles.get(own)
                            .computeIfAbsent(octave, none -> new ArrayList<>())
                            .add(component);
                } else {
                    straight.get(own).add(component);
                }
            }
            List<Section> sections = new ArrayList<>();
            for (int i = 0; i < straight.size(); i++) {
                if (!straight.get(i).isEmpty()) {
                    sections.add(new Section(joined(straight.get(i)), settings.blockFrames(), false));
                }
                for (List<int[]> alike : cycles.get(i).values()) {
                    for (int from = 0; from < alike.size(); from += MOST_CYCLES) {
                        sections.add(cycle(joined(alike.subList(from, Math.min(alike.size(), from + MOST_CYCLES)))));
                    }
                }
            }
            return List.copyOf(sections);
        }

        private int level(int[] component) {
            int own = components.componentOf()[component[0]];
            int highest = 0;
            for (int node : component) {
                for (int input : graph.inputs(node)) {
                    int before = components.componentOf()[input];
                    if (before != own) {
                        highest = Math.max(highest, level[before] + (components.inCycle(graph, input) ? 1 : 0));
                    }
                }
            }
            return highest;
        }

        private static int[] joined(List<int[]> components) {
            return components.stream().flatMapToInt(java.util.Arrays::stream).toArray();
        }

        /** Frames that a cycle may be rendered at a time. */
        private int chunk(int[] nodes) {
            long chunk = settings.blockFrames();
            for (int node : nodes) {
                long delay = Cycles.delayFrames(graph.operation(node), settings.sampleRateHertz());
                chunk = delay > 0 ? Math.min(chunk, delay) : chunk;
            }
            return (int) chunk;
        }

        /** Inside a cycle the delays come first, since their output is already there. */
        private Section cycle(int[] members) {
            boolean[] member = new boolean[graph.size()];
            for (int node : members) {
                member[node] = true;
            }
            Components inside = Components.of(
                    graph,
                    members,
                    (reader, slot) -> member[graph.inputs(reader)[slot]]
                            && !Cycles.isBlockParameter(graph.operation(reader), slot)
                            && Cycles.passesAtOnce(graph, reader, slot, settings.sampleRateHertz()));
            int[] nodes = new int[members.length];
            for (int i = 0; i < nodes.length; i++) {
                nodes[i] = inside.members().get(i)[0];
            }
            return new Section(nodes, chunk(members), true);
        }
    }
}
