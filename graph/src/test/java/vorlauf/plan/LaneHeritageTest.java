package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.dsp.Biquad;
import vorlauf.graph.Signal;

/** What goes on from plan to plan in lanes has the bits that it has in rows, whatever comes between. */
final class LaneHeritageTest {
    private static final int BLOCK = 64;
    private static final int VOICES = 40;

    /** Of a voice's number what makes it another voice. */
    private static final int NEW_VOICE = 100_000;

    private static final int[] CHANGES = {100, 10, 1, NEW_VOICE};

    private static CompileSettings settings() {
        return CompileSettings.of(48_000, BLOCK);
    }

    /** Voices of several kinds, of which a number each tells cutoff, gain and frequency: its hundreds, tens and ones. */
    private static Signal voices(int[] numbers) {
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            int hertz = 55 + 7 * i + numbers[i] % 10;
            int cutoff = numbers[i] % NEW_VOICE / 100 * 100;
            Signal source = i % 16 == 4 ? sine(hertz) : naiveSaw(hertz);
            Signal filtered = switch (i / 16 % 3) {
                case 0 -> source.lowpass(cutoff, 2);
                case 1 -> source.onePole(cutoff);
                default -> source.stateVariable(cutoff, 3).band();
            };
            voices.add(filtered.gain(0.02 + 0.001 * (numbers[i] / 10 % 10))
                    .pan(i % 7 / 4.0 - 0.8)
                    .key("voice " + i + "." + numbers[i] / NEW_VOICE));
        }
        return mix(voices);
    }

    private static Signal saws(int[] hertz) {
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < hertz.length; i++) {
            voices.add(naiveSaw(55 + 7 * i).lowpass(hertz[i], 2).gain(0.02).key("voice " + i));
        }
        return mix(voices);
    }

    private static int[] cutoffs(int count) {
        int[] hertz = new int[count];
        Arrays.setAll(hertz, i -> 400 + 100 * i);
        return hertz;
    }

    /** A producer without threads. */
    private static final class Producer {
        private final GraphCompiler compiler;
        private final float[] block = new float[2 * BLOCK];
        private @Nullable RenderPlan plan;
        private @Nullable PlanChange change;
        private int fading;

        Producer(CompileSettings settings) {
            compiler = new GraphCompiler(settings, Bank.NO_FILES);
        }

        void play(Signal graph) throws GraphException {
            PlanChange next = compiler.compile(graph).change();
            RenderPlan transition = next.transition();
            take(transition == null ? next.settled() : transition);
            fading = next.transitionBlocks();
            change = next;
        }

        private void take(RenderPlan next) {
            next.adopt(plan);
            plan = next;
        }

        RenderPlan plan() {
            if (plan == null) {
                throw new IllegalStateException("nothing was played yet");
            }
            return plan;
        }

        float[] next() {
            plan().render(block);
            if (fading > 0 && --fading == 0 && change != null) {
                take(change.settled());
            }
            return block;
        }

        boolean isFading() {
            return fading > 0;
        }
    }

    /** Edits after so many blocks at least, of voices by turns in tiles that have been taken over once and often. */
    private static void compare(GroupKernels kernels, double fadeSeconds, int blocksBetween) throws GraphException {
        CompileSettings settings = settings().withFadeSeconds(fadeSeconds);
        Producer rows = new Producer(settings.withPacking(false));
        Producer lanes = new Producer(settings.withKernels(kernels));
        Random random = new Random(11);
        int[] numbers = cutoffs(VOICES);
        for (int edit = 0; edit < 24; edit++) {
            rows.play(voices(numbers));
            lanes.play(voices(numbers));
            for (int number = 0; number < blocksBetween || rows.isFading(); number++) {
                assertThat(Arrays.equals(lanes.next(), rows.next()))
                        .as("edit %d, block %d", edit, number)
                        .isTrue();
            }
            numbers[random.nextInt(numbers.length)] += CHANGES[edit % CHANGES.length];
            numbers = edit % 8 == 7 ? Arrays.copyOf(numbers, numbers.length - 1) : numbers;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 9})
    void voicesGoOnWhateverTheEditsAre(int blocksBetween) throws GraphException {
        for (GroupKernels kernels : KernelSets.all()) {
            for (double fadeSeconds : new double[] {0, 0.001, 0.01}) {
                compare(kernels, fadeSeconds, Math.max(blocksBetween, fadeSeconds == 0 ? 1 : 0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7})
    void rowsTakeOverInAnyBlock(int blocksBetween) throws GraphException {
        if (KernelSets.all().size() > 1) {
            compare(new FickleKernels(), 0, blocksBetween);
            compare(new FickleKernels(), 0.004, blocksBetween);
        }
    }

    /** In any of the first blocks behind an edit, or in the last one before it. */
    @Test
    void aBlockThatIsNotFiniteFindsRowsThatKnowEverything() throws GraphException {
        for (GroupKernels kernels : KernelSets.all()) {
            for (int silent = -1; silent < 6; silent++) {
                Producer rows = new Producer(settings().withPacking(false));
                Producer lanes = new Producer(settings().withKernels(kernels));
                int[] hertz = cutoffs(VOICES);
                for (int edit = 0; edit < 2; edit++) {
                    hertz[3] += 100;
                    Signal bad = control("bad", 0, Flux.never()).times(1e30).times(1e30);
                    for (Producer each : List.of(rows, lanes)) {
                        each.play(voices(hertz).plus(bad));
                    }
                    for (int number = 0; number < 80; number++) {
                        for (Producer each : List.of(rows, lanes)) {
                            boolean isSilent = edit == 0 ? silent < 0 && number == 79 : number == silent;
                            each.plan().form().cells()[0].set(isSilent ? 1 : 0);
                            each.next();
                        }
                        assertThat(Arrays.equals(lanes.block, rows.block))
                                .as("%s, edit %d, block %d, silent block %d", kernels.name(), edit, number, silent)
                                .isTrue();
                    }
                }
            }
        }
    }

    /** Rows of what goes on are not written; those of a tile and of what is beside it are. */
    @Test
    void whatGoesOnStaysInItsLanes() throws GraphException {
        if (KernelSets.all().size() < 2) {
            return;
        }
        int[] hertz = cutoffs(160);
        Producer lanes = new Producer(settings().withKernels(GroupKernels.vector()));
        lanes.play(saws(hertz));
        for (int number = 0; number < 4; number++) {
            lanes.next();
        }
        int written = 0;
        for (int edit = 0; edit < 3; edit++) {
            hertz[50 * edit] += 10;
            lanes.play(saws(hertz));
            do {
                written = Math.max(written, written(lanes));
            } while (lanes.isFading());
            for (int number = 0; number < 4; number++) {
                written = Math.max(written, written(lanes));
            }
        }
        int inOneTile = BankForm.LANES * (Prepared.DOUBLES + Biquad.STATE);
        assertThat(written).as("numbers that rows have").isPositive().isLessThanOrEqualTo(2 * inOneTile);
    }

    /** Renders a block and counts what rows have then. */
    private static int written(Producer lanes) {
        lanes.next();
        return (int) Arrays.stream(lanes.plan().doubles).filter(any -> any != 0).count();
    }
}
