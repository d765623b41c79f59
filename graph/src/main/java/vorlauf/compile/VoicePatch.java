package vorlauf.compile;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Signal;
import vorlauf.plan.PlanForm;
import vorlauf.plan.ScalarOperation;
import vorlauf.plan.Step;

/**
 * A voice of a sum that goes, one that comes, or both, as a change of the plan before (0034, 0036).
 *
 * <p>In the transition the factor of the one that goes falls to 0 in its steps, and the one that comes has steps that are added: its
 * own before all others, and a sum behind the sum that it comes to. All of that is the {@link Transition} of the voices by
 * themselves, so that the bits are those of a transition that is compiled. Where the one that comes has the shape of the one
 * that goes, the settled plan is the one before with other constants; else it has to be compiled.
 */
final class VoicePatch {
    private static final int NONE = -1;

    private final Compiled before;
    private final Checked next;
    private final VoiceEdit edit;
    private final VoiceFragment old;
    private final VoiceFragment fresh;
    private final Graph between;
    private final PlanForm form;
    private final Program fading;

    /** How the sum that voices leave and come to came about. */
    private final Program.Sum sum;

    /** The node of the transition that is this sum. */
    private final int copy;

    /** By position of a step in the program its place in the table. */
    private final int[] at;

    private final int[] settled;
    private final int[] transition;

    private @Nullable AddedVoice added;

    private VoicePatch(
            Compiled before,
            Checked next,
            VoiceEdit edit,
            VoiceFragment old,
            VoiceFragment fresh,
            Graph between,
            Program fading,
            Program.Sum sum) {
        this.before = before;
        this.next = next;
        this.edit = edit;
        this.old = old;
        this.fresh = fresh;
        this.between = between;
        this.fading = fading;
        this.sum = sum;
        copy = edit.comes() == null ? fresh.sum() : between.inputs(fresh.sum())[0];
        form = before.plan().form();
        settled = form.steps().clone();
        transition = form.steps().clone();
        at = places(settled);
    }

    /**
     * The edit, or null where it has to be compiled.
     *
     * @param match for each node of {@code next} the node of the graph before that it continues, or -1
     */
    static PlanPatch.@Nullable Forms of(
            Compiled before, Checked next, int[] match, VoiceEdit edit, CompileSettings settings, long fadeFrames) {
        VoiceEdit.Voice goes = edit.goes();
        VoiceEdit.Voice comes = edit.comes();
        Checked graph = before.checked();
        Program.Sum sum = VoiceFragment.sum(before.program(), edit.oldSum());
        if (sum == null
                || !PlanPatch.mayChange(before, fadeFrames)
                || graph.components().anyCycle()
                || next.components().anyCycle()
                || !mayStandAlone(graph.graph(), goes)
                || !mayStandAlone(next.graph(), comes)
                || (goes != null && !Transition.fallsByNumber(graph.graph(), goes.nodes()[0]))) {
            return null;
        }
        VoiceFragment old = VoiceFragment.ofGoing(graph, edit);
        VoiceFragment fresh = VoiceFragment.ofComing(next, edit);
        Transition between = Transition.between(
                old.checked(), fresh.checked(), fresh.match(old), null, fadeFrames, settings.sampleRateHertz());
        if (between == null || anyInBoth(old, fresh)) {
            return null;
        }
        Program fading = VoiceFragment.lowered(between.checked(), before, true, settings);
        VoicePatch patch =
                new VoicePatch(before, next, edit, old, fresh, between.checked().graph(), fading, sum);
        boolean done = (goes == null || patch.change(goes, settings)) && (comes == null || patch.add());
        return done ? patch.forms(match) : null;
    }

    private static boolean mayStandAlone(Graph graph, VoiceEdit.@Nullable Voice voice) {
        return voice == null
                || Arrays.stream(voice.nodes()).allMatch(node -> VoiceFragment.mayStandAlone(graph.operation(node)));
    }

    /** Whether a signal is in both voices, so that the steps of one are not told from those of the other. */
    private static boolean anyInBoth(VoiceFragment old, VoiceFragment fresh) {
        boolean any = false;
        for (int node = 0; node < fresh.count(); node++) {
            any |= nodeOf(fresh.checked().graph().node(node).declared(), old) >= 0;
        }
        return any;
    }

    /** The node of a voice that is a signal; or less than 0. */
    @SuppressWarnings("ReferenceEquality") // identity is what is asked for
    private static int nodeOf(@Nullable Signal declared, VoiceFragment voice) {
        for (int node = 0; declared != null && node < voice.count(); node++) {
            if (voice.checked().graph().node(node).declared() == declared) {
                return node;
            }
        }
        return NONE;
    }

    private static int[] places(int[] steps) {
        int[] places = new int[steps.length / Step.LENGTH];
        int count = 0;
        for (int at = 0; at < steps.length; at += Step.LENGTH) {
            if (steps[at] != Step.POISON) {
                places[count++] = at;
            }
        }
        return Arrays.copyOf(places, count);
    }

    // ---- the voice that goes ----------------------------------------------------------------------------------------

    /** Changes the numbers of the voice's steps; false where they are not those of the voice by itself. */
    private boolean change(VoiceEdit.Voice goes, CompileSettings settings) {
        int[] places = new int[before.checked().graph().size()];
        Arrays.fill(places, NONE);
        for (int i = 0; i < goes.nodes().length; i++) {
            places[goes.nodes()[i]] = i;
        }
        Program was = VoiceFragment.lowered(old.checked(), before, false, settings);
        Program then = edit.alike() ? VoiceFragment.lowered(fresh.checked(), before, false, settings) : was;
        int slot = old.slot();
        List<VoiceFragment.Row> rows = old.rows(before.program(), node -> places[node], sum, goes.slot());
        List<VoiceFragment.Row> olds = rows(was, node -> node < old.count() ? node : NONE, old.sum(), slot);
        List<VoiceFragment.Row> news = rows(then, node -> node < old.count() ? node : NONE, old.sum(), slot);
        List<VoiceFragment.Row> fades = rows(fading, this::ofGoing, copy, slot);
        boolean alike = rows.size() == olds.size() && rows.size() == news.size() && rows.size() == fades.size();
        for (int i = 0; alike && i < rows.size(); i++) {
            alike = isAlike(rows.get(i), olds.get(i))
                    && isAlike(news.get(i), olds.get(i))
                    && isAlike(fades.get(i), olds.get(i))
                    && Arrays.equals(
                            olds.get(i).step().extras(), news.get(i).step().extras())
                    && change(at[rows.get(i).position()], was, olds.get(i), then, news.get(i), fades.get(i));
        }
        return alike;
    }

    private List<VoiceFragment.Row> rows(Program program, IntUnaryOperator nodeOf, int node, int slot) {
        Program.Sum of = VoiceFragment.sum(program, node);
        return of == null ? List.of() : old.rows(program, nodeOf, of, slot);
    }

    /** The node of the voice that goes which a node of the transition is, or is a copy of with a factor that falls. */
    private int ofGoing(int node) {
        return node < fresh.size() ? NONE : nodeOf(between.node(node).declared(), old);
    }

    private static boolean isAlike(VoiceFragment.Row one, VoiceFragment.Row other) {
        return one.node() == other.node()
                && one.step().code() == other.step().code()
                && one.step().inputs().length == other.step().inputs().length;
    }

    private boolean change(
            int row, Program was, VoiceFragment.Row old, Program then, VoiceFragment.Row now, VoiceFragment.Row fade) {
        int[] olds = old.step().inputs();
        boolean alike = settled[row] == old.step().code();
        for (int i = 0; alike && i < olds.length; i++) {
            int operand = settled[row + Step.IN + i];
            int after = now.step().inputs()[i];
            int meanwhile = fade.step().inputs()[i];
            if (olds[i] >= 0) {
                alike = operand >= 0 && after >= 0 && meanwhile >= 0;
                continue;
            }
            int number = ~operand - form.movingScalars();
            alike = was.isConstant(olds[i])
                    && then.isConstant(after)
                    && operand < 0
                    && ~operand < Step.SAVED
                    && number >= 0
                    && form.constants()[number] == was.value(olds[i])
                    && meanwhile < 0;
            if (alike) {
                boolean same = then.value(after) == was.value(olds[i]);
                transition[row + Step.IN + i] = fading.isConstant(meanwhile) ? operand : meanwhile;
                settled[row + Step.IN + i] = same ? operand : fading.constant(then.value(after));
            }
        }
        return alike;
    }

    // ---- the voice that comes ---------------------------------------------------------------------------------------

    /** Adds the steps of what comes; false where that is not possible. */
    private boolean add() {
        added = AddedVoice.of(before, sum, at, fading, copy, fresh.sum(), this::isOfComer);
        return added != null;
    }

    private boolean isOfComer(int node) {
        return node < fresh.count() || (node >= fresh.size() && node != copy && ofGoing(node) < 0);
    }

    // ---- the two plans ----------------------------------------------------------------------------------------------

    private PlanPatch.@Nullable Forms forms(int[] match) {
        if (fading.scalarSteps.size() > PlanPatch.SPARE_SCALARS * ScalarOperation.LENGTH
                || fading.payloads.stream().anyMatch(Program.Bundle.class::isInstance)) {
            return null;
        }
        double[] constants = joined(form.constants(), fading.constants.toArray());
        PlanForm meanwhile = new PlanForm(
                form.kernels(),
                form.banks(),
                form.sampleRateHertz(),
                form.blockFrames(),
                added == null ? transition : joined(transition, added.steps()),
                added == null ? form.sections() : added.sections(),
                added == null ? form.bufferCount() : added.buffers(),
                form.outputs(),
                form.movingScalars(),
                constants,
                joined(form.scalarSteps(), fading.scalarSteps.toArray()),
                form.cells(),
                fading.initialDoubles(),
                fading.initialLongs(),
                joined(form.stateOwners(), owners()),
                fading.payloads.toArray(),
                titles(before.checked().graph().nodes(), between.nodes()),
                form.meterNames(),
                form.meterOffsets(),
                PlanForm.all(form.doubles().length),
                PlanForm.all(form.longs().length));
        StateRanges states = states(match);
        return new PlanPatch.Forms(meanwhile, edit.alike() ? settled(constants, states) : null, states);
    }

    /** The plan before with other numbers: the voice that has come takes the state of its steps there. */
    private PlanForm settled(double[] constants, StateRanges between) {
        int[] same = new int[next.graph().size()];
        Arrays.setAll(same, node -> node);
        StateMoves moves = StateMoves.between(between, before.states(), same);
        return form.changed(
                settled,
                form.sections(),
                constants,
                form.scalarSteps(),
                PlanPatch.titles(next.graph().nodes()),
                moves.doubles(),
                moves.longs());
    }

    /** Where the transition has the state of the next graph: what goes on where it was, what comes behind that. */
    private StateRanges states(int[] match) {
        int[] numbers = new int[before.checked().graph().size()];
        Arrays.fill(numbers, NONE);
        for (int node = 0; node < match.length; node++) {
            if (match[node] >= 0) {
                numbers[match[node]] = node;
            }
        }
        StateRanges states = new StateRanges();
        states.addAll(before.states(), node -> numbers[node]);
        VoiceEdit.Voice comes = edit.comes();
        if (comes != null) {
            states.addAll(fading.states, node -> node < fresh.count() ? comes.nodes()[node] : NONE);
        }
        return states;
    }

    /** Whose the state is that is added. */
    private int[] owners() {
        StateRanges added = new StateRanges();
        int nodes = before.checked().graph().size();
        added.addAll(fading.states, node -> node < fresh.count() ? nodes + node : NONE);
        return added.owners();
    }

    private static IntFunction<String> titles(Graph.Node[] nodes, Graph.Node[] beside) {
        return node -> node < nodes.length ? nodes[node].title() : beside[node - nodes.length].title();
    }

    private static int[] joined(int[] one, int[] other) {
        int[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static double[] joined(double[] one, double[] other) {
        double[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
