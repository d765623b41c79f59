package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import vorlauf.graph.Signal;
import vorlauf.plan.BankForm;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.KernelSets;
import vorlauf.plan.LoopVoice;
import vorlauf.plan.Step;

/** Strings and other alike cycles are rendered beside each other, with the bits of their steps one by one. */
final class LoopsTest {
    private static final int[] COUNTS = {1, 7, 16, 20, 64};

    /** Enough for both lines of each string to have the same in them, and for every line to begin anew. */
    private static final int FRAMES = 9 * Rendering.BLOCK;

    private static final CompileSettings ONE_BY_ONE =
            Rendering.settings().withBuffers(false, false).withFusion(false).withPacking(false);

    /** Cycles that stand beside each other, some of them behind a header of loops, some in a bank, some by themselves. */
    @SuppressWarnings("ImmutableEnumChecker") // functions that hold nothing
    enum Kind {
        PLUCKED(i -> loop(
                i,
                y -> tap(y, 20 + 5 * i, "a" + i)
                        .plus(tap(y, 21 + 5 * i, "b" + i))
                        .times(0.498))),
        HIGH(i -> loop(
                i,
                y -> tap(y, 1 + i % 15, "a" + i)
                        .plus(tap(y, 2 + i % 15, "b" + i))
                        .times(0.49))),
        COMB(i -> loop(i, y -> tap(y, 16 + 3 * i, "a" + i).times(0.9 - 0.01 * i))),
        TWO_TAPS(i -> {
            Signal pick = pick(i);
            return feedback(y -> pick.plus(tap(y, 30 + i, "a" + i).times(0.4))
                    .plus(tap(y, 70 - i, "b" + i).times(0.3 + 0.001 * i)));
        }),
        FAR_APART(i -> loop(
                i,
                y -> tap(y, 17 + i, "a" + i).plus(tap(y, 500 + 9 * i, "b" + i)).times(0.45))),
        STEREO(i -> {
            Signal pick = pick(i).pan(0.02 * i - 0.5);
            return feedback(y -> pick.plus(tap(y, 40 + i, "a" + i).times(0.8)));
        }),
        DAMPED(i -> loop(i, y -> tap(y, 30 + 4 * i, "a" + i).onePole(5_000).times(0.98))),
        RINGING(i ->
                loop(i, y -> tap(y, 1 + i % 20, "a" + i).lowpass(4_000, 0.7).times(0.9))),
        TUNED(i -> loop(
                i,
                y -> y.delay(0.0005 + 0.000123 * i, Duration.ofMillis(12))
                        .key("a" + i)
                        .onePole(6_000)
                        .times(0.95))),
        BENT(i -> {
            Signal seconds = control("bend" + i, 0.001 + 0.0001 * i, Flux.never());
            return loop(i, y -> y.delay(seconds, Duration.ofMillis(12)).times(0.9));
        }),
        VIBRATO(i -> {
            Signal seconds = sine(5 + i).times(0.0002).plus(0.0007 + 0.0001 * i);
            return loop(
                    i,
                    y -> y.delay(seconds, Duration.ofMillis(12)).onePole(8_000).times(0.9));
        }),
        VIBRATO_OF_ITS_OWN(i -> loop(
                i,
                y -> y.delay(y.delaySamples(50 + i).times(0.0001).plus(0.001), Duration.ofMillis(5))
                        .times(0.9)
                        .tanh())),
        CURVED(i -> loop(i, y -> tap(y, 1 + i, "a" + i).times(3).tanh().times(0.3)));

        private final IntFunction<Signal> voice;

        Kind(IntFunction<Signal> voice) {
            this.voice = voice;
        }
    }

    private static Signal pick(int i) {
        return whiteNoise(i).times(line(1, 0, Duration.ofMillis(3))).times(0.2).key("pick" + i);
    }

    private static Signal loop(int i, UnaryOperator<Signal> back) {
        Signal pick = pick(i);
        return feedback(y -> pick.plus(back.apply(y)));
    }

    private static Signal tap(Signal y, int frames, String key) {
        return y.delaySamples(frames).key(key);
    }

    // ---- bits -------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void anyNumberOfThemGivesTheBitsOfOneByOne(Kind kind) {
        for (int count : COUNTS) {
            compare(
                    kind + " " + count,
                    settings -> new Rendering(settings)
                            .play(mix(voices(kind, count, 0, 1)))
                            .frames(FRAMES));
        }
    }

    @ParameterizedTest
    @EnumSource
    void thoseThatComeAndGoLeaveTheOthersAlone(Kind kind) {
        compare(kind.name(), settings -> {
            Rendering rendering = new Rendering(settings);
            List<float[]> parts = new ArrayList<>();
            int[][] edits = {{20, 0, 1}, {19, 0, 1}, {23, 3, 1}, {20, 0, 2}, {20, 0, 1}};
            for (int[] edit : edits) {
                rendering.play(mix(voices(kind, edit[0], edit[1], edit[2])));
                parts.add(rendering.frames(FRAMES));
            }
            return joined(parts);
        });
    }

    @Test
    void tapsOfOneStringThatPartHaveBothItsPast() {
        for (int length : new int[] {40, 100, 125, 126, 440}) { // from 126 on one line is longer than the other
            compare("length " + length, settings -> {
                Rendering rendering = new Rendering(settings);
                List<float[]> parts = new ArrayList<>();
                for (int edit = 0; edit < 5; edit++) {
                    List<Signal> strings = new ArrayList<>();
                    for (int i = 0; i < 18; i++) {
                        strings.add(parting(i, length, edit));
                    }
                    rendering.play(mix(strings));
                    parts.add(rendering.frames(FRAMES + 3 * Rendering.BLOCK));
                }
                return joined(parts);
            });
        }
    }

    /** A string whose second tap is read alone, then is given another input, then comes back. */
    private static Signal parting(int i, int length, int edit) {
        Signal pick = pick(i);
        Signal hum = sine(200 + i).times(0.01);
        return switch (edit) {
            case 1 -> feedback(y -> pick.plus(tap(y, length + 1, "b" + i).times(0.9)));
            case 2 ->
                feedback(y -> pick.plus(tap(y, length, "a" + i).times(0.7)))
                        .plus(tap(hum, length + 1, "b" + i).times(0.5));
            default ->
                loop(
                        i,
                        y -> tap(y, length, "a" + i)
                                .plus(tap(y, length + 1, "b" + i))
                                .times(0.498));
        };
    }

    @Test
    void aBlockThatIsNotFiniteLeavesNothingInOneLineAlone() {
        for (GroupKernels kernels : KernelSets.all()) {
            CompileSettings settings = Rendering.settings().withFadeSeconds(0).withKernels(kernels);
            float[] rows = burst(settings.withPacking(false));
            assertThat(burst(settings)).as(kernels.name()).containsExactly(rows);
        }
    }

    /** Strings beside a signal that is not finite in one block, for which all steps are then checked one by one. */
    private static float[] burst(CompileSettings settings) {
        boolean[] fails = new boolean[1];
        List<Signal> voices = voices(Kind.PLUCKED, 20, 0, 1);
        voices.add(custom(
                "sometimes infinite",
                1,
                () -> (inputs, outputs, frames) ->
                        Arrays.fill(outputs[0], 0, frames, fails[0] ? Float.POSITIVE_INFINITY : 0f)));
        Rendering rendering = new Rendering(settings).play(mix(voices));
        List<float[]> parts = new ArrayList<>();
        parts.add(rendering.frames(FRAMES));
        fails[0] = true;
        parts.add(rendering.frames(Rendering.BLOCK));
        fails[0] = false;
        parts.add(rendering.frames(80 * Rendering.BLOCK)); // they are checked for 64 blocks
        return joined(parts);
    }

    // ---- groups -----------------------------------------------------------------------------------------------------

    @Test
    void stringsStandBehindHeadersOfSixteenByTheOctaveOfTheirDelays() {
        // Delays of 20 to 30 frames, 35 to 60, and of a block or more.
        assertThat(loops(Kind.PLUCKED, 33)).containsExactly(16, 8, 6, 3);
        assertThat(loops(Kind.COMB, 16)).containsExactly(10, 6);
        assertThat(loops(Kind.TWO_TAPS, 5)).containsExactly(3, 2);
        assertThat(loops(Kind.STEREO, 3)).containsExactly(6);
        assertThat(loops(Kind.DAMPED, 20)).isEmpty();
        assertThat(loops(Kind.CURVED, 20)).isEmpty();
    }

    @Test
    void eachShapeIsFoundAsWhatItIs() {
        for (Kind kind : Kind.values()) {
            int shape = switch (kind) {
                case PLUCKED, HIGH, FAR_APART -> LoopVoice.MEAN;
                case COMB, STEREO -> LoopVoice.COMB;
                case TWO_TAPS -> LoopVoice.TWO_TAPS;
                default -> -1;
            };
            List<Program.Instruction> headers = headers(packed(kind, 20));
            assertThat(headers).as(kind.name()).allMatch(header -> header.extras()[2] == shape);
            assertThat(headers.isEmpty()).as(kind.name()).isEqualTo(shape < 0);
        }
    }

    @Test
    void filteredShortAndModulatedLoopsStandInBanks() {
        for (Kind kind : List.of(Kind.DAMPED, Kind.RINGING, Kind.TUNED, Kind.BENT, Kind.VIBRATO)) {
            assertThat(cycleBanks(kind, 16)).as(kind.name()).isNotEmpty();
        }
        assertThat(cycleBanks(Kind.DAMPED, 3)).isEmpty();
        assertThat(cycleBanks(Kind.RINGING, 3)).isEmpty();
        assertThat(cycleBanks(Kind.TUNED, 3)).containsExactly(3); // rendered by rows, many frames at a time
        assertThat(cycleBanks(Kind.TUNED, 20)).containsExactly(16, 4);
        assertThat(cycleBanks(Kind.PLUCKED, 20)).isEmpty();
    }

    @Test
    void whatATapReadsIsHeardWhereItIsReadOutside() {
        List<Signal> heard = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            int frames = 20 + i;
            Signal pick = pick(i);
            Signal[] inside = new Signal[1];
            heard.add(feedback(y -> {
                inside[0] = y.delaySamples(frames);
                return pick.plus(inside[0].times(0.9));
            }));
            heard.add(inside[0].times(0.3));
        }
        Signal graph = mix(heard);
        assertThat(headers(Passes.packed(graph, Rendering.settings()))).isEmpty();
        compare("taps", settings -> new Rendering(settings).play(graph).frames(FRAMES));
    }

    @Test
    void explainShowsTheGroupAndItsLanes() {
        String text = Objects.requireNonNull(new Rendering(Rendering.settings())
                        .play(mix(voices(Kind.STEREO, 8, 0, 1)))
                        .explain())
                .text();
        assertThat(text)
                .contains("lanes of 16: delay read", "lanes of 16: multiply add", "lanes of 16: delay write")
                .containsPattern("\\d+ +\\d+\\.\\d\\d ns +loops ");
    }

    // ---- broken twins -----------------------------------------------------------------------------------------------

    @Test
    void tapsThatReadEachOthersLinesAreCaught() {
        for (Kind kind : List.of(Kind.PLUCKED, Kind.COMB, Kind.TWO_TAPS, Kind.DAMPED, Kind.TUNED)) {
            Signal graph = mix(voices(kind, 16, 0, 1));
            for (GroupKernels kernels : KernelSets.all()) {
                CompileSettings settings =
                        Rendering.settings().withFadeSeconds(0).withKernels(kernels);
                float[] expected = new Rendering(settings).play(graph).frames(FRAMES);
                assertThat(swapped(graph, settings, false)).containsExactly(expected);
                assertThat(Arrays.equals(swapped(graph, settings, true), expected))
                        .as("%s, %s", kind, kernels.name())
                        .isFalse();
            }
        }
    }

    /** The first two taps have each other's lines and delays. */
    private static float[] swapped(Signal graph, CompileSettings settings, boolean swap) {
        Program program = Passes.packed(graph, settings);
        for (int i = 0; swap && i < program.sections.size(); i++) {
            List<Program.Instruction> steps =
                    new ArrayList<>(program.sections.get(i).instructions());
            int first = 0;
            while (first + 1 < steps.size() && !isTap(steps.get(first))) {
                first++;
            }
            if (first + 1 < steps.size() && isTap(steps.get(first + 1))) {
                Program.Instruction a = steps.get(first);
                Program.Instruction b = steps.get(first + 1);
                steps.set(first, withLineOf(a, b));
                steps.set(first + 1, withLineOf(b, a));
                program.sections.set(i, program.sections.get(i).with(steps));
                break;
            }
        }
        return Passes.render(program, Buffers.of(program, true), settings, FRAMES);
    }

    private static boolean isTap(Program.Instruction step) {
        return SectionCycles.hasLine(step.code()) && step.code() != Step.DELAY_WRITE;
    }

    private static Program.Instruction withLineOf(Program.Instruction step, Program.Instruction other) {
        return new Program.Instruction(step.code(), step.node(), step.outputs(), step.inputs(), other.extras());
    }

    // ---- what is compared -------------------------------------------------------------------------------------------

    private interface Rendered {
        float[] by(CompileSettings settings);
    }

    private static void compare(String what, Rendered rendered) {
        for (double fade : new double[] {0, 0.003}) {
            float[] expected = rendered.by(ONE_BY_ONE.withFadeSeconds(fade));
            for (GroupKernels kernels : KernelSets.all()) {
                CompileSettings packed =
                        Rendering.settings().withFadeSeconds(fade).withKernels(kernels);
                for (CompileSettings settings : List.of(packed, packed.withFusion(false))) {
                    assertThat(Arrays.equals(rendered.by(settings), expected))
                            .as("%s, %s", what, settings)
                            .isTrue();
                }
            }
        }
    }

    /** Voices from one on, of which every so many are there. */
    private static List<Signal> voices(Kind kind, int count, int first, int every) {
        List<Signal> voices = new ArrayList<>();
        for (int i = first; i < first + count; i += every) {
            voices.add(kind.voice.apply(i).times(0.05 + 0.001 * i).key("v" + i));
        }
        return voices;
    }

    private static Program packed(Kind kind, int count) {
        return Passes.packed(mix(voices(kind, count, 0, 1)), Rendering.settings());
    }

    /** How many loops there are behind each header. */
    private static int[] loops(Kind kind, int count) {
        return headers(packed(kind, count)).stream()
                .mapToInt(header -> header.extras()[1])
                .toArray();
    }

    private static List<Program.Instruction> headers(Program program) {
        return program.sections.stream()
                .flatMap(section -> section.instructions().stream())
                .filter(step -> step.code() == Step.LOOPS)
                .toList();
    }

    /** How many cycles stand in each bank that has lines. */
    private static int[] cycleBanks(Kind kind, int count) {
        return packed(kind, count).banks.stream()
                .flatMap(bank -> bank.operations().stream()
                        .filter(operation -> operation.code() == Step.DELAY_WRITE)
                        .limit(1))
                .mapToInt(operation -> Math.min(BankForm.LANES, operation.rows().size()))
                .toArray();
    }

    private static float[] joined(List<float[]> parts) {
        int length = parts.stream().mapToInt(part -> part.length).sum();
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
