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

        /** By level: the nodes outside cycles, and the cycles by the octave of their delays. */
        private final List<IntList> straight = new ArrayList<>();

        private final List<SequencedMap<Integer, List<int[]>>> cycles = new ArrayList<>();

        Sections(Simplified simplified, CompileSettings settings) {
            graph = simplified.checked().graph();
            components = simplified.checked().components();
            this.settings = settings;
            level = new int[components.count()];
        }

        List<Section> sections() {
            if (!components.anyCycle()) {
                return List.of(new Section(components.order(), settings.blockFrames(), false));
            }
            for (int component = 0; component < components.count(); component++) {
                int own = level(component);
                level[component] = own;
                while (straight.size() <= own) {
                    straight.add(new IntList(16));
                    cycles.add(new TreeMap<>());
                }
                if (components.cyclic()[component]) {
                    int[] members = components.members(component);
                    int octave = Integer.numberOfLeadingZeros(chunk(members));
                    cycles.get(own)
                            .computeIfAbsent(octave, none -> new ArrayList<>())
                            .add(members);
                } else {
                    straight.get(own).add(components.first(component));
                }
            }
            List<Section> sections = new ArrayList<>();
            for (int i = 0; i < straight.size(); i++) {
                if (!straight.get(i).isEmpty()) {
                    sections.add(new Section(straight.get(i).toArray(), settings.blockFrames(), false));
                }
                for (List<int[]> alike : cycles.get(i).values()) {
                    for (int from = 0; from < alike.size(); from += MOST_CYCLES) {
                        sections.add(cycle(joined(alike.subList(from, Math.min(alike.size(), from + MOST_CYCLES)))));
                    }
                }
            }
            return List.copyOf(sections);
        }

        private int level(int component) {
            int highest = 0;
            int end = components.begin()[component + 1];
            for (int i = components.begin()[component]; i < end; i++) {
                for (int input : graph.inputs(components.order()[i])) {
                    int before = components.componentOf()[input];
                    if (before != component) {
                        highest = Math.max(highest, level[before] + (components.cyclic()[before] ? 1 : 0));
                    }
                }
            }
            return highest;
        }

        private static int[] joined(List<int[]> cycles) {
            return cycles.stream().flatMapToInt(java.util.Arrays::stream).toArray();
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
            // Without its delays a cycle is none: each component is one node.
            return new Section(inside.order(), chunk(members), true);
        }
    }
}
