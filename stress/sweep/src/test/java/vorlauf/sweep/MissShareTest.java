package vorlauf.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import vorlauf.simulate.RandomStream;

final class MissShareTest {
    private static MissShare of(long deadlines, long... missed) {
        Tallies tallies = new Tallies(1);
        for (long one : missed) {
            tallies.add(0, one, deadlines);
        }
        return tallies.share(0);
    }

    @Test
    void isTheMeanOfRunsWithStudentsInterval() {
        // mean 3, standard deviation 1.5811, t(4) 2.776: 3 +- 1.963, in hundredths
        MissShare share = of(100, 1, 2, 3, 4, 5);
        assertThat(share.share()).isEqualTo(0.03);
        assertThat(share.lower()).isCloseTo(0.01037, within(1e-5));
        assertThat(share.upper()).isCloseTo(0.04963, within(1e-5));
    }

    @Test
    void runsWithoutMissesProveNoShareOfZero() {
        MissShare share = of(1_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(share.share()).isZero();
        assertThat(share.lower()).isZero();
        assertThat(share.upper()).isEqualTo(3.0 / 10_000);
    }

    @Test
    void oneRunSaysNothingAboutOthers() {
        assertThat(of(100, 5).lower()).isZero();
        assertThat(of(100, 5).upper()).isOne();
    }

    /** The truth is outside of a 95 % interval in a twentieth of all cases, also where misses come in bursts. */
    @Test
    void coversTheTruthAsOftenAsItSays() {
        RandomStream random = new RandomStream(11, "coverage");
        int outside = 0;
        int outsideOfTrials = 0;
        for (int trial = 0; trial < 2_000; trial++) {
            long[] missed = new long[40];
            double sum = 0;
            for (int run = 0; run < missed.length; run++) {
                missed[run] = Math.round(10 * random.nextExponential());
                sum += missed[run];
            }
            MissShare share = of(1_000, missed);
            outside += share.lower() > 0.01 || share.upper() < 0.01 ? 1 : 0;
            // the twin that takes each deadline for a trial of its own
            double p = sum / 40_000;
            double half = 1.96 * Math.sqrt(p * (1 - p) / 40_000);
            outsideOfTrials += Math.abs(p - 0.01) > half ? 1 : 0;
        }
        assertThat(outside / 2_000.0).isBetween(0.03, 0.09);
        assertThat(outsideOfTrials / 2_000.0).isGreaterThan(0.3);
    }
}
