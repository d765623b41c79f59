package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Operation;
import vorlauf.graph.Signal;
import vorlauf.plan.ControlCell;
import vorlauf.plan.PlanChange;

/**
 * Compiles a graph and its edits into plans, each against the one before.
 *
 * <p>The passes read as a sentence: <i>declared, checked, simplified, ordered, lowered, fused, packed, buffered, plan</i>.
 * An edit is matched with the graph before it, so that state goes on; where something appears, goes or changes its source, a
 * transition plan with fades is made beside the settled one. Each pass takes the form of the one before and gives a form of
 * its own.
 *
 * <p>Threads: one at a time, the control thread as a rule.
 */
public final class GraphCompiler {
    private final CompileSettings settings;
    private final AudioFiles files;
    private final ProcessorCheck processorCheck;
    private final Map<String, ControlCell> cells = new HashMap<>();
    private @Nullable Compiled current;
    private long revision;

    /** A compiler for one engine or one render. */
    public GraphCompiler(CompileSettings settings, AudioFiles files) {
        this(settings, files, ProcessorCheck.OFF);
    }

    /** The same with a look at each processor that is new. */
    public GraphCompiler(CompileSettings settings, AudioFiles files, ProcessorCheck processorCheck) {
        this.settings = settings;
        this.files = files;
        this.processorCheck = processorCheck;
    }

    /**
     * Compiles a graph as an edit of the graph compiled before; the result must be rendered before that of the next call.
     * The first graph fixes the number of output channels: later ones are mixed up to it.
     *
     * <p>Errors: all problems of the graph at once; the graph before then stays the base.
     */
    public CompiledGraph compile(Signal graph) throws GraphException {
        long start = System.nanoTime();
        Checked next = check(graph);
        Compiled before = current;
        try {
            CompiledGraph result = before == null ? first(next, start) : edit(before, next, start);
            dropUnusedCells(next.graph());
            return result;
        } catch (AudioFiles.UnusableFileException unusable) {
            String message = unusable.getMessage();
            throw new GraphException(
                    List.of(new Problem("", message == null ? "a file cannot be used" : message, true)));
        }
    }

    /** What the compiler made of the newest graph, pass by pass; null before the first. */
    public @Nullable Explanation explain() {
        return current == null ? null : Explanation.of(current, settings);
    }

    private Checked check(Signal graph) throws GraphException {
        List<Problem> problems = new ArrayList<>();
        Graph declared = Declaration.read(graph, settings.maximumNodes(), problems);
        Checked checked = Checker.check(declared, settings, files, problems);
        Compiled before = current;
        if (before != null) {
            int channels = before.plan().channels();
            int wanted = checked.channels()[declared.root()];
            if (wanted > channels) {
                problems.add(new Problem(
                        graph.place(),
                        "the graph has " + wanted + " channels, but the engine was started with " + channels
                                + "; mix it down or start another engine"));
            } else if (wanted < channels) {
                checked = widened(checked, channels);
            }
        }
        if (!problems.isEmpty()) {
            throw new GraphException(problems);
        }
        return checked;
    }

    /** The graph mixed up to more channels: summed with silence that has them. */
    private static Checked widened(Checked checked, int channels) {
        Graph graph = checked.graph();
        int size = graph.size();
        int[] silence = new int[channels];
        Arrays.fill(silence, size);
        Graph.Node[] nodes = Arrays.copyOf(graph.nodes(), size + 3);
        nodes[size] = Graph.Node.number(0);
        nodes[size + 1] = Graph.Node.added(new Operation.Channels(), silence);
        nodes[size + 2] = Graph.Node.added(new Operation.Mix(), graph.root(), size + 1);
        int[] counts = Arrays.copyOf(checked.channels(), size + 3);
        counts[size] = 1;
        counts[size + 1] = channels;
        counts[size + 2] = channels;
        Graph widened = new Graph(nodes, size + 2, graph.keyed());
        return new Checked(widened, counts, Components.of(widened));
    }

    private CompiledGraph first(Checked next, long start) throws AudioFiles.UnusableFileException, GraphException {
        int[] none = new int[next.graph().size()];
        Arrays.fill(none, -1);
        Compiled settled = build(next, null, none);
        return finish(settled, new PlanChange(revision + 1, null, 0, settled.plan()), start, 0, findings(settled));
    }

    private CompiledGraph edit(Compiled before, Checked next, long start)
            throws AudioFiles.UnusableFileException, GraphException {
        int[] match = Matcher.match(before.checked(), next, settings);
        long fadeFrames = Math.round(settings.fadeSeconds() * settings.sampleRateHertz());
        Transition between = Transition.between(before.checked(), next, match, fadeFrames, settings.sampleRateHertz());
        if (between == null) {
            Compiled settled = build(next, before, match);
            return finish(settled, new PlanChange(revision + 1, null, 0, settled.plan()), start, 0, findings(settled));
        }
        Compiled transition = build(between.checked(), before, between.previous());
        int[] same = new int[next.graph().size()];
        Arrays.setAll(same, node -> node);
        Compiled settled = build(next, transition, same);
        int blocks = Math.toIntExact((fadeFrames + settings.blockFrames() - 1) / settings.blockFrames());
        PlanChange change = new PlanChange(revision + 1, transition.plan(), blocks, settled.plan());
        return finish(settled, change, start, transition.resources().asideNanos(), findings(transition));
    }

    private Compiled build(Checked checked, @Nullable Compiled before, int[] previous)
            throws AudioFiles.UnusableFileException, GraphException {
        Resources resources = new Resources(
                settings, files, cells, before == null ? null : before.resources(), previous, processorCheck);
        Ordered ordered = Ordered.of(Simplified.of(checked), settings);
        Program program = Lowering.lower(ordered, settings, resources);
        if (settings.fuse()) {
            Fusion.fuse(program);
        }
        if (settings.pack()) {
            Packing.pack(program, checked.graph().size());
        }
        Buffers buffers = Buffers.of(program, settings.reuseBuffers());
        StateMoves moves = before == null ? StateMoves.none() : StateMoves.between(before.program(), program, previous);
        Compiled built = new Compiled(
                checked,
                ordered,
                program,
                buffers,
                resources,
                PlanWriter.write(program, buffers, checked.graph(), settings, moves));
        List<Problem> findings = findings(built);
        if (processorCheck.rejects() && !findings.isEmpty()) {
            List<Problem> problems = new ArrayList<>(findings);
            resources.discard().forEach(line -> problems.add(new Problem("", line)));
            throw new GraphException(problems);
        }
        return built;
    }

    /** What the check found in processors that are new in a graph. */
    private static List<Problem> findings(Compiled built) {
        List<Problem> problems = new ArrayList<>();
        built.resources().findings().forEach((node, lines) -> {
            Graph.Node declared = built.checked().graph().node(node);
            lines.forEach(line -> problems.add(
                    new Problem(declared.place(), declared.operation().label() + ": " + line)));
        });
        return List.copyOf(problems);
    }

    private CompiledGraph finish(
            Compiled settled, PlanChange change, long start, long asideNanos, List<Problem> warnings) {
        current = settled;
        revision = change.revision();
        long planNanos =
                System.nanoTime() - start - asideNanos - settled.resources().asideNanos();
        CompiledGraph.Statistics statistics = new CompiledGraph.Statistics(
                settled.checked().graph().size(),
                settled.plan().stepCount(),
                settled.plan().bufferCount(),
                planNanos);
        return new CompiledGraph(change, controls(settled.checked().graph()), statistics, warnings);
    }

    private List<CompiledGraph.Control> controls(Graph graph) {
        List<CompiledGraph.Control> controls = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Control control && seen.add(control.name())) {
                ControlCell cell =
                        cells.computeIfAbsent(control.name(), name -> new ControlCell(name, control.initial()));
                controls.add(new CompiledGraph.Control(control.name(), cell, control.publisher(), node.place()));
            }
        }
        return List.copyOf(controls);
    }

    /** A control that comes back after it was gone starts at its initial value again. */
    private void dropUnusedCells(Graph graph) {
        Set<String> used = new HashSet<>();
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Control control) {
                used.add(control.name());
            }
        }
        cells.keySet().retainAll(used);
    }
}
