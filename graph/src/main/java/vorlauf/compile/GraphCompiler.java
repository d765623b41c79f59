package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Operation;
import vorlauf.graph.Signal;
import vorlauf.plan.ControlCell;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.PlanChange;
import vorlauf.plan.PlanForm;
import vorlauf.plan.RenderPlan;

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

    /** The declaration of the newest graph: that of {@link #current}, or of what is not settled yet. */
    private @Nullable Declared declared;

    private @Nullable CompiledGraph newest;
    private @Nullable Unsettled unsettled;

    /** An edit whose settled plan is still to be made, against its transition. */
    private record Unsettled(
            Checked next, Compiled transition, @Nullable PlanForm patched) {}

    /** A compiler for one engine or one render. */
    public GraphCompiler(CompileSettings settings, AudioFiles files) {
        this(settings, files, ProcessorCheck.OFF);
    }

    /** The same with a look at each processor that is new. */
    public GraphCompiler(CompileSettings settings, AudioFiles files, ProcessorCheck processorCheck) {
        this.settings = settings;
        this.files = files;
        this.processorCheck = processorCheck;
        if (!settings.kernels().name().equals(GroupKernels.plain().name())) {
            KernelDirective.give();
        }
    }

    /**
     * Compiles a graph as an edit of the graph compiled before; the result must be rendered before that of the next call.
     * The first graph fixes the number of output channels: later ones are mixed up to it.
     *
     * <p>Errors: all problems of the graph at once; the graph before then stays the base.
     */
    public CompiledGraph compile(Signal graph) throws GraphException {
        begin(graph);
        return finish();
    }

    /**
     * Compiles what the producer needs first: where the edit has a transition, that alone, and {@link #finish} makes the
     * settled plan while the fades run; else all that {@link #compile} does.
     *
     * <p>Errors: as for {@link #compile}.
     */
    public CompiledGraph begin(Signal graph) throws GraphException {
        long start = System.nanoTime();
        if (unsettled != null) {
            finish();
        }
        Compiled before = current;
        Reading read = Reading.of(graph, before, declared, settings, files);
        try {
            CompiledGraph begun =
                    before == null ? settledAtOnce(read.checked(), read.match(), start) : edit(before, read, start);
            newest = begun;
            declared = read.declared();
            return begun;
        } catch (AudioFiles.UnusableFileException unusable) {
            String message = unusable.getMessage();
            throw new GraphException(
                    List.of(new Problem("", message == null ? "a file cannot be used" : message, true)));
        }
    }

    /**
     * Makes the settled plan of the graph that was begun last, where it is not there yet, and adds it to its change. It needs
     * nothing that the transition has not: no file is opened and no user code is called.
     *
     * <p>Errors: {@link IllegalStateException} where no graph was begun.
     */
    public CompiledGraph finish() {
        CompiledGraph begun = newest;
        if (begun == null) {
            throw new IllegalStateException("no graph was compiled yet");
        }
        Unsettled rest = unsettled;
        if (rest == null) {
            return begun;
        }
        PlanForm patched = rest.patched();
        Compiled settled = patched == null
                ? buildAgain(rest.next(), rest.transition())
                : Objects.requireNonNull(current).patched(rest.next(), follow(rest.transition(), patched));
        current = settled;
        unsettled = null;
        begun.change().settle(settled.plan());
        CompiledGraph complete = new CompiledGraph(
                begun.change(),
                begun.controls(),
                statistics(settled, rest.next(), begun.statistics().planNanos()),
                begun.warnings());
        newest = complete;
        return complete;
    }

    /** Lets the next graph be read as if nothing of it were known, to compare the two in tests. */
    void forget() {
        declared = null;
    }

    /** The plan of a graph whose nodes are all in another one, from which nothing is missing. */
    private Compiled buildAgain(Checked checked, Compiled with) {
        try {
            return build(checked, with, same(checked));
        } catch (AudioFiles.UnusableFileException | GraphException e) {
            throw new IllegalStateException("a plan needs what the one before has not", e);
        }
    }

    /** What the compiler made of the newest graph, pass by pass; null before the first. */
    public @Nullable Explanation explain() {
        if (unsettled != null) {
            finish();
        }
        Compiled explained = current;
        if (explained != null && explained.patched()) {
            explained = buildAgain(explained.checked(), explained);
        }
        return explained == null ? null : Explanation.of(explained, settings);
    }

    /** A graph without a transition: the first, or an edit that fades nothing. */
    private CompiledGraph settledAtOnce(Checked next, int[] match, long start)
            throws AudioFiles.UnusableFileException, GraphException {
        Compiled settled = build(next, current, match);
        current = settled;
        return begun(new PlanChange(nextRevision(), null, 0, settled.plan()), settled, next, start);
    }

    private CompiledGraph edit(Compiled before, Reading read, long start)
            throws AudioFiles.UnusableFileException, GraphException {
        Checked next = read.checked();
        int[] match = read.match();
        long fadeFrames = Math.round(settings.fadeSeconds() * settings.sampleRateHertz());
        int[] readers = read.readers();
        PlanPatch.Forms forms = patched(before, read, fadeFrames);
        if (forms != null) {
            Compiled fading = before.fading(next, match, forms.states(), follow(before, forms.transition()));
            return fade(next, fading, forms.settled(), fadeFrames, start);
        }
        Transition between =
                Transition.between(before.checked(), next, match, readers, fadeFrames, settings.sampleRateHertz());
        if (between == null) {
            return settledAtOnce(next, match, start);
        }
        return fade(next, build(between.checked(), before, between.previous()), null, fadeFrames, start);
    }

    /** The edit as a change of the plan before; null where it has to be compiled. */
    private PlanPatch.@Nullable Forms patched(Compiled before, Reading read, long fadeFrames) {
        VoiceEdit voice = read.voice();
        int[] readers = read.readers();
        if (voice != null) {
            return VoicePatch.of(before, read.checked(), read.match(), voice, settings, fadeFrames);
        }
        return readers == null ? null : PlanPatch.of(before, read.checked(), readers, fadeFrames);
    }

    private CompiledGraph fade(
            Checked next, Compiled transition, @Nullable PlanForm patched, long fadeFrames, long start) {
        int blocks = Math.toIntExact((fadeFrames + settings.blockFrames() - 1) / settings.blockFrames());
        unsettled = new Unsettled(next, transition, patched);
        return begun(new PlanChange(nextRevision(), transition.plan(), blocks), transition, next, start);
    }

    private static RenderPlan follow(Compiled before, PlanForm form) {
        return new RenderPlan(form, before.plan());
    }

    private CompiledGraph begun(PlanChange change, Compiled first, Checked next, long start) {
        List<CompiledGraph.Control> controls = controls(next.graph());
        long planNanos = System.nanoTime() - start - first.resources().asideNanos();
        return new CompiledGraph(change, controls, statistics(first, next, planNanos), findings(first));
    }

    private long nextRevision() {
        CompiledGraph before = newest;
        return before == null ? 1 : before.change().revision() + 1;
    }

    private static CompiledGraph.Statistics statistics(Compiled plan, Checked next, long planNanos) {
        return new CompiledGraph.Statistics(
                next.graph().size(), plan.plan().stepCount(), plan.plan().bufferCount(), planNanos);
    }

    private static int[] same(Checked checked) {
        int[] same = new int[checked.graph().size()];
        Arrays.setAll(same, node -> node);
        return same;
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
        StateMoves moves =
                before == null ? StateMoves.none() : StateMoves.between(before.states(), program.states, previous);
        Compiled built = new Compiled(
                checked,
                ordered,
                program,
                buffers,
                resources,
                program.states,
                PlanWriter.write(
                        program, buffers, checked.graph(), settings, moves, before == null ? null : before.plan()),
                false);
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

    /** The controls of a graph; one that comes back after it was gone starts at its initial value again. */
    private List<CompiledGraph.Control> controls(Graph graph) {
        List<CompiledGraph.Control> controls = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < graph.size(); i++) {
            if (graph.kind(i) != Graph.CONTROL) {
                continue;
            }
            Graph.Node node = graph.node(i);
            if (node.operation() instanceof Operation.Control control && seen.add(control.name())) {
                ControlCell cell =
                        cells.computeIfAbsent(control.name(), name -> new ControlCell(name, control.initial()));
                controls.add(new CompiledGraph.Control(control.name(), cell, control.publisher(), node.place()));
            }
        }
        cells.keySet().retainAll(seen);
        return List.copyOf(controls);
    }
}
