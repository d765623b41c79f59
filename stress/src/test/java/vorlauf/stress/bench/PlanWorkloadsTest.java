package vorlauf.stress.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans and graphs of objects that are timed beside each other do the same work. */
final class PlanWorkloadsTest {
    private static final int BLOCKS = 40;

    @ParameterizedTest
    @CsvSource({"W1, 1e-4", "W2, 1e-2", "W3, 2e-2", "W5-1000, 1e-4"})
    void theSamplesAgree(String name, float tolerance) {
        assertThat(largestDifference(name, name)).isLessThan(tolerance);
    }

    @ParameterizedTest
    @CsvSource({"W1, W3, 1e-4", "W5-1000, W5-996, 1e-4"})
    void otherWorkIsNoticed(String name, String other, float tolerance) {
        assertThat(largestDifference(name, other)).isGreaterThan(tolerance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W1", "W2", "W3", "W4", "W5-1000", "W2-100", "mixed", "moving", "moving-lfo", "strings"})
    void everyWorkloadIsThatOfItsFormula(String name) {
        double[][] reference = WorkloadReference.render(name, BLOCKS * Workload.BLOCK_FRAMES);
        assertThat(difference(name, reference)).isLessThan(0.01);
        assertThat(difference(name, WorkloadReference.render(other(name), BLOCKS * Workload.BLOCK_FRAMES)))
                .isGreaterThan(0.05);
    }

    /** Other work with as many channels. */
    private static String other(String name) {
        return switch (name) {
            case "W1" -> "W3";
            case "W2" -> "W2-100";
            case "W2-100", "mixed", "moving", "moving-lfo" -> "W2";
            default -> "W1";
        };
    }

    /** Root of the energy of the difference, as a part of that of the reference; in the worst channel. */
    private static double difference(String name, double[][] reference) {
        PlanWorkloads.PlanWorkload plan = PlanWorkloads.named(name);
        int channels = plan.plan().channels();
        double[] wrong = new double[channels];
        double[] whole = new double[channels];
        for (int block = 0; block < BLOCKS; block++) {
            plan.renderBlock();
            for (int i = 0; i < plan.block().length; i++) {
                double exact = reference[i % channels][block * Workload.BLOCK_FRAMES + i / channels];
                double error = plan.block()[i] - exact;
                wrong[i % channels] += error * error;
                whole[i % channels] += exact * exact;
            }
        }
        double worst = 0;
        for (int channel = 0; channel < channels; channel++) {
            worst = Math.max(worst, Math.sqrt(wrong[channel] / whole[channel]));
        }
        return worst;
    }

    private static float largestDifference(String name, String other) {
        PlanWorkloads.PlanWorkload plan = PlanWorkloads.named(name);
        ObjectGraph objects = ObjectWorkloads.named(other);
        int channels = plan.plan().channels();
        float largest = 0;
        for (int block = 0; block < BLOCKS; block++) {
            plan.renderBlock();
            objects.renderBlock();
            for (int i = 0; i < plan.block().length; i++) {
                float expected = objects.channel(i % channels)[i / channels];
                largest = Math.max(largest, Math.abs(plan.block()[i] - expected));
            }
        }
        return largest;
    }
}
