package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import vorlauf.graph.Signal;
import vorlauf.plan.PlanForm;

/** A graph that is walked along the one before is the graph that is read from nothing, or is not walked to its end. */
final class RetraceTest {
    private static final int MOST_NODES = 10_000;
    private static final int SEQUENCES = 60;
    private static final int EDITS = 20;
    private static final CompileSettings SETTINGS =
            Rendering.settings().withFadeSeconds(0.002).withPatchedFrom(Integer.MAX_VALUE);

    /** Publishes nothing. */
    private static final Publisher<Double> NEVER = subscriber -> {};

    @Test
    void whatIsFoundIsTheGraphReadFromNothing() {
        int found = 0;
        int renewed = 0;
        for (long seed = 0; seed < SEQUENCES; seed++) {
            NumberEdits edits = new NumberEdits(seed);
            Declared before = read(edits.next());
            for (int edit = 0; edit < EDITS; edit++) {
                Signal graph = edits.next();
                Retrace.Found walked = Retrace.of(graph, before);
                Declared alone = read(graph);
                if (walked != null) {
                    found++;
                    assertThat(differs(walked.declared(), alone))
                            .as("seed %d, edit %d", seed, edit)
                            .isFalse();
                    assertThat(walked.moved()).isEqualTo(moved(before.graph(), alone.graph()));
                    assertThat(walked.readers()).isEqualTo(readers(alone.graph(), walked.moved()));
                    assertMatchedInPlace(before, alone, walked.renewed());
                    renewed += walked.renewed() == null ? 0 : 1;
                }
                before = walked == null ? alone : walked.declared();
            }
        }
        assertThat(found).isBetween(SEQUENCES * EDITS / 3, SEQUENCES * EDITS - 1); // else nothing was shown
        assertThat(renewed).isGreaterThan(SEQUENCES / 2);
    }

    @Test
    void editsOfNumbersGiveThePlansOfACompilerThatForgets() {
        int transitions = 0;
        for (long seed = 0; seed < SEQUENCES; seed++) {
            NumberEdits edits = new NumberEdits(seed);
            Rendering knowing = new Rendering(SETTINGS);
            Rendering forgetting = new Rendering(SETTINGS);
            for (int edit = 0; edit < EDITS; edit++) {
                Signal graph = edits.next();
                forgetting.forget();
                CompiledGraph one = knowing.tryCompile(graph);
                CompiledGraph other = forgetting.tryCompile(graph);
                String what = "seed " + seed + ", edit " + edit;
                assertThat(one == null).as(what).isEqualTo(other == null);
                if (one != null && other != null) {
                    assertSameForms(what, one, other);
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
    void anotherNumberIsWalked() {
        Signal kept = saw(100).lowpass(500, 1).key("kept");
        Declared before = read(mix(kept, sine(200).gain(0.5).key("voice")));
        Retrace.Found found = Retrace.of(mix(kept, sine(300).gain(0.5).key("voice")), before);
        if (found == null) {
            throw new AssertionError("the graphs have one shape");
        }
        assertThat(found.moved()).hasSize(1);
        assertThat(found.readers()).hasSize(1);
        assertThat(found.declared().graph().node(found.readers()[0]).operation().label())
                .isEqualTo("sine");
    }

    @Test
    void aNumberThatMovedAndThenGetsAKeyIsTheNewOne() {
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            voices.add(saw(100 + i));
        }
        Declared before = read(mix(voices));
        Signal number = constant(200);
        voices.set(0, saw(number));
        Retrace.Found found = Retrace.of(mix(voices), before);
        if (found == null) {
            throw new AssertionError("the graphs have one shape");
        }
        voices.add(sine(number.key("number")));
        Signal graph = mix(voices);
        Declared next = Declaration.read(graph, found.declared(), MOST_NODES, new ArrayList<>());
        assertThat(differs(next, read(graph))).isFalse();
    }

    @Test
    void whatIsNotOneToOneIsLeftToTheDeclaration() {
        Signal number = constant(3);
        Declared two = read(mix(sine(number), saw(constant(3))));
        Signal other = constant(4);
        assertThat(Retrace.of(mix(sine(other), saw(other)), two)).isNull(); // two nodes become one
        Declared one = read(mix(sine(number), saw(number)));
        assertThat(Retrace.of(mix(sine(constant(4)), saw(constant(4))), one)).isNull(); // one becomes two
        Signal stays = saw(number);
        Declared shared = read(mix(sine(number), stays));
        assertThat(Retrace.of(mix(sine(constant(4)), stays), shared)).isNull(); // the old one is still read
        Signal voice = saw(10);
        Declared voices = read(mix(voice, saw(20)));
        assertThat(Retrace.of(mix(voice, voice), voices)).isNull(); // a signal of before in another place
    }

    @Test
    void whatDiffersInMoreThanNumbersIsLeftToTheDeclaration() {
        Declared before = read(mix(sine(1).key("a"), saw(2).delaySamples(3), control("c", 1, NEVER)));
        Signal saw = saw(2).delaySamples(3);
        assertThat(Retrace.of(mix(sine(1), saw, control("c", 1, NEVER)), before))
                .isNull();
        assertThat(Retrace.of(mix(sine(1).key("a"), saw(2).delaySamples(4), control("c", 1, NEVER)), before))
                .isNull();
        assertThat(Retrace.of(mix(saw(1).key("a"), saw, control("c", 1, NEVER)), before))
                .isNull();
        assertThat(Retrace.of(mix(sine(1).key("a"), saw, control("c", 2, NEVER)), before))
                .isNull();
        assertThat(Retrace.of(mix(sine(1).key("a"), saw), before)).isNull();
        assertThat(Retrace.of(mix(sine(1).key("a").key("b"), saw, control("c", 1, NEVER)), before))
                .isNull();
        assertThat(Retrace.of(mix(sine(1).key("a"), saw, control("c", 1, NEVER)).key("all"), before))
                .isNull();
        Declared file = read(mix(file(Path.of("a.wav")), sine(1)));
        assertThat(Retrace.of(mix(file(Path.of("a.wav")), sine(1)), file)).isNull();
    }

    @Test
    void aVoiceForAnotherIsWalked() {
        Signal kept = saw(100).lowpass(500, 1).key("kept");
        Declared before = read(mix(kept, sine(200).gain(0.5).key("voice")).gain(0.1));
        Signal graph = mix(kept, sine(300).gain(0.5).key("other")).gain(0.1);
        Retrace.Found found = Retrace.of(graph, before);
        if (found == null || found.renewed() == null || found.renewed().comes() == null) {
            throw new AssertionError("a voice came for another of its shape");
        }
        assertThat(differs(found.declared(), read(graph))).isFalse();
        assertThat(found.renewed().comes().slot()).isEqualTo(1);
        assertThat(found.renewed().comes().nodes()).hasSize(4);
        Keys keys = found.declared().graph().keys();
        assertThat(keys.node("other")).isEqualTo(before.graph().keys().node("voice"));
        assertThat(keys.node("voice")).isEqualTo(Keys.NONE);
        assertThat(before.graph().keys().node("voice")).isNotEqualTo(Keys.NONE);
    }

    @Test
    void aNameThatIsNotThatOfANewVoiceIsLeftToTheDeclaration() {
        Signal kept = saw(100).key("kept");
        Signal voice = sine(200).gain(0.5);
        Signal number = constant(3);
        Declared before = read(mix(kept, voice.key("voice"), sine(number).key("a"), saw(2).key("b")));
        Signal a = sine(number).key("a");
        Signal b = saw(2).key("b");
        // The same signals under another name, a name of before, two voices, and one that is read elsewhere.
        assertThat(Retrace.of(mix(kept, voice.key("other"), a, b), before)).isNull();
        assertThat(Retrace.of(mix(kept, sine(200).gain(0.5).key("kept"), a, b), before))
                .isNull();
        assertThat(Retrace.of(mix(kept, voice.key("voice"), sine(3).key("b"), saw(2).key("a")), before))
                .isNull();
        assertThat(Retrace.of(mix(kept, voice.key("voice"), sine(3).key("c"), saw(2).key("d")), before))
                .isNull();
        assertThat(Retrace.of(mix(kept, voice.key("voice"), sine(number).key("c"), b), before))
                .isNull();
        Declared shared = read(mix(sine(number).key("a"), saw(number)));
        Signal other = constant(4);
        assertThat(Retrace.of(mix(sine(other).key("b"), saw(other)), shared)).isNull();
        // A name inside the voice, one that is no input of a sum, one that is lost or given.
        Declared inside = read(mix(sine(3).key("in").gain(1).key("out"), kept));
        assertThat(Retrace.of(mix(sine(3).key("in").gain(1).key("new"), kept), inside))
                .isNull();
        assertThat(Retrace.of(sine(3).key("b").tanh(), read(sine(3).key("a").tanh())))
                .isNull();
        assertThat(Retrace.of(mix(sine(3), kept), read(mix(sine(3).key("a"), kept))))
                .isNull();
        assertThat(Retrace.of(mix(sine(3).key("a"), kept), read(mix(sine(3), kept))))
                .isNull();
    }

    @Test
    void aSignalThatWasReplacedIsNoNodeAnyMore() {
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            voices.add(saw(100 + i));
        }
        Declared before = read(mix(voices));
        Signal replaced = voices.set(3, saw(90));
        Retrace.Found found = Retrace.of(mix(voices), before);
        if (found == null) {
            throw new AssertionError("the graphs have one shape");
        }
        assertThat(found.declared().index()).isNotNull();
        voices.add(replaced); // it comes back beside the one in its place
        Declared read = Declaration.read(mix(voices), found.declared(), MOST_NODES, new ArrayList<>());
        assertThat(IncrementalTest.isSame(read, read(mix(voices)))).isTrue();
    }

    @Test
    void aMistakeInANumberIsReported() {
        Rendering rendering = new Rendering(SETTINGS);
        rendering.play(mix(exponential(1, 2, Duration.ofSeconds(1)), sine(3))).frames(Rendering.BLOCK);
        assertThat(rendering.tryCompile(mix(exponential(-1, 2, Duration.ofSeconds(1)), sine(3))))
                .isNull();
        assertThat(rendering.tryCompile(mix(exponential(1, 2, Duration.ofSeconds(1)), sine(Double.NaN))))
                .isNull();
        assertThat(rendering.tryCompile(mix(exponential(1, 3, Duration.ofSeconds(1)), sine(3))))
                .isNotNull();
    }

    // ---- what is compared -------------------------------------------------------------------------------------------

    private static Declared read(Signal graph) {
        List<Problem> problems = new ArrayList<>();
        Declared read = Declaration.read(graph, null, MOST_NODES, problems);
        assertThat(problems).isEmpty();
        return read;
    }

    private static boolean differs(Declared one, Declared other) {
        boolean same = IncrementalTest.isSame(one, other);
        for (int node = 0; same && node < one.graph().size(); node++) {
            same = one.graph().node(node).declared() == other.graph().node(node).declared()
                    && one.graph().kind(node) == other.graph().kind(node)
                    && one.graph().number(node) == other.graph().number(node)
                    && Arrays.equals(one.graph().inputs(node), other.graph().inputs(node));
        }
        return !same;
    }

    private static int[] moved(Graph before, Graph next) {
        IntList moved = new IntList(8);
        for (int node = 0; node < next.size(); node++) {
            if (before.number(node) != next.number(node)) {
                moved.add(node);
            }
        }
        return moved.toArray();
    }

    private static int[] readers(Graph graph, int[] read) {
        IntList readers = new IntList(8);
        for (int node = 0; node < graph.size(); node++) {
            if (Arrays.stream(graph.inputs(node)).anyMatch(input -> Arrays.binarySearch(read, input) >= 0)) {
                readers.add(node);
            }
        }
        return readers.toArray();
    }

    /** Each node continues the node with its number, but for those of a voice that is new. */
    private static void assertMatchedInPlace(Declared before, Declared next, @Nullable VoiceEdit renewed) {
        int[] none = {};
        VoiceEdit.Voice comes = renewed == null ? null : renewed.comes();
        int[] nodes = comes == null ? none : comes.nodes();
        int[] match = Matcher.match(checked(before), checked(next), none, SETTINGS);
        for (int node = 0; node < match.length; node++) {
            int own = node;
            boolean isNew = Arrays.stream(nodes).anyMatch(each -> each == own);
            assertThat(match[node]).isEqualTo(isNew ? -1 : node);
        }
    }

    private static Checked checked(Declared declared) {
        return Checker.check(declared, null, SETTINGS, new Rendering.NoFiles(), new ArrayList<>());
    }

    private static void assertSameForms(String what, CompiledGraph one, CompiledGraph other) {
        assertSame(what, one.change().settled().form(), other.change().settled().form());
        assertThat(one.change().transition() == null)
                .as(what)
                .isEqualTo(other.change().transition() == null);
        if (one.change().transition() != null && other.change().transition() != null) {
            assertSame(
                    what,
                    one.change().transition().form(),
                    other.change().transition().form());
        }
    }

    private static void assertSame(String what, PlanForm one, PlanForm other) {
        IncrementalTest.assertSameTables(what, one, other);
        assertThat(one.doubleMoves()).as(what).isEqualTo(other.doubleMoves());
        assertThat(one.longMoves()).as(what).isEqualTo(other.longMoves());
        for (int at = 0; at < one.steps().length; at += vorlauf.plan.Step.LENGTH) {
            int node = one.steps()[at + vorlauf.plan.Step.NODE];
            assertThat(one.nodeTitles().apply(node))
                    .as(what)
                    .isEqualTo(other.nodeTitles().apply(node));
        }
    }

    /** Edits of which most change numbers alone: of one voice, of several, of all that are made anew. */
    private static final class NumberEdits {
        private final SplittableRandom random;
        private final long[] shapes;
        private final double[] numbers;
        private final @Nullable Signal[] voices;
        private final boolean keyed;
        private final int[] others;
        private Signal shared = constant(5);

        NumberEdits(long seed) {
            random = new SplittableRandom(seed);
            shapes = random.longs(2 + random.nextInt(30)).toArray();
            numbers = random.doubles(shapes.length, 0.1, 0.9).toArray();
            voices = new Signal[shapes.length];
            keyed = random.nextBoolean();
            others = new int[shapes.length];
        }

        Signal next() {
            int edit = random.nextInt(10);
            int at = random.nextInt(shapes.length);
            if (edit == 0) {
                shapes[at] = random.nextLong();
                voices[at] = null;
            } else if (edit == 1) {
                shared = constant(random.nextInt(5, 7)); // an old one stays where it is read
            } else if (edit == 2 && !keyed) {
                voices[at] = voices[random.nextInt(shapes.length)];
            } else if (edit == 2) {
                others[at] = (others[at] + 1) % 3; // a voice for another, whose name comes back later
                voices[at] = null;
            } else if (edit < 5) {
                shared = constant(random.nextInt(5, 7));
                Arrays.fill(voices, null);
            }
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                int voice = random.nextInt(shapes.length);
                numbers[voice] = random.nextInt(1, 9) / 10.0;
                voices[voice] = null;
            }
            List<Signal> heard = new ArrayList<>();
            for (int i = 0; i < shapes.length; i++) {
                Signal voice = voices[i];
                voice = voice == null ? voice(i) : voice;
                voices[i] = voice;
                heard.add(voice);
            }
            return mix(heard).gain(0.1);
        }

        private Signal voice(int i) {
            double number = numbers[i];
            Signal voice = switch (Math.floorMod(shapes[i], 8)) {
                case 0 ->
                    naiveSaw(100 * number).lowpass(500 * number, 2).gain(0.1).pan(number);
                case 1 -> sine(shared).gain(number);
                case 2 ->
                    feedback(l -> sine(100 * number)
                            .plus(l.delay(Duration.ofMillis(1)).gain(number)));
                case 3 -> line(0, number, Duration.ofMillis(5)).times(saw(shared));
                case 4 -> constant(number).times(constant(2)).plus(sine(90));
                case 5 -> saw(80).shape(0, 1, 0).clip(-number, number);
                case 6 -> adsr(number, 0.1, 0.5, number, constant(1)).times(triangle(70));
                default -> RandomGraph.withoutNames(shapes[i], 5).gain(number);
            };
            return keyed ? voice.key("v" + i + "." + others[i]) : voice;
        }
    }
}
