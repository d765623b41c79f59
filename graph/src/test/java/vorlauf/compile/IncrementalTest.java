package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vorlauf.graph.Signal;
import vorlauf.plan.PlanForm;
import vorlauf.plan.Step;

/** An edit compiled against what is known of the graph before is the edit compiled from nothing. */
final class IncrementalTest {
    private static final int MOST_NODES = 10_000;
    private static final int SEQUENCES = 40;
    private static final int EDITS = 25;
    private static final CompileSettings SETTINGS = Rendering.settings().withFadeSeconds(0.002);
    private static final AudioFiles FILES = new Rendering.NoFiles();

    @Test
    void whatTwoGraphsShareIsReadAsIfEachWereAlone() {
        int shared = 0;
        int nodes = 0;
        for (long seed = 0; seed < SEQUENCES; seed++) {
            VoiceEdits edits = new VoiceEdits(seed, 5);
            Declared before = null;
            for (int edit = 0; edit < EDITS; edit++) {
                Signal graph = edits.next();
                List<Problem> problems = new ArrayList<>();
                List<Problem> alone = new ArrayList<>();
                Declared read = Declaration.read(graph, before, MOST_NODES, problems);
                assertSame("seed " + seed + ", edit " + edit, read, Declaration.read(graph, null, MOST_NODES, alone));
                assertThat(problems).isEqualTo(alone);
                for (int same : read.sameAs()) {
                    shared += same >= 0 ? 1 : 0;
                }
                nodes += read.graph().size();
                before = problems.isEmpty() ? read : before;
            }
        }
        assertThat(shared).isBetween(nodes / 2, nodes - 1); // else nothing was shown
    }

    @Test
    void aKeyOnTheWayFromAReaderThatStaysIsFound() {
        Signal voice = saw(100);
        Signal reader = voice.key("voice").lowpass(500, 1);
        Declared before = Declaration.read(mix(reader), null, MOST_NODES, new ArrayList<>());
        // The next graph comes to the voice without its key first.
        Signal next = mix(voice, reader);
        Declared read = Declaration.read(next, before, MOST_NODES, new ArrayList<>());
        assertThat(read.graph().node(read.graph().inputs(0)[0]).key()).isEqualTo("voice");
        // And where that reader is gone, so is the key.
        Declared without = Declaration.read(mix(voice), read, MOST_NODES, new ArrayList<>());
        assertThat(without.graph().node(without.graph().inputs(0)[0]).key()).isEmpty();
    }

    @Test
    void anEntryThatIsStaleIsCaught() {
        // The broken twin: a voice that is new, taken for the one that it replaces.
        Signal kept = sine(100).key("kept");
        Signal old = saw(200).key("voice");
        Signal next = saw(300).key("voice");
        Declared before = Declaration.read(mix(kept, old), null, MOST_NODES, new ArrayList<>());
        Declared.Index index = requireIndex(before);
        int entry = index.entries().entry(next.inputs().getFirst());
        int[] nodeOf = Arrays.copyOf(index.nodeOf(), entry + 1);
        nodeOf[entry] = index.node(index.entries().find(old.inputs().getFirst()));
        Declared stale = new Declared(
                before.graph(),
                new Declared.Index(index.entries(), index.entryOf(), nodeOf, index.signals()),
                before.rootKey(),
                before.inputKeys(),
                before.sameAs(),
                before.newest(),
                before.readings());
        Signal graph = mix(kept, next);
        Declared right = Declaration.read(graph, null, MOST_NODES, new ArrayList<>());
        Declared wrong = Declaration.read(graph, stale, MOST_NODES, new ArrayList<>());
        assertThat(differs(wrong, right)).isTrue();
        assertThat(frames(wrong)).isNotEqualTo(frames(right));
        assertThat(frames(Declaration.read(graph, before, MOST_NODES, new ArrayList<>())))
                .isEqualTo(frames(right));
    }

    @Test
    void editsGiveTheBitsAndTablesOfACompilerThatForgets() {
        int transitions = 0;
        for (long seed = 0; seed < SEQUENCES; seed++) {
            VoiceEdits edits = new VoiceEdits(seed, 5);
            Rendering knowing = new Rendering(SETTINGS);
            Rendering forgetting = new Rendering(SETTINGS);
            for (int edit = 0; edit < EDITS; edit++) {
                Signal graph = edits.next();
                CompiledGraph one = knowing.tryCompile(graph);
                forgetting.forget();
                CompiledGraph other = forgetting.tryCompile(graph);
                String what = "seed " + seed + ", edit " + edit;
                assertThat(one == null).as(what).isEqualTo(other == null);
                if (one != null && other != null) {
                    assertSameTables(
                            what,
                            one.change().settled().form(),
                            other.change().settled().form());
                    transitions += one.change().transition() == null ? 0 : 1;
                    float[] frames = knowing.play(one).frames(4 * Rendering.BLOCK);
                    assertThat(Arrays.equals(frames, forgetting.play(other).frames(4 * Rendering.BLOCK)))
                            .as(what)
                            .isTrue();
                }
            }
        }
        assertThat(transitions).isGreaterThan(SEQUENCES * EDITS / 2);
    }

    @Test
    void anOrderWithInsertionsIsAnOrder() {
        int inserted = 0;
        for (long seed = 0; seed < SEQUENCES; seed++) {
            VoiceEdits edits = new VoiceEdits(seed, 5);
            Checked before = checked(edits.next());
            for (int edit = 0; edit < EDITS && before != null; edit++) {
                Checked next = checked(edits.next());
                Transition between = next == null ? null : transition(before, next);
                if (between != null && !between.checked().components().anyCycle()) {
                    inserted++;
                    assertThat(isOrder(
                                    between.checked().graph(), between.checked().components()))
                            .as("seed %d, edit %d", seed, edit)
                            .isTrue();
                    Checked searched = searched(between.checked().graph());
                    for (int node : searched.components().order()) {
                        assertThat(between.checked().channels()[node])
                                .as("seed %d, edit %d, node %d", seed, edit, node)
                                .isEqualTo(searched.channels()[node]);
                    }
                }
                before = next == null ? before : next;
            }
        }
        assertThat(inserted).isGreaterThan(SEQUENCES);
    }

    @Test
    void anInsertionBehindItsReaderIsCaught() {
        Transition between = transition(mix(sine(1).key("a")), mix(sine(1).key("a"), sine(2).key("b")));
        Components right = between.checked().components();
        int[] order = right.order().clone();
        for (int i = 0, k = order.length - 1; i < k; i++, k--) {
            int node = order[i];
            order[i] = order[k];
            order[k] = node;
        }
        Components wrong = new Components(order, right.begin(), right.componentOf(), right.cyclic(), right.anyCycle());
        assertThat(isOrder(between.checked().graph(), right)).isTrue();
        assertThat(isOrder(between.checked().graph(), wrong)).isFalse();
    }

    @Test
    void aSourceThatComesTooLateForAnInsertionIsFoundBySearch() {
        // What leaves reads the last voice and is read, until it has faded, by the first.
        Signal last = saw(300).key("last");
        Signal first = sine(100);
        Transition between = transition(
                mix(first.plus(last.lowpass(500, 1)).key("first"), last),
                mix(first.plus(constant(0)).key("first"), last));
        assertThat(isOrder(between.checked().graph(), between.checked().components()))
                .isTrue();
    }

    @Test
    void aSettledPlanThatComesLateChangesTheRoundingOfSumsAlone() {
        for (long seed = 0; seed < SEQUENCES; seed++) {
            VoiceEdits edits = new VoiceEdits(seed, 5);
            Rendering onTime = new Rendering(SETTINGS);
            Rendering behind = new Rendering(SETTINGS).settlingLate(3);
            for (int edit = 0; edit < 8; edit++) {
                Signal graph = edits.next();
                CompiledGraph one = onTime.tryCompile(graph);
                CompiledGraph other = behind.tryCompile(graph);
                if (one != null && other != null) {
                    float[] frames = behind.play(other).frames(8 * Rendering.BLOCK);
                    float[] expected = onTime.play(one).frames(8 * Rendering.BLOCK);
                    int late = frames.length * 6 / 8; // three blocks of fades and three more
                    for (int i = 0; i < late; i++) {
                        // What comes is behind the sum until the settled plan is adopted.
                        assertThat((double) frames[i])
                                .as("seed %d, edit %d, sample %d", seed, edit, i)
                                .isCloseTo(expected[i], offset(1e-6));
                    }
                    for (int i = late; i < frames.length; i++) {
                        assertThat(frames[i] == expected[i]) // the sign of zeros is left open
                                .as("seed %d, edit %d, sample %d", seed, edit, i)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void aRefusedGraphLeavesWhatIsKnownOfTheOneBefore() {
        Rendering rendering = new Rendering(SETTINGS);
        Signal voice = saw(100).lowpass(900, 1).key("a");
        rendering.play(mix(voice)).frames(Rendering.BLOCK);
        Signal wrong = sine(Double.NaN).key("b");
        assertThat(rendering.tryCompile(mix(voice, wrong))).isNull();
        Signal right = sine(200).key("b");
        float[] after = rendering.play(mix(voice, right)).frames(8 * Rendering.BLOCK);
        Rendering undisturbed = new Rendering(SETTINGS);
        undisturbed.play(mix(voice)).frames(Rendering.BLOCK);
        assertThat(after).containsExactly(undisturbed.play(mix(voice, right)).frames(8 * Rendering.BLOCK));
        // What was wrong is so again, though its signal is known by now.
        assertThat(rendering.tryCompile(mix(voice, wrong))).isNull();
    }

    // ---- what is compared -------------------------------------------------------------------------------------------

    private static void assertSame(String what, Declared one, Declared other) {
        assertThat(differs(one, other)).as(what).isFalse();
    }

    private static boolean differs(Declared one, Declared other) {
        return !isSame(one, other);
    }

    static boolean isSame(Declared one, Declared other) {
        Graph.Node[] nodes = one.graph().nodes();
        Graph.Node[] others = other.graph().nodes();
        boolean same = nodes.length == others.length
                && one.rootKey().equals(other.rootKey())
                && one.graph().root() == other.graph().root();
        for (int i = 0; same && i < nodes.length; i++) {
            same = nodes[i].operation().equals(others[i].operation())
                    && Arrays.equals(nodes[i].inputs(), others[i].inputs())
                    && nodes[i].key().equals(others[i].key())
                    && Arrays.equals(one.inputKeys()[i], other.inputKeys()[i])
                    && one.graph().keys().node(nodes[i].key())
                            == other.graph().keys().node(nodes[i].key())
                    && one.readings()[i] == other.readings()[i]
                    && (one.index() == null || one.index().node(one.index().entryOf()[i]) == i);
        }
        return same;
    }

    private static Declared.Index requireIndex(Declared declared) {
        Declared.Index index = declared.index();
        if (index == null) {
            throw new AssertionError("where the signals are was not kept");
        }
        return index;
    }

    private static float[] frames(Declared declared) {
        Program program = Passes.lowered(declared, SETTINGS);
        return Passes.render(program, Buffers.of(program, true), SETTINGS, 2 * Rendering.BLOCK);
    }

    /** What nodes are and where they were declared counts, not their numbers: these depend on what was there before. */
    static void assertSameTables(String what, PlanForm one, PlanForm other) {
        assertThat(titled(one, one.steps(), Step.NODE, Step.LENGTH))
                .as(what)
                .isEqualTo(titled(other, other.steps(), Step.NODE, Step.LENGTH));
        assertThat(one.sections()).as(what).isEqualTo(other.sections());
        assertThat(one.constants()).as(what).isEqualTo(other.constants());
        assertThat(one.scalarSteps()).as(what).isEqualTo(other.scalarSteps());
        assertThat(titled(one, one.stateOwners(), 0, 4)).as(what).isEqualTo(titled(other, other.stateOwners(), 0, 4));
        assertThat(one.bufferCount()).as(what).isEqualTo(other.bufferCount());
        assertThat(one.outputs()).as(what).isEqualTo(other.outputs());
    }

    private static List<Object> titled(PlanForm form, int[] rows, int node, int width) {
        List<Object> titled = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            titled.add(i % width == node ? form.nodeTitles().apply(rows[i]) : rows[i]);
        }
        return titled;
    }

    private static boolean isOrder(Graph graph, Components components) {
        boolean[] come = new boolean[graph.size()];
        for (int node : components.order()) {
            for (int input : graph.inputs(node)) {
                if (!come[input]) {
                    return false;
                }
            }
            come[node] = true;
        }
        return components.order().length == graph.size() && come[graph.root()];
    }

    private static Checked searched(Graph graph) {
        Components components = Components.of(graph);
        int[] channels = new int[graph.size()];
        ChannelRules.infer(graph, components, file -> 1, channels);
        return new Checked(graph, channels, components);
    }

    private static @Nullable Checked checked(Signal graph) {
        List<Problem> problems = new ArrayList<>();
        Declared declared = Declaration.read(graph, null, MOST_NODES, problems);
        Checked checked = Checker.check(declared, null, SETTINGS, FILES, problems);
        return problems.isEmpty() ? checked : null;
    }

    private static Checked requireChecked(Signal graph) {
        Checked checked = checked(graph);
        if (checked == null) {
            throw new AssertionError("a graph of this test is wrong");
        }
        return checked;
    }

    private static @Nullable Transition transition(Checked before, Checked next) {
        int[] none = {};
        int[] match = Matcher.match(before, next, none, SETTINGS);
        return Transition.between(before, next, match, null, 96, Rendering.RATE);
    }

    private static Transition transition(Signal before, Signal next) {
        Transition between = transition(requireChecked(before), requireChecked(next));
        if (between == null) {
            throw new AssertionError("there is nothing to fade");
        }
        return between;
    }
}
