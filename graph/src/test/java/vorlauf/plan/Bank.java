package vorlauf.plan;

import static vorlauf.graph.Signals.*;
import static vorlauf.plan.FilterKinds.*;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;

/** Graphs of many alike nodes: each kind is rendered in groups of one sort. */
@SuppressWarnings("ImmutableEnumChecker") // graphs are made by functions that hold nothing
enum Bank {
    SINES(count -> mixed(count, i -> sine(55 + 31.7 * i).gain((1 + i % 7) / 64.0))),
    SINES_THAT_MOVE(count -> mixed(count, i -> sine(moving(i, 200)).gain(moving(100 + i, 0.1)))),
    SAWS(count -> mixed(count, i -> naiveSaw(55 + 31.7 * i).gain(0.1 * i))),
    SAWS_THAT_MOVE(count -> mixed(count, i -> naiveSaw(moving(i, 300)).gain(0.1 * i))),
    NAIVE_TRIANGLES(count -> mixed(
            count, i -> naiveTriangle(55 - 31.7 * i).bandpass(300 + 40 * i, 3).gain(0.1 * i))),
    SMOOTH_SAWS(count -> mixed(count, i -> saw(55 + 31.7 * i).gain(0.1 * i))),
    /** From 0 Hz on, backwards in turn, to where the corners of neighbouring periods touch. */
    SMOOTH_SHAPES(count ->
            mixed(count, i -> Shapes.shape(i / 7, Shapes.hertz(i)).gain(0.1 * i))),
    SMOOTH_SHAPES_IN_ROWS(count ->
            mixed(count, i -> Shapes.shape(i % 6, Shapes.hertz(i)).meter("shape " + i))),
    SMOOTH_SHAPES_THAT_MOVE(count -> mixed(
            count,
            i -> Shapes.shape(i / 7, moving(i, i % 5 == 4 ? 9_000 + 70 * i : 300 * i - 900))
                    .gain(0.1 * i))),
    GLIDING_SINES(count -> mixed(count, i -> sine(moving(i, 90 * i - 400)).gain(0.1 * i))),
    /** A frequency for each frame, of each voice or of all, up to where corners touch now and then, and beyond half the rate. */
    VIBRATOS(count ->
            mixed(count, i -> Shapes.anyShape(i / 4, Shapes.vibrato(i)).gain(0.1 * i))),
    VIBRATOS_BEHIND_FILTERS(count -> mixed(
            count,
            i -> Shapes.anyShape(i / 4, Shapes.vibrato(5))
                    .lowpass(900 + 50 * i, 2)
                    .gain(0.1 * i))),
    VIBRATOS_IN_ROWS(count ->
            mixed(count, i -> Shapes.anyShape(i % 8, Shapes.vibrato(i)).meter("shape " + i))),
    /** Filters behind, since what comes from elsewhere is in a bank with these alone. */
    LOST_FREQUENCIES(count -> {
        Signal lost = Shapes.lost();
        return mixed(
                count,
                i -> Shapes.anyShape(i / 4, lost).lowpass(900 + 50 * i, 2).gain(0.1 * i));
    }),
    CLIPPED(count -> mixed(
            count, i -> sine(50 + 31.7 * i).times(9).clip(-0.5 + 0.06 * i, 0.5).gain(0.1 * i))),
    CLIPPED_THAT_MOVE(count -> mixed(
            count,
            i -> sine(50 + 31.7 * i)
                    .times(9)
                    .clip(moving(i % 8 < 5 ? i : -1, -0.3), moving(100 + i, 0.3))
                    .gain(0.1 * i))),
    CLIPPED_BY_SIGNALS(count -> mixed(
            count, i -> saw(50 + i).times(9).clip(sine(50 + i), sine(80 + i)).gain(0.1 * i))),
    TREMOLO(count -> mixed(count, i -> source(i).times(sine(2 + i).times(0.5).plus(0.5)))),
    FREQUENCY_MODULATION(count -> mixed(count, Bank::modulated)),
    FREQUENCY_MODULATION_WITH_TREMOLO(count -> mixed(
            count, i -> modulated(i).times(sine(2 + i).times(0.5).plus(0.5)).gain(0.01 * (1 + i)))),
    FREQUENCIES_BEYOND_ALL_BOUNDS(count -> mixed(count, i -> sine(source(i).times(1e12)))),
    LOWPASSES(count -> mixed(count, i -> source(i).lowpass(500 + 50 * i, 2).pan(0.02 * i))),
    VOICES(count -> mixed(
            count,
            i -> naiveSaw(55 + 31.7 * i)
                    .lowpass(500 + 50 * i, 2)
                    .gain(0.01 * (1 + i))
                    .pan(0.02 * i))),
    VOICES_OF_WHICH_GAINS_MOVE(count -> mixed(
            count,
            i -> naiveSaw(55 + 31.7 * i)
                    .highpass(500 + 50 * i, 2)
                    .gain(moving(i % 8 < 5 ? i : -1, 0.01))
                    .pan(0.02 * i))),
    VOICES_OF_TWO_KINDS(count -> mixed(
            count,
            i -> (i < count / 3 ? naiveSaw(55 + 31.7 * i) : source(i))
                    .lowpass(500 + 50 * i, 2)
                    .gain(0.01 * (1 + i))
                    .pan(0.02 * i))),
    VOICES_READ_ELSEWHERE(count -> {
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            voices.add(naiveSaw(55 + 31.7 * i).lowpass(500 + 50 * i, 2).gain(0.01));
        }
        Signal mixed = mixed(count, i -> voices.get(i).pan(0.02 * i));
        return mix(mixed, voices.getFirst().tanh());
    }),
    FILTERED_VOICES(count -> mixed(
            count, i -> source(i).allpass(500 + 50 * i, 2).gain(0.01 * (1 + i)).pan(0.02 * i))),
    LOWPASSES_THAT_MOVE(count ->
            mixed(count, i -> source(i).lowpass(sine(3 + i).times(300).plus(900), constant(1.5)))),
    LOWPASSES_OF_WHICH_SOME_MOVE(count ->
            mixed(count, i -> source(i).lowpass(moving(i % 8 < 5 ? i : -1, 900 + i), constant(2)))),
    VOICES_THAT_MOVE(count -> mixed(
            count,
            i -> naiveSaw(55 + 31.7 * i)
                    .lowpass(moving(i, 500 + 50 * i), constant(2))
                    .gain(0.01 * (1 + i))
                    .pan(0.02 * i))),
    VOICES_MOVED_BY_ONE_CONTROL(count -> mixed(
            count,
            i -> naiveSaw(55 + 31.7 * i)
                    .lowpass(moving(1, 1).times(500 + 50 * i), constant(2))
                    .gain(0.01 * (1 + i))
                    .pan(0.02 * i))),
    SHELVES_MOVED_BY_TWO_CONTROLS(count -> mixed(
            count,
            i -> naiveSaw(55 + 31.7 * i)
                    .lowshelf(moving(0, 1).times(500 + 50 * i), moving(1, 6))
                    .gain(0.01 * (1 + i))
                    .pan(0.02 * i))),
    BIQUADS_OF_ALL_KINDS_THAT_MOVE(count -> mixed(
            count, i -> biquad(i, naiveSaw(55 + 31.7 * i)).gain(0.01 * (1 + i)).pan(0.02 * i))),
    SAWS_THROUGH_ALL_KINDS(count -> mixed(
            count,
            i -> kind(i, naiveSaw(55 + 31.7 * i), constant(500 + 50 * i))
                    .gain(0.01 * (1 + i))
                    .pan(0.02 * i))),
    SOURCES_THROUGH_ALL_KINDS(count -> mixed(
            count,
            i -> kind(i, source(i), constant(500 + 50 * i)).gain(0.01 * (1 + i)).pan(0.02 * i))),
    SAWS_THROUGH_ALL_KINDS_THAT_MOVE(count -> mixed(
            count,
            i -> kind(i, naiveSaw(55 + 31.7 * i), moving(i, 500 + 50 * i))
                    .gain(0.01 * (1 + i))
                    .pan(0.02 * i))),
    SOURCES_THROUGH_ALL_KINDS_THAT_MOVE(count ->
            mixed(count, i -> kind(i, source(i), moving(i % 5 == 4 ? -1 : i, 500 + 50 * i)))),
    HIGHPASSES_THAT_MOVE(count -> mixed(
            count,
            i -> naiveSaw(55 + 31.7 * i)
                    .highpass(moving(i, 500 + 50 * i), constant(2))
                    .gain(0.01 * (1 + i))
                    .pan(0.02 * i))),
    SOURCES_THAT_MOVE(count ->
            mixed(count, i -> source(i).gain(moving(i, 1)).lowpass(moving(100 + i, 300 + 50 * i), constant(2)))),
    ONE_POLES(count -> mixed(count, i -> source(i).onePole(500 + 50 * i))),
    ONE_POLES_THAT_MOVE(count ->
            mixed(count, i -> source(i).onePole(sine(3 + i).times(300).plus(900)))),
    STATE_VARIABLES(count -> mixed(count, i -> output(i, constant(500 + 50 * i)))),
    STATE_VARIABLES_THAT_MOVE(count ->
            mixed(count, i -> output(i, sine(3 + i).times(300).plus(900)))),
    CASCADE(count -> chain(count, whiteNoise(1), (y, i) -> y.peaking(100 + 90 * i, 1, i % 2 == 0 ? 6 : -6))),
    CASCADE_THAT_MOVES(count -> chain(
            count,
            whiteNoise(1),
            (y, i) -> y.peaking(
                    i % 7 == 3 ? sine(5).times(200).plus(700) : constant(100 + 90 * i), constant(1), constant(3)))),
    CASCADE_OF_LOWPASSES(count -> chain(count, whiteNoise(1), (y, i) -> y.lowpass(9000 + 90 * i, 1))),
    CASCADE_OF_ALL_KINDS(count -> chain(count, whiteNoise(1), (y, i) -> kind(i, y, constant(900 + 90 * i)))),
    CASCADE_OF_KINDS(count -> chain(
            count, whiteNoise(1), (y, i) -> i % 8 == 3 ? y.highpass(20 + 5 * i, 1) : y.peaking(100 + 90 * i, 1, 3))),
    STEPS_ALONE(count -> whiteNoise(count).times(120).tanh()),
    LADDER(count -> {
        Signal x = whiteNoise(3).gain(0.001);
        return chain(count, x, (y, i) -> y.gain(0.999 - 0.001 * i).plus(x));
    }),
    LADDER_OF_MANY(count ->
            chain(count, whiteNoise(3), (y, i) -> y.gain(0.9 - 0.01 * i).plus(source(i)))),
    LADDER_OF_SINES(count -> chain(
            count,
            whiteNoise(3),
            (y, i) -> sine(55 + 31.7 * i).gain(0.1 + 0.01 * i).plus(y))),
    LADDER_THAT_MOVES(count -> {
        Signal x = whiteNoise(3);
        return chain(count, x, (y, i) -> y.gain(moving(i, 0.9)).plus(x));
    }),
    THREE_KINDS(count -> mixed(
            count,
            i -> i < count / 3
                    ? naiveSaw(55 + 31.7 * i).lowpass(500 + 50 * i, 2).gain(0.1)
                    : i < count / 2
                            ? modulated(i).gain(0.02 * i)
                            : output(i, constant(500 + 50 * i)).tanh())),
    KINDS_BY_TURNS(count -> mixed(
            count,
            i -> i % 2 == 0 ? sine(55 + 31.7 * i).gain(0.1) : naiveSaw(55 + i).onePole(300))),
    THREE_KINDS_BY_TURNS(count -> mixed(count, i -> turn(i % 3, i).pan(0.02 * i - 0.5))),
    KINDS_AT_RANDOM_AND_OTHERS(count -> mixed(count, i -> {
        int drawn = (int) (((i + 1) * 0x9E3779B97F4A7C15L) >>> 61);
        return drawn == 7 ? whiteNoise(i).gain(moving(i, 0.01)) : turn(drawn, i);
    })),
    FEW_OF_A_KIND(count -> mixed(
            count,
            i -> i / 8 % 2 == 0
                    ? sine(55 + 31.7 * i).gain(0.1)
                    : naiveSaw(55 + i).onePole(300))),
    STEREO(count -> mixed(count, i -> {
        Signal voice = naiveSaw(55 + 31.7 * i).lowpass(500 + 50 * i, 2).gain(0.1);
        return i % 11 == 10 ? voice : voice.pan(0.02 * i);
    })),
    SHARED_SOURCE(count -> {
        Signal source = whiteNoise(9);
        return mixed(count, i -> source.bandpass(300 + 40 * i, 20).gain(0.01 * i));
    }),
    READ_ELSEWHERE(count -> {
        Signal last = sine(50).lowpass(300, 1);
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            last = i % 13 == 12
                    ? last.plus(sine(20 + i)).lowpass(200, 1)
                    : sine(60 + i).lowpass(300 + i, 1);
            voices.add(last);
        }
        return mix(mix(voices), voices.getFirst().tanh());
    }),
    OWN_CODE(count -> mixed(count, i -> custom("half", 1, Half::new, sine(50 + i)))),
    SUM_OF_SUMS(count -> mixed(
            count, i -> mixed(3, k -> sine(60 + 9 * i + 200 * k).gain(0.1)).lowpass(900, 1))),
    SUM(count -> mixed(count, Bank::source)),
    RINGS(count -> mixed(count, i -> source(i).times(source(i + 1)).gain(0.5))),
    CURVES(count ->
            mixed(count, i -> source(i).times(3).tanh().times(0.3).plus(0.1).gain(moving(i, 1)))),
    STRINGS(count -> mixed(count, i -> {
        Signal pluck = whiteNoise(i).times(0.01);
        return feedback(
                loop -> pluck.plus(loop.delaySamples(37 + i).onePole(4_000).times(0.99)));
    })),
    COMBS_THAT_MOVE(count -> mixed(count, i -> {
        Signal pluck = whiteNoise(i).times(0.01);
        return feedback(loop -> pluck.plus(loop.delaySamples(5 + 9 * i).times(moving(i, 0.7))));
    })),
    MEANS(count -> mixed(count, i -> {
        Signal pluck = whiteNoise(i).times(0.01);
        return feedback(loop -> pluck.plus(loop.delaySamples(9 + 11 * i)
                .plus(loop.delaySamples(10 + 11 * i))
                .times(moving(i % 8 < 5 ? i : -1, 0.45))));
    })),
    TWO_TAPS(count -> mixed(count, i -> {
        Signal pluck = whiteNoise(i).times(0.01);
        return feedback(loop -> pluck.plus(loop.delaySamples(37 + i).times(0.4))
                .plus(loop.delaySamples(90 - i).times(moving(i % 8 < 5 ? i : -1, 0.5))));
    })),
    CURVED_LOOPS(count -> mixed(count, i -> {
        Signal pluck = whiteNoise(i).times(1e-37);
        return feedback(loop -> pluck.plus(loop.delaySamples(64 + i).tanh().times(0.4)));
    })),
    TUNED_STRINGS(count -> mixed(count, i -> {
        Signal pluck = whiteNoise(i).times(0.01);
        return feedback(loop -> pluck.plus(loop.delay(moving(i, 0.001 + 0.0001 * i), Duration.ofMillis(8))
                .onePole(4_000)
                .times(0.99)));
    })),
    FAINT_STRINGS(count -> mixed(count, i -> {
        Signal pluck = whiteNoise(i).times(1e-37);
        return feedback(loop -> pluck.plus(loop.delaySamples(64 + i).times(0.4)));
    })),
    SHORT_STRINGS(count -> mixed(count, i -> {
        Signal pluck = whiteNoise(i).times(0.01);
        return feedback(loop ->
                pluck.plus(loop.delaySamples(1 + i % 9).lowpass(4_000, 0.7).times(0.9)));
    }));

    /** Nothing is read from files. */
    static final AudioFiles NO_FILES = new AudioFiles() {
        @Override
        public Format probe(Path path) throws UnusableFileException {
            throw new UnusableFileException("no files here: " + path);
        }

        @Override
        public SampleSource open(Path path, boolean looped, double sampleRateHertz) throws UnusableFileException {
            throw new UnusableFileException("no files here: " + path);
        }
    };

    private final Function<Integer, Signal> graph;

    Bank(Function<Integer, Signal> graph) {
        this.graph = graph;
    }

    /** The plan of a graph without files. */
    static RenderPlan plan(Signal graph, CompileSettings settings) throws GraphException {
        RenderPlan plan =
                new GraphCompiler(settings, NO_FILES).compile(graph).change().settled();
        plan.adopt(null);
        return plan;
    }

    Playing play(int count, CompileSettings settings) {
        try {
            CompiledGraph compiled = new GraphCompiler(settings, NO_FILES)
                    .compile(graph.apply(count).times(0.1));
            RenderPlan plan = compiled.change().settled();
            plan.adopt(null);
            List<ControlCell> cells = compiled.controls().stream()
                    .map(CompiledGraph.Control::cell)
                    .toList();
            List<Double> values = cells.stream().map(ControlCell::value).toList();
            return new Playing(plan, cells, values, new float[settings.blockFrames() * plan.channels()]);
        } catch (GraphException problems) {
            throw new AssertionError(problems);
        }
    }

    private static Signal mixed(int count, Function<Integer, Signal> voice) {
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            voices.add(voice.apply(i));
        }
        return mix(voices);
    }

    private interface Stage {
        Signal of(Signal before, int index);
    }

    private static Signal chain(int count, Signal first, Stage stage) {
        Signal y = first;
        for (int i = 0; i < count; i++) {
            y = stage.of(y, i);
        }
        return y;
    }

    /** A node in user code. */
    private static final class Half implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            for (int i = 0; i < frameCount; i++) {
                outputs[0][i] = 0.5f * inputs[0][i];
            }
        }
    }

    /** One of three kinds of voices, or a bare sine. */
    private static Signal turn(int kind, int i) {
        return switch (kind) {
            case 0, 3 -> naiveSaw(55 + 31.7 * i).lowpass(500 + 50 * i, 2).gain(0.1);
            case 1, 4 -> modulated(i).gain(0.02 * i);
            case 2, 5 -> output(i, constant(500 + 50 * i)).times(3).tanh();
            default -> sine(55 + 31.7 * i).gain(0.1);
        };
    }

    /** A sine whose frequency another one moves. */
    private static Signal modulated(int i) {
        return sine(sine(90 + 7 * i).times(220).plus(110 + 13.7 * i));
    }

    static Signal source(int i) {
        return whiteNoise(i).gain(0.1);
    }

    /** A control; a number where the index is negative. */
    static Signal moving(int index, double value) {
        return index < 0 ? constant(value) : control("control " + index, value, Flux.never());
    }
}
