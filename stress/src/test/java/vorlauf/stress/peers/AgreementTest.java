package vorlauf.stress.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import vorlauf.stress.bench.WorkloadReference;

final class AgreementTest {
    private static final int FRAMES = 9_600;

    private static float[][] floats(double[][] samples, int lag, double gain) {
        float[][] floats = new float[samples.length][FRAMES];
        for (int channel = 0; channel < samples.length; channel++) {
            for (int frame = Math.max(0, lag); frame < FRAMES; frame++) {
                floats[channel][frame] = (float) (gain * samples[channel][frame - lag]);
            }
        }
        return floats;
    }

    @Test
    void theSameSamplesAgreeAsFarAsFloatsCan() {
        double[][] reference = WorkloadReference.render("W1", FRAMES);
        Agreement agreement = Agreement.of(reference, floats(reference, 0, 1));
        assertThat(agreement.decibels()).isGreaterThan(140);
        assertThat(agreement.lagFrames()).isZero();
    }

    @Test
    void aHundredthOfTheAmplitudeIsFortyDecibels() {
        double[][] reference = WorkloadReference.render("W1", FRAMES);
        assertThat(Agreement.of(reference, floats(reference, 0, 0.99)).decibels())
                .isCloseTo(40, within(0.1));
    }

    @Test
    void whatComesLaterIsFoundAndSaid() {
        double[][] reference = WorkloadReference.render("W2", FRAMES);
        Agreement agreement = Agreement.of(reference, floats(reference, 64, 1));
        assertThat(agreement.lagFrames()).isEqualTo(64);
        assertThat(agreement.decibels()).isGreaterThan(100);
    }

    @Test
    void otherWorkDoesNotAgree() {
        double[][] reference = WorkloadReference.render("W2", FRAMES);
        assertThat(Agreement.of(reference, floats(WorkloadReference.render("moving", FRAMES), 0, 1))
                        .decibels())
                .isLessThan(Agreement.SAME_WORK_DECIBELS);
        double[][] swapped = {reference[1], reference[0]};
        assertThat(Agreement.of(reference, floats(swapped, 0, 1)).decibels()).isLessThan(Agreement.SAME_WORK_DECIBELS);
    }

    @Test
    void silenceAndTooFewSamplesOrChannelsAgreeWithNothing() {
        double[][] reference = WorkloadReference.render("W2", FRAMES);
        assertThat(Agreement.of(reference, new float[2][FRAMES]).decibels()).isLessThan(1);
        assertThat(Agreement.of(reference, new float[2][100]).decibels()).isZero();
        assertThat(Agreement.of(reference, new float[1][FRAMES]).decibels()).isZero();
    }
}
