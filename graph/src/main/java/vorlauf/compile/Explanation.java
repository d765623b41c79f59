package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import vorlauf.graph.Operation;
import vorlauf.plan.Step;

/**
 * What the compiler made of a graph, for people and pictures.
 *
 * @param nodes the nodes in evaluation order
 * @param steps the steps of the plan
 * @param cycles the cycles and where each is closed
 * @param paths latency from each source to the output
 * @param bufferCount buffers of the plan
 * @param blockFrames frames of a block
 * @param sampleRateHertz frames a second
 */
public record Explanation(
        List<NodeLine> nodes,
        List<StepLine> steps,
        List<Cycle> cycles,
        List<Path> paths,
        int bufferCount,
        int blockFrames,
        double sampleRateHertz) {

    /**
     * One node.
     *
     * @param number its number in edges
     * @param label what it is
     * @param key the user's name for it, or empty
     * @param place file and line, or empty
     * @param rate {@code constant}, {@code control} or {@code audio}
     * @param channels channels of its output
     * @param inputs numbers of the nodes it reads
     * @param values its constant parameters, as text
     * @param isOutput whether it is heard
     */
    public record NodeLine(
            int number,
            String label,
            String key,
            String place,
            String rate,
            int channels,
            List<Integer> inputs,
            List<String> values,
            boolean isOutput) {}

    /**
     * One step.
     *
     * @param name what it does
     * @param node the node it belongs to
     * @param reads buffers that it reads
     * @param writes buffers that it writes
     * @param freed buffers whose value dies here
     * @param chunkFrames frames that it renders at a time
     */
    public record StepLine(
            String name, int node, List<Integer> reads, List<Integer> writes, List<Integer> freed, int chunkFrames) {}

    /**
     * One cycle.
     *
     * @param nodes its nodes in evaluation order
     * @param closedBy the delays that close it: read before they are written
     * @param chunkFrames frames that it renders at a time
     */
    public record Cycle(List<Integer> nodes, List<Integer> closedBy, int chunkFrames) {}

    /**
     * The ways from a source to the output, cycles taken once.
     *
     * @param source node without inputs that sounds
     * @param leastFrames delay of the shortest way
     * @param mostFrames delay of the longest way; the maximum of delays that move
     */
    public record Path(int source, long leastFrames, long mostFrames) {}

    static Explanation of(Compiled compiled, CompileSettings settings) {
        return new Explainer(compiled, settings).explain();
    }

    /** The explanation as text: nodes in order, steps with buffers and their lifetimes, cycles, latency. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d nodes, %d steps, %d buffers of %d frames at %.0f Hz%n%nNodes in the order of rendering%n",
                nodes.size(),
                steps.size(),
                bufferCount,
                blockFrames,
                sampleRateHertz));
        for (NodeLine node : nodes) {
            text.append(String.format(
                    Locale.ROOT, "  n%-5d %-8s %d ch  %s", node.number, node.rate, node.channels, node.label));
            text.append(node.key.isEmpty() ? "" : " '" + node.key + "'");
            text.append(node.values.isEmpty() ? "" : "(" + String.join(", ", node.values) + ")");
            text.append(node.inputs.isEmpty() ? "" : " <- " + numbered("n", node.inputs));
            text.append(node.place.isEmpty() ? "" : "  " + node.place);
            text.append(node.isOutput ? "  [output]" : "").append(System.lineSeparator());
        }
        text.append(String.format(Locale.ROOT, "%nSteps and buffers%n"));
        for (int i = 0; i < steps.size(); i++) {
            StepLine step = steps.get(i);
            text.append(String.format(Locale.ROOT, "  %5d  %-15s n%-5d", i, step.name, step.node));
            text.append(step.reads.isEmpty() ? "" : " reads " + numbered("b", step.reads));
            text.append(step.writes.isEmpty() ? "" : " writes " + numbered("b", step.writes));
            text.append(step.freed.isEmpty() ? "" : " frees " + numbered("b", step.freed));
            text.append(step.chunkFrames < blockFrames ? "  " + step.chunkFrames + " frames at a time" : "");
            text.append(System.lineSeparator());
        }
        text.append(String.format(Locale.ROOT, "%nCycles%n"));
        for (Cycle cycle : cycles) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %s, closed by %s, rendered %d frames at a time%n",
                    numbered("n", cycle.nodes),
                    numbered("n", cycle.closedBy),
                    cycle.chunkFrames));
        }
        text.append(cycles.isEmpty() ? "  none" + System.lineSeparator() : "");
        text.append(String.format(Locale.ROOT, "%nLatency to the output%n"));
        for (Path path : paths) {
            text.append(String.format(
                    Locale.ROOT,
                    "  n%-5d %s%n",
                    path.source,
                    path.leastFrames == path.mostFrames
                            ? frames(path.leastFrames)
                            : frames(path.leastFrames) + " to " + frames(path.mostFrames)));
        }
        return text.toString();
    }

    private String frames(long count) {
        return String.format(Locale.ROOT, "%d frames (%.3f ms)", count, count * 1000 / sampleRateHertz);
    }

    private static String numbered(String prefix, List<Integer> numbers) {
        StringBuilder text = new StringBuilder();
        int shown = Math.min(numbers.size(), 16);
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : " ").append(prefix).append(numbers.get(i));
        }
        return text + (shown < numbers.size() ? " and " + (numbers.size() - shown) + " more" : "");
    }

    private static final class Explainer {
        private final Compiled compiled;
        private final CompileSettings settings;
        private final Graph graph;

        Explainer(Compiled compiled, CompileSettings settings) {
            this.compiled = compiled;
            this.settings = settings;
            graph = compiled.checked().graph();
        }

        Explanation explain() {
            return new Explanation(
                    nodes(),
                    steps(),
                    cycles(),
                    paths(),
                    compiled.plan().bufferCount(),
                    settings.blockFrames(),
                    settings.sampleRateHertz());
        }

        private List<NodeLine> nodes() {
            Rate[] rates = compiled.ordered().simplified().rates();
            List<NodeLine> lines = new ArrayList<>();
            for (int node : compiled.checked().components().order()) {
                List<String> values = new ArrayList<>();
                List<Integer> inputs = new ArrayList<>();
                for (int input : graph.inputs(node)) {
                    if (graph.operation(input) instanceof Operation.Constant constant) {
                        values.add(String.valueOf(constant.value()));
                    } else {
                        inputs.add(input);
                    }
                }
                Graph.Node declared = graph.node(node);
                if (declared.operation() instanceof Operation.Constant && node != graph.root()) {
                    continue; // stands with the node that reads it
                }
                lines.add(new NodeLine(
                        node,
                        declared.operation().label(),
                        declared.key(),
                        declared.place(),
                        rates[node].name().toLowerCase(Locale.ROOT),
                        compiled.checked().channels()[node],
                        inputs,
                        values,
                        node == graph.root()));
            }
            return lines;
        }

        private List<StepLine> steps() {
            List<StepLine> lines = new ArrayList<>();
            Program program = compiled.program();
            int position = 0;
            for (Program.Section section : program.sections) {
                for (Program.Instruction instruction : section.instructions()) {
                    lines.add(new StepLine(
                            Step.name(instruction.code()), instruction.node(),
                            buffers(Buffers.read(program, instruction)), buffers(Buffers.written(program, instruction)),
                            buffers(compiled.buffers().dead().at(position)), section.chunkFrames()));
                    position++;
                }
            }
            return lines;
        }

        private List<Integer> buffers(int[] registers) {
            return Arrays.stream(registers)
                    .map(register -> compiled.buffers().bufferOf()[register])
                    .boxed()
                    .toList();
        }

        private List<Cycle> cycles() {
            List<Cycle> cycles = new ArrayList<>();
            int[] componentOf = compiled.checked().components().componentOf();
            for (Ordered.Section section : compiled.ordered().sections()) {
                if (section.cycle()) {
                    Map<Integer, List<Integer>> members = Arrays.stream(section.nodes())
                            .boxed()
                            .collect(Collectors.groupingBy(
                                    node -> componentOf[node], LinkedHashMap::new, Collectors.toList()));
                    for (List<Integer> nodes : members.values()) {
                        List<Integer> closing =
                                nodes.stream().filter(node -> delay(node) > 0).toList();
                        cycles.add(new Cycle(nodes, closing, section.chunkFrames()));
                    }
                }
            }
            return cycles;
        }

        private long delay(int node) {
            return Cycles.delayFrames(graph.operation(node), settings.sampleRateHertz());
        }

        /** Longest and shortest delay from each node to the output, against the order of evaluation. */
        private List<Path> paths() {
            long[] least = new long[graph.size()];
            long[] most = new long[graph.size()];
            Arrays.fill(least, Long.MAX_VALUE);
            Arrays.fill(most, -1);
            least[graph.root()] = 0;
            most[graph.root()] = 0;
            int[] order = evaluationOrder();
            int[] rank = new int[graph.size()];
            for (int i = 0; i < order.length; i++) {
                rank[order[i]] = i;
            }
            for (int i = order.length - 1; i >= 0; i--) {
                int node = order[i];
                int[] inputs = graph.inputs(node);
                for (int slot = 0; most[node] >= 0 && slot < inputs.length; slot++) {
                    if (rank[inputs[slot]] < i) {
                        long shortest = slot == 0 ? ownLeast(node) : 0;
                        long longest = slot == 0 ? ownMost(node) : 0;
                        least[inputs[slot]] = Math.min(least[inputs[slot]], least[node] + shortest);
                        most[inputs[slot]] = Math.max(most[inputs[slot]], most[node] + longest);
                    }
                }
            }
            List<Path> paths = new ArrayList<>();
            Rate[] rates = compiled.ordered().simplified().rates();
            for (int node : order) {
                boolean constantInputs =
                        Arrays.stream(graph.inputs(node)).allMatch(input -> rates[input] == Rate.CONSTANT);
                if (constantInputs && rates[node] != Rate.CONSTANT && most[node] >= 0) {
                    paths.add(new Path(node, least[node], most[node]));
                }
            }
            return paths;
        }

        private int[] evaluationOrder() {
            List<Integer> order = new ArrayList<>();
            for (Ordered.Section section : compiled.ordered().sections()) {
                // Inside a cycle the delays stand first, as they are read; for paths they stand last, as they are
                // written.
                for (int node : section.nodes()) {
                    if (!section.cycle() || delay(node) == 0) {
                        order.add(node);
                    }
                }
                for (int node : section.nodes()) {
                    if (section.cycle() && delay(node) > 0) {
                        order.add(node);
                    }
                }
            }
            return order.stream().mapToInt(Integer::intValue).toArray();
        }

        private long ownLeast(int node) {
            return graph.operation(node) instanceof Operation.ModulatedDelay ? 0 : delay(node);
        }

        private long ownMost(int node) {
            return graph.operation(node) instanceof Operation.ModulatedDelay delay
                    ? Operation.frames(delay.maximum(), settings.sampleRateHertz())
                    : delay(node);
        }
    }
}
