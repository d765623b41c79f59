package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static vorlauf.graph.Signals.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import vorlauf.graph.Signal;
import vorlauf.plan.BankForm;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.KernelSets;
import vorlauf.plan.PlanForm;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.Step;

/** Voices of several kinds stand in lanes in whatever order they are declared, with the bits of rows one by one. */
final class MixedBankTest {
    private static final int FRAMES = 3 * Rendering.BLOCK;
    private static final CompileSettings PACKED = Rendering.settings().withFadeSeconds(0);
    private static final CompileSettings ONE_BY_ONE =
            PACKED.withBuffers(false, false).withFusion(false).withPacking(false);

    @Test
    void kindsByTurnsStandInTilesOfTheirOwn() {
        Program.Bank bank = onlyBank(mix(byTurns(new int[] {20, 31, 13}, true)));
        assertThat(rowsOf(bank, Step.BIQUAD)).containsExactly(16, 4);
        assertThat(rowsOf(bank, Step.OSCILLATOR_AUDIO)).containsExactly(16, 15);
        assertThat(rowsOf(bank, Step.STATE_VARIABLE)).containsExactly(13);
        assertThat(rowsOf(bank, BankForm.GATHER)).hasSize(4);
        assertThat(rowsOf(bank, BankForm.FETCH_EACH)).isEmpty();
    }

    @Test
    void theOrderOfDeclarationDoesNotMatter() {
        for (int seed = 0; seed < 10; seed++) {
            List<Signal> voices = byTurns(new int[] {20, 31, 13}, false);
            Collections.shuffle(voices, new Random(seed));
            Program.Bank bank = onlyBank(mix(voices));
            assertThat(rowsOf(bank, Step.STATE_VARIABLE)).as("seed %d", seed).containsExactly(13);
            assertThat(rowsOf(bank, Step.BIQUAD)).as("seed %d", seed).containsExactly(16, 4);
        }
    }

    @Test
    void anInputOfNoKindIsFetched() {
        List<Signal> voices = byTurns(new int[] {16, 16}, false);
        voices.add(9, whiteNoise(1));
        voices.add(25, whiteNoise(2).gain(0.1));
        Program.Bank bank = onlyBank(mix(voices));
        assertThat(rowsOf(bank, BankForm.FETCH_EACH)).containsExactly(1, 1);
    }

    @Test
    void voicesOfOneKindNeedNotBeGathered() {
        Program.Bank bank = onlyBank(mix(byTurns(new int[] {48}, true)));
        assertThat(rowsOf(bank, Step.BIQUAD)).containsExactly(16, 16, 16);
        assertThat(rowsOf(bank, BankForm.GATHER)).isEmpty();
    }

    @Test
    void oneVoiceOfAnotherKindLeavesTheOthersInTheirLanes() {
        List<Signal> voices = byTurns(new int[] {160}, true);
        voices.set(40, voice(3, 40).pan(0.2));
        Program.Bank bank = onlyBank(mix(voices));
        assertThat(Arrays.stream(rowsOf(bank, Step.BIQUAD)).sum()).isEqualTo(159);
        assertThat(rowsOf(bank, BankForm.GATHER)).as("its own sixteen").hasSize(1);
    }

    @Test
    void voicesThatAreFewBesideTheirSumShareATile() {
        List<Signal> voices = byTurns(new int[] {1_024}, true);
        for (int of = 0; of < 2; of++) {
            for (int i = 0; i < 13; i++) { // three are left of sixteen
                int input = 160 * (of + 1) + i;
                voices.set(input, whiteNoise(input).gain(0.001).pan(0.1));
            }
        }
        Program.Bank bank = onlyBank(mix(voices));
        assertThat(Arrays.stream(rowsOf(bank, Step.BIQUAD)).sum()).isEqualTo(1_024 - 26);
        assertThat(rowsOf(bank, Step.BIQUAD)).contains(6);
        assertThat(rowsOf(bank, BankForm.GATHER)).hasSize(2);
        float[] expected = frames(ONE_BY_ONE, mix(voices));
        for (GroupKernels kernels : KernelSets.all()) {
            assertThat(frames(PACKED.withKernels(kernels), mix(voices)))
                    .as(kernels.name())
                    .containsExactly(expected);
        }
    }

    @Test
    void aVoiceThatComesForAnotherStandsInItsLane() throws GraphException {
        List<Signal> voices = byTurns(new int[] {160}, true);
        GraphCompiler compiler = new GraphCompiler(PACKED.withFadeSeconds(0.01), new Rendering.NoFiles());
        compiler.compile(mix(voices));
        voices.set(40, voice(0, 200).pan(0.2).key("another"));
        PlanForm fading = requireTransition(compiler.compile(mix(voices))).form();
        BankForm bank = fading.banks().getFirst();
        assertThat(lanesOf(bank, Step.BIQUAD)).isEqualTo(160);
        assertThat(lanesOf(bank, BankForm.GATHER))
                .as("the one that leaves has sixteen lanes of its own")
                .isZero();
    }

    private static RenderPlan requireTransition(CompiledGraph compiled) {
        RenderPlan transition = compiled.change().transition();
        if (transition == null) {
            throw new AssertionError("nothing fades");
        }
        return transition;
    }

    private static int lanesOf(BankForm bank, int code) {
        return bank.operations().stream()
                .filter(operation -> operation.code() == code)
                .mapToInt(operation -> operation.lanes().length)
                .sum();
    }

    @Test
    void sumsOfAnyInputsGiveTheSameBits() {
        for (long seed = 0; seed < 120; seed++) {
            float[] expected = frames(ONE_BY_ONE, drawn(seed));
            for (GroupKernels kernels : KernelSets.all()) {
                CompileSettings packed = PACKED.withKernels(kernels);
                for (CompileSettings settings : List.of(packed, packed.withFusion(false))) {
                    assertThat(Arrays.equals(frames(settings, drawn(seed)), expected))
                            .as("seed %d, %s", seed, settings)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void manyOfTheDrawnSumsAreMixedBanks() {
        long mixed = 0;
        for (long seed = 0; seed < 120; seed++) {
            mixed += Passes.packed(drawn(seed), PACKED).banks.stream()
                            .anyMatch(bank -> rowsOf(bank, BankForm.GATHER).length > 0)
                    ? 1
                    : 0;
        }
        assertThat(mixed).isGreaterThan(40);
    }

    @Test
    void lanesThatAreGatheredFromEachOthersVoicesAreCaught() {
        CompileSettings settings = vector();
        Signal graph = mix(byTurns(new int[] {20, 31, 13}, false));
        float[] expected = frames(settings, graph);
        assertThat(swapped(graph, settings, -1)).containsExactly(expected);
        for (int lane = 0; lane + 1 < BankForm.LANES; lane++) {
            assertThat(Arrays.equals(swapped(graph, settings, lane), expected))
                    .as("lanes %d and %d", lane, lane + 1)
                    .isFalse();
        }
    }

    @Test
    void inputsThatAreAddedToAnothersPartialSumAreCaught() {
        CompileSettings settings = vector();
        Signal graph = mix(byTurns(new int[] {20, 31, 13}, false));
        Program program = Passes.packed(graph, settings);
        program.banks.replaceAll(bank -> with(
                bank,
                operation -> operation.code() == Step.MULTIPLY_ADD && operation.target() == 0
                        ? new Program.BankOperation(
                                operation.code(),
                                operation.rows(),
                                reversed(operation.lanes()),
                                0,
                                operation.operands())
                        : operation));
        float[] broken = Passes.render(program, Buffers.of(program, true), settings, FRAMES);
        assertThat(Arrays.equals(broken, frames(settings, graph))).isFalse();
    }

    // ---- graphs -----------------------------------------------------------------------------------------------------

    /** So many voices of each kind, by turns as long as there are any. */
    private static List<Signal> byTurns(int[] counts, boolean panned) {
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < Arrays.stream(counts).max().orElse(0); i++) {
            for (int kind = 0; kind < counts.length; kind++) {
                if (i < counts[kind]) {
                    Signal voice = voice(kind, i);
                    voices.add(panned ? voice.pan(0.03 * i - 0.5) : voice);
                }
            }
        }
        return voices;
    }

    private static Signal voice(int kind, int i) {
        return switch (kind) {
            case 0 -> naiveSaw(55 + 3 * i).lowpass(300 + 40 * i, 2).gain(0.02 + 0.001 * i);
            case 1 -> sine(sine(3 + i).times(40).plus(200 + 10 * i)).gain(0.02);
            case 2 ->
                naiveSaw(90 + 7 * i).stateVariable(400 + 50 * i, 1.5).band().times(0.1);
            case 3 -> sine(110 + 9 * i).gain(0.03);
            case 4 -> naiveSaw(70 + i).onePole(900 + i).times(3).tanh();
            default ->
                sine(60 + i).times(sine(2 + i).times(0.5).plus(0.5)).times(control("level" + i, 0.1, Flux.never()));
        };
    }

    /** A sum of voices of up to six kinds and of others, in any order. */
    private static Signal drawn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int kinds = 1 + random.nextInt(6);
        boolean many = seed % 30 == 0; // of one kind, but for a few
        int count = 12 + random.nextInt(70) + (many ? 300 : 0);
        int others = random.nextInt(4);
        boolean panned = random.nextBoolean();
        Signal shared = whiteNoise(seed).lowpass(2_000, 1);
        List<Signal> mono = new ArrayList<>();
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean other = random.nextInt(10) < others;
            int kind = many && random.nextInt(30) > 0 ? 0 : random.nextInt(kinds);
            Signal voice = other && !many ? other(random, i, shared, mono) : voice(kind, i);
            mono.add(voice);
            voices.add(panned && random.nextInt(12) > 0 ? voice.pan(0.01 * i) : voice);
        }
        if (random.nextInt(4) == 0) { // voices before and behind a cycle
            voices.add(
                    random.nextInt(count),
                    feedback(loop -> shared.plus(loop.delaySamples(30).times(0.5))));
        }
        Signal sum = mix(voices);
        return random.nextInt(3) > 0 ? sum : mix(sum.channel(0).tanh(), shared, voice(0, 200), voices.getLast());
    }

    private static Signal other(SplittableRandom random, int i, Signal shared, List<Signal> before) {
        return switch (random.nextInt(i < BankForm.LANES ? 4 : 6)) {
            case 0 -> shared.gain(0.1);
            case 1 -> shared;
            case 2 -> before.isEmpty() ? shared : before.get(random.nextInt(before.size()));
            case 3 -> shared.bandpass(400 + i, 3).tanh().gain(0.1).plus(line(0, 1, Duration.ofMillis(2)));
            case 4 -> constant(0.001 * i);
            default -> control("other" + i, 0.01, Flux.never());
        };
    }

    // ---- what is looked at ------------------------------------------------------------------------------------------

    private static float[] frames(CompileSettings settings, Signal graph) {
        return new Rendering(settings).play(graph).frames(FRAMES);
    }

    private static CompileSettings vector() {
        GroupKernels last = KernelSets.all().getLast();
        assumeTrue(last.name().equals("vector"), "this JVM has no vectors wide enough: nothing is gathered");
        return PACKED.withKernels(last);
    }

    private static Program.Bank onlyBank(Signal graph) {
        List<Program.Bank> banks = Passes.packed(graph, PACKED).banks;
        assertThat(banks).hasSize(1);
        return banks.getFirst();
    }

    /** How many lanes the operations of a code have. */
    private static int[] rowsOf(Program.Bank bank, int code) {
        return bank.operations().stream()
                .filter(operation -> operation.code() == code)
                .mapToInt(operation -> operation.lanes().length)
                .toArray();
    }

    /** The first gather takes two neighbours from each other's places. */
    private static float[] swapped(Signal graph, CompileSettings settings, int lane) {
        Program program = Passes.packed(graph, settings);
        boolean[] done = {lane < 0};
        program.banks.replaceAll(bank -> with(bank, operation -> {
            if (done[0] || operation.code() != BankForm.GATHER) {
                return operation;
            }
            done[0] = true;
            int[] places = operation.operands().clone();
            int place = places[lane];
            places[lane] = places[lane + 1];
            places[lane + 1] = place;
            return new Program.BankOperation(
                    operation.code(), operation.rows(), operation.lanes(), operation.target(), places);
        }));
        return Passes.render(program, Buffers.of(program, true), settings, FRAMES);
    }

    private static int[] reversed(int[] lanes) {
        int[] reversed = new int[lanes.length];
        for (int i = 0; i < lanes.length; i++) {
            reversed[i] = lanes[lanes.length - 1 - i];
        }
        return reversed;
    }

    private interface Change {
        Program.BankOperation of(Program.BankOperation operation);
    }

    private static Program.Bank with(Program.Bank bank, Change change) {
        return new Program.Bank(bank.operations().stream().map(change::of).toList(), bank.slots(), bank.sums());
    }
}
