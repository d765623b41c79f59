package vorlauf.stress.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The baseline does the work that it is timed for: each workload agrees with its formula in double precision. */
final class ObjectWorkloadsTest {
    private static final double RATE = Workload.SAMPLE_RATE_HERTZ;
    private static final int BLOCKS = 200;

    @Test
    void additiveIsTheSumOfItsPartials() {
        assertAgrees("W1", 0, 1e-4, frame -> {
            double sum = 0;
            for (int i = 0; i < 256; i++) {
                sum += (1 + i % 7) / 2048.0 * Math.sin(2 * Math.PI * 55 * (1 + 0.37 * i) * frame / RATE);
            }
            return sum;
        });
    }

    @Test
    void voicesAreFilteredSawsPannedWithEqualPower() {
        Filter[] filters = new Filter[64];
        for (int v = 0; v < 64; v++) {
            filters[v] = new Filter(ObjectWorkloads.lowpass(500 + 50 * v, 2));
        }
        assertAgrees("W2", 1, 2e-3, frame -> {
            double sum = 0;
            for (int v = 0; v < 64; v++) {
                double turns = 55 * Math.pow(2, v / 16.0) * frame / RATE;
                double saw = 2 * (turns - Math.floor(turns)) - 1;
                sum += filters[v].next(saw) * (1 + v % 4) / 128.0 * Math.sin(v / 63.0 * Math.PI / 2);
            }
            return sum;
        });
    }

    @Test
    void modulationMovesTheCarriersPhase() {
        double[] turns = new double[64];
        assertAgrees("W3", 0, 2e-2, frame -> {
            double sum = 0;
            for (int v = 0; v < 64; v++) {
                double carrier = 110 + 13.7 * v;
                double modulator = 1.5 * carrier;
                double tremolo = 0.5 + 0.5 * Math.sin(2 * Math.PI * (0.1 + 0.05 * v) * frame / RATE);
                sum += Math.sin(2 * Math.PI * turns[v]) * tremolo / 64;
                turns[v] += (carrier + 2 * modulator * Math.sin(2 * Math.PI * modulator * frame / RATE)) / RATE;
            }
            return sum;
        });
    }

    @Test
    void theChainFiltersEchoesAndClips() {
        Filter[] filters = new Filter[8];
        for (int k = 0; k < 8; k++) {
            filters[k] = new Filter(ObjectWorkloads.peaking(100 * Math.pow(2, k), 1, k % 2 == 0 ? 6 : -6));
        }
        int[] state = {12345};
        double[] line = new double[12_000];
        assertAgrees("W4", 0, 1e-4, frame -> {
            state[0] = state[0] * 1664525 + 1013904223;
            double sample = 0.25 * state[0] / 2147483648.0;
            for (Filter filter : filters) {
                sample = filter.next(sample);
            }
            int place = frame % line.length;
            line[place] = sample + 0.5 * line[place];
            double x = Math.clamp(line[place], -3, 3);
            return x * (27 + x * x) / (27 + 9 * x * x);
        });
    }

    @Test
    void theLadderAddsARungAtATime() {
        assertAgrees("W5-1000", 0, 1e-3, frame -> {
            double source = 0.001 * Math.sin(2 * Math.PI * 440 * frame / RATE);
            double rung = source;
            for (int i = 0; i < 500; i++) {
                rung = rung * (0.999 - 0.0001 * (i % 10)) + source;
            }
            return rung;
        });
    }

    @Test
    void namesTheWorkloadsThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObjectWorkloads.named("W9"))
                .withMessage("no workload is called W9; there are W1 to W4, W5-K");
    }

    private static void assertAgrees(String name, int channel, double tolerance, IntToDoubleFunction formula) {
        ObjectGraph graph = ObjectWorkloads.named(name);
        double loudest = 0;
        for (int block = 0; block < BLOCKS; block++) {
            graph.renderBlock();
            float[] samples = graph.channel(channel);
            for (int index = 0; index < samples.length; index++) {
                int frame = block * Workload.BLOCK_FRAMES + index;
                assertThat((double) samples[index])
                        .as("frame %d", frame)
                        .isCloseTo(formula.applyAsDouble(frame), within(tolerance));
                loudest = Math.max(loudest, Math.abs(samples[index]));
            }
        }
        assertThat(loudest).isGreaterThan(20 * tolerance);
    }

    private static final class Filter {
        private final float[] c;
        private double s1;
        private double s2;

        Filter(float[] coefficients) {
            c = coefficients;
        }

        double next(double x) {
            double y = c[0] * x + s1;
            s1 = c[1] * x + s2 - c[3] * y;
            s2 = c[2] * x - c[4] * y;
            return y;
        }
    }
}
