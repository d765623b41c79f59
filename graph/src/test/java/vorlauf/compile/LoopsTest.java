package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vorlauf.graph.Signal;
import vorlauf.plan.BankForm;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.KernelSets;
import vorlauf.plan.LoopVoice;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.Step;

/** Strings and other alike cycles are rendered beside each other, with the bits of their steps one by one. */
final class LoopsTest {
    private static final int[] COUNTS = {1, 7, 16, 20, 64};

    /** Enough for both lines of each string to have the same in them, and for every line to begin anew. */
    private static final int FRAMES = 9 * Rendering.BLOCK;

    private static final CompileSettings ONE_BY_ONE =
            Rendering.settings().withBuffers(false, false).withFusion(false).withPacking(false);

    // ---- bits -------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void anyNumberOfThemGivesTheBitsOfOneByOne(CycleKind kind) {
        for (int count : COUNTS) {
            compare(
                    kind + " " + count,
                    settings -> new Rendering(settings)
                            .play(mix(kind.voices(count, 0, 1)))
                            .frames(FRAMES));
        }
    }

    @ParameterizedTest
    @EnumSource
    void thoseThatComeAndGoLeaveTheOthersAlone(CycleKind kind) {
        compare(kind.name(), settings -> {
            Rendering rendering = new Rendering(settings);
            List<float[]> parts = new ArrayList<>();
            int[][] edits = {{20, 0, 1}, {19, 0, 1}, {23, 3, 1}, {20, 0, 2}, {20, 0, 1}};
            for (int[] edit : edits) {
                rendering.play(mix(kind.voices(edit[0], edit[1], edit[2])));
                parts.add(rendering.frames(FRAMES));
            }
            return joined(parts);
        });
    }

    @Test
    void tapsOfOneStringThatPartHaveBothItsPast() {
        for (int length : new int[] {40, 61, 62, 100, 189, 440}) { // at 61 and 189 one line is longer than the other
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
        Signal pick = CycleKind.pick(i);
        Signal hum = sine(200 + i).times(0.01);
        return switch (edit) {
            case 1 ->
                feedback(y -> pick.plus(CycleKind.tap(y, length + 1, "b" + i).times(0.9)));
            case 2 ->
                feedback(y -> pick.plus(CycleKind.tap(y, length, "a" + i).times(0.7)))
                        .plus(CycleKind.tap(hum, length + 1, "b" + i).times(0.5));
            default ->
                CycleKind.loop(
                        i,
                        y -> CycleKind.tap(y, length, "a" + i)
                                .plus(CycleKind.tap(y, length + 1, "b" + i))
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
        List<Signal> voices = CycleKind.PLUCKED.voices(20, 0, 1);
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

    @ParameterizedTest
    @EnumSource
    void renderingAndTakingOverAllocateNothing(CycleKind kind) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Rendering rendering = new Rendering(Rendering.settings().withFadeSeconds(0));
        RenderPlan first = rendering.play(mix(kind.voices(20, 0, 1))).plan();
        RenderPlan second =
                rendering.compile(mix(kind.voices(19, 0, 1))).change().settled();
        float[] block = new float[Rendering.BLOCK * first.channels()];
        long allocated = 0;
        for (int turn = 0; turn < 2; turn++) { // in the first turn classes are loaded
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                first.render(block);
            }
            second.adopt(first);
            second.render(block);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).isZero();
    }

    // ---- groups -----------------------------------------------------------------------------------------------------

    @Test
    void stringsStandBehindHeadersOfSixteenByTheOctaveOfTheirDelays() {
        // Delays of 20 to 30 frames, 35 to 60, and of a block or more.
        assertThat(loops(CycleKind.PLUCKED, 33)).containsExactly(16, 8, 6, 3);
        assertThat(loops(CycleKind.COMB, 16)).containsExactly(10, 6);
        assertThat(loops(CycleKind.TWO_TAPS, 5)).containsExactly(3, 2);
        assertThat(loops(CycleKind.STEREO, 3)).containsExactly(6);
        assertThat(loops(CycleKind.DAMPED, 20)).isEmpty();
        assertThat(loops(CycleKind.CURVED, 20)).isEmpty();
    }

    @Test
    void eachShapeIsFoundAsWhatItIs() {
        for (CycleKind kind : CycleKind.values()) {
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
        for (CycleKind kind :
                List.of(CycleKind.DAMPED, CycleKind.RINGING, CycleKind.TUNED, CycleKind.BENT, CycleKind.VIBRATO)) {
            assertThat(cycleBanks(kind, 16)).as(kind.name()).isNotEmpty();
        }
        assertThat(cycleBanks(CycleKind.DAMPED, 3)).isEmpty();
        assertThat(cycleBanks(CycleKind.RINGING, 3)).isEmpty();
        assertThat(cycleBanks(CycleKind.TUNED, 3)).containsExactly(3); // rendered by rows, many frames at a time
        assertThat(cycleBanks(CycleKind.TUNED, 20)).containsExactly(16, 4);
        assertThat(cycleBanks(CycleKind.PLUCKED, 20)).isEmpty();
    }

    @Test
    void whatATapReadsIsHeardWhereItIsReadOutside() {
        List<Signal> heard = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            int frames = 20 + i;
            Signal pick = CycleKind.pick(i);
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
                        .play(mix(CycleKind.STEREO.voices(8, 0, 1)))
                        .explain())
                .text();
        assertThat(text)
                .contains("lanes of 16: delay read", "lanes of 16: multiply add", "lanes of 16: delay write")
                .containsPattern("\\d+ +\\d+\\.\\d\\d ns +loops ");
    }

    // ---- broken twins -----------------------------------------------------------------------------------------------

    @Test
    void tapsThatReadEachOthersLinesAreCaught() {
        for (CycleKind kind :
                List.of(CycleKind.PLUCKED, CycleKind.COMB, CycleKind.TWO_TAPS, CycleKind.DAMPED, CycleKind.TUNED)) {
            Signal graph = mix(kind.voices(16, 0, 1));
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

    private static Program packed(CycleKind kind, int count) {
        return Passes.packed(mix(kind.voices(count, 0, 1)), Rendering.settings());
    }

    /** How many loops there are behind each header. */
    private static int[] loops(CycleKind kind, int count) {
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
    private static int[] cycleBanks(CycleKind kind, int count) {
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
