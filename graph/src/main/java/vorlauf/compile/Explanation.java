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
 * @param kernels name of the set that renders groups
 * @param nanosPerFrame what {@link StepEstimate} expects all steps to take
 * @param bufferCount buffers of the plan
 * @param blockFrames frames of a block
 * @param sampleRateHertz frames a second
 */
public record Explanation(
        List<NodeLine> nodes,
        List<StepLine> steps,
        List<Cycle> cycles,
        List<Path> paths,
        String kernels,
        double nanosPerFrame,
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
     * One step: the header of a group, a row of one, or a step by itself.
     *
     * @param name what it does; a header is called as what it groups
     * @param group {@code lanes} (independent of each other) or {@code run} (each reads the one before) for a header and
     *     its rows; else empty
     * @param rows of a header how many rows follow, which are rendered together; else 0
     * @param fused whether it does the work of several nodes
     * @param nanosPerFrame what {@link StepEstimate} expects it to take; of a header what its rows take together; of loops
     *     all stands with their header
     * @param node the node it belongs to
     * @param reads buffers that it reads
     * @param writes buffers that it writes
     * @param freed buffers whose value dies here
     * @param chunkFrames frames that it renders at a time
     */
    public record StepLine(
            String name,
            String group,
            int rows,
            boolean fused,
            double nanosPerFrame,
            int node,
            List<Integer> reads,
            List<Integer> writes,
            List<Integer> freed,
            int chunkFrames) {
        /** Whether it is a row behind a header, which counts for it. */
        public boolean inGroup() {
            return rows == 0 && !group.isEmpty();
        }
    }

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
        return ExplanationText.of(this);
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
            List<StepLine> steps = steps();
            return new Explanation(
                    nodes(),
                    steps,
                    cycles(),
                    paths(),
                    settings.kernels().name(),
                    steps.stream()
                            .filter(step -> !step.inGroup())
                            .mapToDouble(StepLine::nanosPerFrame)
                            .sum(),
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
            int position = 0;
            for (Program.Section section : compiled.program().sections) {
                StepEstimate estimate = StepEstimate.of(settings, section);
                List<Program.Instruction> steps = section.instructions();
                int at = 0;
                int insideLoops = -1; // the last step that a header of loops counts for
                while (at < steps.size()) {
                    Program.Instruction step = steps.get(at);
                    if (Step.holdsGroups(step.code())) { // its groups follow
                        double nanos = step.code() == Step.BANK ? 0 : estimate.ofLoops(step.extras()[1]);
                        lines.add(line(step, step.code(), "", 0, nanos, position++, section));
                        estimate = estimate.inBank(
                                steps.stream().mapToInt(Program.Instruction::code)); // one of cycles is alone
                        insideLoops = step.code() == Step.LOOPS ? at + step.extras()[0] : insideLoops;
                        at++;
                        continue;
                    }
                    boolean isGroup = step.code() >= Step.GROUP;
                    int rows = isGroup ? step.extras()[0] : 0;
                    String group = isGroup ? Step.name(step.code()) : "";
                    double all = at <= insideLoops
                            ? 0
                            : isGroup
                                    ? estimate.ofGroup(
                                            step.code(), steps.get(at + 1).code(), rows)
                                    : estimate.ofStep(step.code());
                    for (int i = at; i <= at + rows; i++) {
                        boolean header = isGroup && i == at;
                        int code = steps.get(header ? i + 1 : i).code();
                        double nanos = header || !isGroup ? all : all / rows;
                        lines.add(line(steps.get(i), code, group, header ? rows : 0, nanos, position++, section));
                    }
                    at += 1 + rows;
                }
            }
            return lines;
        }

        private StepLine line(
                Program.Instruction step,
                int code,
                String group,
                int rows,
                double nanosPerFrame,
                int position,
                Program.Section section) {
            return new StepLine(
                    Step.name(code),
                    group,
                    rows,
                    Fusion.isFused(code),
                    nanosPerFrame,
                    step.node(),
                    buffers(Buffers.read(compiled.program(), step)),
                    buffers(Buffers.written(compiled.program(), step)),
                    buffers(compiled.buffers().dead().at(position)),
                    section.chunkFrames());
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
