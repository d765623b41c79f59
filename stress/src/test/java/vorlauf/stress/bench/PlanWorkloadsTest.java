package vorlauf.stress.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
