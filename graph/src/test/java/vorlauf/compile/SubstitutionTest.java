package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import vorlauf.graph.Signal;

/** A graph of which a voice has gone or come is the graph that is read from nothing, but for the numbers of its nodes. */
final class SubstitutionTest {
    private static final int MOST_NODES = 10_000;
    private static final int SEEDS = 42;
    private static final int EDITS = 40;
    private static final CompileSettings SETTINGS = Rendering.settings();

    @Test
    void whatIsFoundIsTheGraphReadFromNothing() {
        int[] found = new int[4];
        for (long seed = 0; seed < SEEDS; seed++) {
            Ensemble ensemble = new Ensemble(seed, 2 + (int) seed % 30, seed % 2 == 0);
            Signal first = ensemble.next();
            Declared before = read(first);
            Checked checkedBefore = checked(before);
            for (int edit = 0; edit < EDITS; edit++) {
                Signal graph = ensemble.next();
                Substitution substitution = Retrace.substitution(graph, before, MOST_NODES);
                Declared alone = read(graph);
                Declared next = substitution == null ? null : substitution.declared();
                if (substitution == null || next == null) {
                    before = alone;
                    checkedBefore = checked(alone);
                    continue;
                }
                String what = "seed " + seed + ", edit " + edit;
                Checked checked = substitution.checked(next, checkedBefore, come(substitution));
                if (checked == null) {
                    before = alone;
                    checkedBefore = checked(alone);
                    continue;
                }
                int[] numbers = numbers(next, alone);
                assertSame(what, next, alone, numbers);
                assertKnown(what, checked, checked(alone), numbers);
                assertMatched(what, substitution, checkedBefore, alone, numbers);
                found[
                        (substitution.edit().goes() == null ? 0 : 1)
                                + (substitution.edit().comes() == null ? 0 : 2)]++;
                before = next;
                checkedBefore = checked;
            }
        }
        assertThat(found[0]).isZero();
        assertThat(Arrays.stream(found).skip(1).min().orElse(0)).isGreaterThan(SEEDS); // else nothing was shown
    }

    private static @Nullable Checked come(Substitution substitution) {
        Declared comer = substitution.comer();
        return comer == null ? null : checked(comer);
    }

    /** For each node of one graph that of the other that stands in its place. */
    private static int[] numbers(Declared one, Declared other) {
        int[] numbers = new int[one.graph().size()];
        Arrays.fill(numbers, -1);
        IntList waiting = new IntList(16);
        numbers[one.graph().root()] = other.graph().root();
        waiting.add(one.graph().root());
        while (!waiting.isEmpty()) {
            int node = waiting.removeLast();
            int[] inputs = one.graph().inputs(node);
            int[] others = other.graph().inputs(numbers[node]);
            assertThat(inputs).hasSameSizeAs(others);
            for (int slot = 0; slot < inputs.length; slot++) {
                if (numbers[inputs[slot]] < 0) {
                    waiting.add(inputs[slot]);
                    numbers[inputs[slot]] = others[slot];
                }
                assertThat(numbers[inputs[slot]]).isEqualTo(others[slot]);
            }
        }
        return numbers;
    }

    private static void assertSame(String what, Declared one, Declared other, int[] numbers) {
        assertThat(one.graph().size()).as(what).isEqualTo(other.graph().size());
        assertThat(Arrays.stream(numbers).distinct().count()).as(what).isEqualTo(numbers.length);
        assertThat(one.rootKey()).isEqualTo(other.rootKey());
        Declared.Index index = one.index();
        for (int node = 0; node < numbers.length; node++) {
            Graph.Node own = one.graph().node(node);
            Graph.Node there = other.graph().node(numbers[node]);
            assertThat(own.operation()).as(what).isEqualTo(there.operation());
            assertThat(own.key()).as(what).isEqualTo(there.key());
            assertThat(own.declared()).as(what).isSameAs(there.declared());
            assertThat(one.readings()[node]).as(what).isEqualTo(other.readings()[numbers[node]]);
            assertThat(one.inputKeys()[node]).as(what).isEqualTo(other.inputKeys()[numbers[node]]);
            if (!own.key().isEmpty()) {
                assertThat(one.graph().keys().node(own.key())).as(what).isEqualTo(node);
            }
            if (index != null) {
                assertThat(index.node(index.entryOf()[node])).as(what).isEqualTo(node);
                assertThat(index.signals()[node]).as(what).isSameAs(own.declared());
            }
        }
    }

    private static void assertKnown(String what, Checked one, Checked other, int[] numbers) {
        boolean[] come = new boolean[numbers.length];
        for (int node : one.components().order()) {
            assertThat(one.channels()[node]).as(what).isEqualTo(other.channels()[numbers[node]]);
            for (int input : one.graph().inputs(node)) {
                assertThat(come[input]).as(what).isTrue();
            }
            come[node] = true;
        }
        assertThat(one.components().order()).as(what).hasSize(numbers.length);
    }

    /** What goes on is what it is where nothing is known, and so is the edit. */
    private static void assertMatched(
            String what, Substitution substitution, Checked before, Declared alone, int[] numbers) {
        int[] sameAs = new int[numbers.length];
        Arrays.fill(sameAs, -1);
        Checked next = checked(alone);
        int[] match = Matcher.match(before, next, sameAs, SETTINGS);
        for (int node = 0; node < numbers.length; node++) {
            assertThat(substitution.match()[node]).as(what).isEqualTo(match[numbers[node]]);
        }
        VoiceEdit edit = VoiceEdit.between(before, next, match);
        VoiceEdit found = substitution.edit();
        assertThat(edit).as(what).isNotNull();
        if (edit != null) {
            assertThat(found.oldSum()).as(what).isEqualTo(edit.oldSum());
            assertThat(numbers[found.sum()]).as(what).isEqualTo(edit.sum());
            assertVoice(what, found.goes(), edit.goes(), null);
            assertVoice(what, found.comes(), edit.comes(), numbers);
        }
    }

    private static void assertVoice(
            String what, VoiceEdit.@Nullable Voice one, VoiceEdit.@Nullable Voice other, int @Nullable [] numbers) {
        assertThat(one == null).as(what).isEqualTo(other == null);
        if (one != null && other != null) {
            assertThat(one.slot()).as(what).isEqualTo(other.slot());
            int[] nodes = numbers == null
                    ? one.nodes()
                    : Arrays.stream(one.nodes()).map(node -> numbers[node]).toArray();
            assertThat(nodes).as(what).containsExactlyInAnyOrder(other.nodes());
            assertThat(nodes[0]).as(what).isEqualTo(other.nodes()[0]);
        }
    }

    private static final Signal ONE = saw(100).lowpass(900, 1).gain(0.3).key("one");
    private static final Signal TWO = saw(200).lowpass(900, 1).gain(0.3).key("two");

    private static Signal comer() {
        return sine(300).tanh().gain(0.2);
    }

    private static boolean isFound(Signal before, Signal next) {
        Declared read = read(before);
        Substitution substitution = Retrace.substitution(next, read, MOST_NODES);
        if (substitution == null) {
            return false;
        }
        Declared declared = substitution.declared();
        return declared != null && substitution.checked(declared, checked(read), come(substitution)) != null;
    }

    private static boolean isFoundBeside(Supplier<Signal> comer) {
        return isFound(mix(ONE, TWO), mix(ONE, TWO, comer.get())); // made behind the graph that it comes to
    }

    @Test
    void aVoiceOfItsOwnThatComesOrGoesIsFound() {
        assertThat(isFoundBeside(() -> comer().key("new"))).isTrue();
        assertThat(isFound(mix(ONE, TWO), mix(comer().key("new"), ONE, TWO).key("all")))
                .isFalse(); // the root has a name
        assertThat(isFound(mix(ONE, TWO), mix(comer().key("new"), ONE, TWO))).isTrue();
        assertThat(isFound(mix(ONE, TWO), mix(ONE, comer()))).isTrue();
        assertThat(isFound(mix(ONE, TWO), mix(ONE, comer().key("new")))).isTrue();
        assertThat(isFoundBeside(() -> comer())).isTrue();
        assertThat(isFound(mix(ONE, TWO, comer()), mix(ONE, TWO))).isTrue();
        assertThat(isFound(
                        mix(ONE, TWO).gain(0.5),
                        mix(ONE, comer().key("new"), TWO).gain(0.5)))
                .isTrue();
    }

    @Test
    void whatHasMoreToItIsReadFromNothing() {
        Signal first = sine(10).gain(0.1);
        Signal last = sine(20).gain(0.1);
        assertThat(isFound(mix(first, last), mix(first, comer().key("new"), last)))
                .isFalse(); // the last one moves on
        assertThat(isFound(mix(ONE, last), mix(ONE, comer()))).isFalse(); // by its place its gain goes on
        assertThat(isFound(mix(first, comer().key("old"), last), mix(first, last)))
                .isFalse();
        assertThat(isFound(mix(ONE, TWO), mix(ONE, comer().key("two")))).isFalse(); // a name of before
        Signal lead = sine(1).key("lead");
        assertThat(isFound(
                        mix(ONE, TWO).plus(lead),
                        mix(ONE, TWO, comer().key("lead")).plus(lead)))
                .isFalse(); // two nodes of one name
        Signal deep =
                sine(sine(sine(control("deep", 9, Flux.never())))).gain(0.1).key("deep");
        assertThat(isFound(mix(deep, TWO), mix(deep))).isFalse(); // the control would have another place
        assertThat(isFound(mix(deep, TWO), mix(deep, TWO, ONE))).isFalse(); // made before
        assertThat(isFound(mix(deep, TWO), mix(deep, TWO, comer().key("new")))).isTrue();
        assertThat(isFoundBeside(() -> TWO.gain(0.5).key("new"))).isFalse(); // reads another voice
        assertThat(isFound(mix(ONE, TWO, TWO.gain(0.5).key("old")), mix(ONE, TWO)))
                .isFalse();
        assertThat(isFoundBeside(() -> ONE)).isFalse();
        assertThat(isFoundBeside(() -> saw(50).key("saw").gain(0.1).key("new"))).isFalse();
        assertThat(isFoundBeside(
                        () -> saw(control("c", 9, Flux.never())).gain(0.1).key("new")))
                .isFalse();
        assertThat(isFoundBeside(() -> saw(9).meter("m").gain(0.1).key("new"))).isFalse();
        assertThat(isFound(mix(ONE, TWO), mix(ONE, TWO, comer().key("new"), comer().key("newer"))))
                .isFalse();
        assertThat(isFound(mix(ONE, TWO), mix(ONE))).isTrue();
        assertThat(isFound(mix(ONE, TWO, comer().key("a"), comer().key("b")), mix(ONE, TWO)))
                .isFalse();
        assertThat(isFound(
                        mix(ONE, TWO).gain(0.5),
                        mix(ONE, TWO, comer().key("new")).gain(0.4)))
                .isFalse(); // a number has changed beside it
        assertThat(isFoundBeside(() -> comer().pan(0.1).key("new"))).isFalse(); // the sum has two channels
        Signal shared = constant(0.25);
        assertThat(isFound(
                        mix(ONE, TWO).times(0.5),
                        mix(ONE, TWO, sine(3).times(shared).key("new")).times(shared)))
                .isFalse();
        assertThat(isFoundBeside(() -> feedback(
                                loop -> sine(3).plus(loop.delaySamples(99).gain(0.5)))
                        .key("new")))
                .isFalse();
        Signal looped =
                feedback(loop -> mix(ONE, TWO, loop.delaySamples(99).gain(0.5).key("loop")));
        assertThat(isFound(looped, mix(ONE, TWO))).isFalse();
    }

    private static Declared read(Signal graph) {
        List<Problem> problems = new ArrayList<>();
        Declared declared = Declaration.read(graph, null, MOST_NODES, problems);
        assertThat(problems).isEmpty();
        return declared;
    }

    private static Checked checked(Declared declared) {
        List<Problem> problems = new ArrayList<>();
        Checked checked = Checker.check(declared, null, SETTINGS, new Rendering.NoFiles(), problems);
        assertThat(problems).isEmpty();
        return checked;
    }
}
