package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import vorlauf.graph.Signal;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.KernelSets;

/** Envelopes in groups have the bits of envelopes one by one, whatever their gates do. */
final class EnvelopeLanesTest {
    private static final Publisher<Double> NEVER = subscriber -> {};
    private static final int VOICES = 23;
    private static final int BLOCKS = 400;

    /** Voices with gates: some that a control opens, some that stay, some that are signals. */
    private static Signal voices(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < VOICES; i++) {
            Signal gate = switch (i % 6) {
                case 4 -> constant(1);
                case 5 -> naiveSquare(20 + i);
                default -> control("gate " + i, 0, NEVER);
            };
            voices.add(adsr(
                            0.001 * random.nextInt(5),
                            0.01 * random.nextInt(4),
                            random.nextInt(3) / 2.0,
                            0.01 * random.nextInt(6),
                            gate)
                    .times(sine(100 + i)));
        }
        return mix(voices);
    }

    static List<GroupKernels> kernels() {
        return KernelSets.all();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void groupsHaveTheBitsOfRows(GroupKernels kernels) {
        for (long seed = 0; seed < 4; seed++) {
            Signal graph = voices(seed);
            CompileSettings settings = Rendering.settings().withKernels(kernels);
            Rendering groups = new Rendering(settings);
            Rendering rows = new Rendering(settings.withPacking(false));
            CompiledGraph one = groups.compile(graph);
            CompiledGraph other = rows.compile(graph);
            groups.play(one);
            rows.play(other);
            SplittableRandom random = new SplittableRandom(seed);
            int heard = 0;
            for (int block = 0; block < BLOCKS; block++) {
                for (int i = 0; i < one.controls().size(); i++) {
                    if (random.nextInt(40) == 0) {
                        double gate = random.nextInt(2);
                        one.controls().get(i).cell().set(gate);
                        other.controls().get(i).cell().set(gate);
                    }
                }
                float[] frames = groups.frames(Rendering.BLOCK);
                assertThat(frames).as("seed %d, block %d", seed, block).containsExactly(rows.frames(Rendering.BLOCK));
                heard += frames[0] == 0 ? 0 : 1;
            }
            assertThat(heard).isGreaterThan(BLOCKS / 2);
        }
    }
}
