package vorlauf.compile;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Signal;
import vorlauf.plan.PlanForm;
import vorlauf.plan.ScalarOperation;
import vorlauf.plan.Step;

/**
 * A voice that comes for another one of its shape, as a change of the plan before (0034): it has the steps and the state of the
 * other, with numbers of its own, so that the settled plan is the one before with other constants.
 *
 * <p>In the transition it begins anew while its factor goes up from 0, and the one that leaves goes on in steps that are added:
 * its own before all others, and a sum behind the sum that had it. All of that is the {@link Transition} of the two voices by
 * themselves, so that the bits are those of a transition that is compiled.
 */
final class VoicePatch {
    private static final int NONE = -1;

    private final Compiled before;
    private final Checked next;
    private final Retrace.Renewed voice;
    private final VoiceFragment fragment;
    private final Checked fresh;
    private final Transition between;
    private final PlanForm form;
    private final Program fading;

    /** By position of a step in the program its place in the table. */
    private final int[] at;

    private final int[] settled;
    private final int[] transition;

    /** Steps that are added, and the buffer of each register in them. */
    private final IntList added = new IntList(16 * Step.LENGTH);

    private final int[] bufferOf;
    private int buffers;

    /** The first of them that is added to the sum, and the place in the table before which these are rendered. */
    private int firstOfSum;

    private int behindSum;

    private VoicePatch(
            Compiled before,
            Checked next,
            Retrace.Renewed voice,
            VoiceFragment fragment,
            Checked fresh,
            Transition between) {
        this.before = before;
        this.next = next;
        this.voice = voice;
        this.fragment = fragment;
        this.fresh = fresh;
        this.between = between;
        form = before.plan().form();
        fading = fragment.lowered(between.checked(), before, true);
        settled = form.steps().clone();
        transition = form.steps().clone();
        at = places(settled);
        bufferOf = new int[fading.registerCount()];
        Arrays.fill(bufferOf, NONE);
        buffers = form.bufferCount();
    }

    /**
     * The edit, or null where it has to be compiled.
     *
     * @param next a graph of the shape of the one before, in which nothing else differs
     */
    static PlanPatch.@Nullable Forms of(
            Compiled before, Checked next, Retrace.Renewed voice, CompileSettings settings, long fadeFrames) {
        if (!PlanPatch.mayChange(before, fadeFrames)
                || next.components().anyCycle()
                || !Arrays.stream(voice.nodes())
                        .allMatch(
                                node -> VoiceFragment.mayStandAlone(next.graph().operation(node)))) {
            return null;
        }
        VoiceFragment fragment = new VoiceFragment(voice, settings);
        Checked old = fragment.of(before.checked());
        Checked fresh = fragment.of(next);
        Transition between =
                Transition.between(old, fresh, fragment.match(), null, fadeFrames, settings.sampleRateHertz());
        if (between == null) {
            return null;
        }
        VoicePatch patch = new VoicePatch(before, next, voice, fragment, fresh, between);
        return patch.change(old) ? patch.forms() : null;
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

    // ---- the voice that comes ---------------------------------------------------------------------------------------

    /** Changes the numbers of the voice's steps; false where they are not those of the voice by itself. */
    private boolean change(Checked old) {
        Program was = fragment.lowered(old, before, false);
        Program now = fragment.lowered(fresh, before, false);
        int[] places = new int[next.graph().size()];
        Arrays.fill(places, NONE);
        for (int i = 0; i < voice.nodes().length; i++) {
            places[voice.nodes()[i]] = i;
        }
        int slot = fragment.slot();
        int copy = between.checked().graph().inputs(fragment.sum())[0];
        List<VoiceFragment.Row> rows = fragment.rows(before.program(), node -> places[node], voice.sum(), voice.slot());
        List<VoiceFragment.Row> olds = fragment.rows(was, this::ofVoice, fragment.sum(), slot);
        List<VoiceFragment.Row> news = fragment.rows(now, this::ofVoice, fragment.sum(), slot);
        List<VoiceFragment.Row> fades = fragment.rows(fading, this::ofFresh, copy, slot);
        boolean alike = rows.size() == olds.size() && rows.size() == news.size() && rows.size() == fades.size();
        for (int i = 0; alike && i < rows.size(); i++) {
            alike = isAlike(rows.get(i), olds.get(i))
                    && isAlike(news.get(i), olds.get(i))
                    && isAlike(fades.get(i), olds.get(i))
                    && Arrays.equals(
                            olds.get(i).step().extras(), news.get(i).step().extras())
                    && change(at[rows.get(i).position()], was, olds.get(i), now, news.get(i), fades.get(i));
        }
        return alike && addLeaver(copy);
    }

    private int ofVoice(int node) {
        return node < voice.nodes().length ? node : NONE;
    }

    /** The node of the fragment that a node of the transition is, or is a copy of while it fades in. */
    private int ofFresh(int node) {
        if (node < fragment.size()) {
            return ofVoice(node);
        }
        Signal declared = between.checked().graph().node(node).declared();
        for (int i = 0; declared != null && i < voice.nodes().length; i++) {
            if (declared.equals(fresh.graph().node(i).declared())) {
                return i;
            }
        }
        return NONE;
    }

    private static boolean isAlike(VoiceFragment.Row one, VoiceFragment.Row other) {
        return one.node() == other.node()
                && one.step().code() == other.step().code()
                && one.step().inputs().length == other.step().inputs().length;
    }

    private boolean change(
            int row, Program was, VoiceFragment.Row old, Program now, VoiceFragment.Row fresh, VoiceFragment.Row fade) {
        int[] olds = old.step().inputs();
        boolean alike = settled[row] == old.step().code();
        for (int i = 0; alike && i < olds.length; i++) {
            int operand = settled[row + Step.IN + i];
            int then = fresh.step().inputs()[i];
            int meanwhile = fade.step().inputs()[i];
            if (olds[i] >= 0) {
                alike = operand >= 0 && then >= 0 && meanwhile >= 0;
                continue;
            }
            int number = ~operand - form.movingScalars();
            alike = was.isConstant(olds[i])
                    && now.isConstant(then)
                    && operand < 0
                    && ~operand < Step.SAVED
                    && number >= 0
                    && form.constants()[number] == was.value(olds[i])
                    && meanwhile < 0;
            if (alike) {
                boolean same = now.value(then) == was.value(olds[i]);
                settled[row + Step.IN + i] = same ? operand : fading.constant(now.value(then));
                transition[row + Step.IN + i] = fading.isConstant(meanwhile) ? settled[row + Step.IN + i] : meanwhile;
            }
        }
        return alike;
    }

    // ---- the voice that leaves --------------------------------------------------------------------------------------

    /** Adds the steps of what leaves; false where the sum cannot be told from what is made of it. */
    private boolean addLeaver(int copy) {
        int[] sums = whole(before.program(), voice.sum());
        int[] copies = whole(fading, copy);
        if (sums.length == 0 || copies.length != sums.length || !findEnd(sums)) {
            return false;
        }
        for (int channel = 0; channel < sums.length; channel++) {
            bufferOf[copies[channel]] = before.buffers().bufferOf()[sums[channel]];
        }
        boolean known = add(node -> isOfLeaver(node, copy), false);
        firstOfSum = added.size() / Step.LENGTH;
        return known && add(node -> node == fragment.sum(), true);
    }

    /** Adds the steps of some nodes, in their order; false where one reads what stays in the steps of the voice that comes. */
    private boolean add(IntPredicate isOf, boolean inSum) {
        boolean known = true;
        for (Program.Section section : fading.sections) {
            for (Program.Instruction step : section.instructions()) {
                known &= !isOf.test(step.node()) || add(step, inSum);
            }
        }
        return known;
    }

    private boolean isOfLeaver(int node, int copy) {
        return node >= fragment.size() && node != copy && ofFresh(node) < 0;
    }

    /** The register of each channel of a sum; none where one of them is made of a single voice. */
    private static int[] whole(Program program, int sum) {
        int[][] folded = VoiceFragment.sum(program, sum).folded();
        int[] whole = new int[folded.length];
        for (int channel = 0; channel < whole.length; channel++) {
            int last = folded[channel].length - 1;
            if (last < 0 || folded[channel][last] < 0) {
                return new int[0];
            }
            whole[channel] = folded[channel][last];
        }
        return whole;
    }

    /** Finds where a sum is made and nothing has read it yet. */
    private boolean findEnd(int[] sums) {
        int behind = 0;
        int end = 0;
        int position = 0;
        int made = 0;
        boolean read = false;
        for (Program.Section section : before.program().sections) {
            for (Program.Instruction step : section.instructions()) {
                position++;
                if (step.code() >= Step.GROUP) {
                    end = Math.max(end, position + step.extras()[0]);
                    continue;
                }
                end = Math.max(end, position);
                boolean open = made < sums.length || position <= behind;
                read |= open && isAnyIn(Buffers.operands(before.program(), step), sums);
                if (isAnyIn(step.outputs(), sums)) {
                    made++;
                    behind = end;
                }
            }
        }
        behindSum = behind == 0 ? 0 : at[behind - 1] / Step.LENGTH + 1;
        return made == sums.length && !read;
    }

    private static boolean isAnyIn(int[] operands, int[] registers) {
        for (int operand : operands) {
            for (int register : registers) {
                if (operand == register) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean add(Program.Instruction step, boolean inSum) {
        int row = added.size();
        for (int i = 0; i < Step.LENGTH; i++) {
            added.add(Step.NONE);
        }
        added.set(row, step.code());
        added.set(row + Step.NODE, inSum ? voice.sum() : next.graph().size() + step.node());
        int[] inputs = step.inputs();
        boolean known = true;
        for (int i = 0; i < inputs.length; i++) {
            int operand = inputs[i] < 0 ? inputs[i] : bufferOf[inputs[i]];
            known &= inputs[i] < 0 || operand >= 0;
            added.set(row + Step.IN + i, operand);
        }
        for (int i = 0; i < step.outputs().length; i++) {
            int register = step.outputs()[i];
            bufferOf[register] = inSum ? bufferOf[inputs[0]] : buffers++;
            added.set(row + Step.OUT + i, bufferOf[register]);
        }
        for (int i = 0; i < step.extras().length; i++) {
            added.set(row + Step.EXTRA + i, step.extras()[i]);
        }
        return known;
    }

    // ---- the two plans ----------------------------------------------------------------------------------------------

    private PlanPatch.@Nullable Forms forms() {
        VoiceState state = VoiceState.of(
                before.program(), voice, fading, between, fragment, next.graph().size());
        if (state == null
                || fading.scalarSteps.size() > PlanPatch.SPARE_SCALARS * ScalarOperation.LENGTH
                || fading.payloads.stream().anyMatch(Program.Bundle.class::isInstance)) {
            return null;
        }
        double[] constants = joined(form.constants(), fading.constants.toArray());
        PlanForm after = form.changed(
                settled,
                form.sections(),
                constants,
                form.scalarSteps(),
                PlanPatch.titles(next.graph().nodes()));
        PlanForm meanwhile = new PlanForm(
                form.kernels(),
                form.banks(),
                form.sampleRateHertz(),
                form.blockFrames(),
                joined(transition, added.toArray()),
                sections(),
                buffers,
                form.outputs(),
                form.movingScalars(),
                constants,
                joined(form.scalarSteps(), fading.scalarSteps.toArray()),
                form.cells(),
                fading.initialDoubles(),
                fading.initialLongs(),
                joined(form.stateOwners(), state.owners()),
                fading.payloads.toArray(),
                titles(next.graph().nodes(), between.checked().graph().nodes()),
                form.meterNames(),
                form.meterOffsets(),
                state.moves().doubles(),
                state.moves().longs());
        return new PlanPatch.Forms(meanwhile, after);
    }

    /** The sections with what leaves before them, and the one that makes the sum in two, with what is added between. */
    private int[] sections() {
        int own = transition.length / Step.LENGTH;
        int end = own + added.size() / Step.LENGTH;
        IntList sections = new IntList(form.sections().length + 12);
        sections.addAll(new int[] {own, own + firstOfSum, form.blockFrames(), 0}, 0, 4);
        int[] all = form.sections();
        for (int i = 0; i < all.length; i += 4) {
            boolean parted = all[i] < behindSum && behindSum <= all[i + 1];
            if (!parted) {
                sections.addAll(all, i, i + 4);
                continue;
            }
            sections.addAll(new int[] {all[i], behindSum, all[i + 2], all[i + 3]}, 0, 4);
            sections.addAll(new int[] {own + firstOfSum, end, form.blockFrames(), 0}, 0, 4);
            if (behindSum < all[i + 1]) {
                sections.addAll(new int[] {behindSum, all[i + 1], all[i + 2], all[i + 3]}, 0, 4);
            }
        }
        return sections.toArray();
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
