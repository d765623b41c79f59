package vorlauf.stress.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.stress.bench.WorkloadReference;

/** Engines take turns, and are compared with the reference and with the limit. */
final class ContestTest {
    private static final String WORKLOAD = "W5-20";

    @TempDir
    private Path folder = Path.of("");

    private final StringBuilder turns = new StringBuilder();

    /** An engine that renders one workload, whatever it is asked for, and needs times that are known. */
    private final class Known implements Peer {
        private final String name;
        private final String rendered;
        private final ArrayDeque<Double> nanos;

        Known(String name, String rendered, Double... nanos) {
            this.name = name;
            this.rendered = rendered;
            this.nanos = new ArrayDeque<>(List.of(nanos));
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public @Nullable String missing() {
            return rendered.isEmpty() ? "is not installed; the Debian package " + name + " brings it" : null;
        }

        @Override
        public boolean knows(String workload) {
            return true;
        }

        @Override
        public Contestant prepare(String workload, Path place) {
            return new Contestant() {
                @Override
                public float[][] samples() {
                    double[] exact = WorkloadReference.render(rendered, 48_000)[0];
                    float[][] samples = new float[1][exact.length];
                    for (int i = 0; i < exact.length; i++) {
                        samples[0][i] = (float) exact[i];
                    }
                    return samples;
                }

                @Override
                public double cpuNanosPerFrame(double seconds) throws PeerException {
                    turns.append(name.charAt(0));
                    if (nanos.isEmpty()) {
                        throw new PeerException("has come to its end");
                    }
                    return nanos.remove();
                }
            };
        }
    }

    private ContestReport contest(Peer... peers) throws Exception {
        return Contest.of(List.of(peers), folder).run(List.of(WORKLOAD), 3, 0.1);
    }

    @Test
    void theyTakeTurnsAndTheBestRoundsAreCompared() throws Exception {
        ContestReport report = contest(
                new Known(LimitPeer.NAME, WORKLOAD, 4.0, 2.0, 3.0), new Known("other", WORKLOAD, 9.0, 8.0, 30.0));
        assertThat(turns).hasToString("CoCoCo");
        ContestResult other = report.results().getLast();
        assertThat(other.bestNanosPerFrame()).isEqualTo(8);
        assertThat(other.medianNanosPerFrame()).isEqualTo(9);
        assertThat(other.timesTheLimit()).isEqualTo(4);
        assertThat(other.medianTimesTheLimit()).isEqualTo(3);
        assertThat(report.agrees()).isTrue();
        assertThat(report.text()).containsPattern("C limit +1\\.00\\R").containsPattern("other +4\\.00\\R");
        assertThat(report.markdown()).contains("| other | 8.00 |").contains("| other | 4.00 |");
        assertThat(report.bars().values()[1][0]).isEqualTo(4);
    }

    @Test
    void otherWorkIsSaidBesideTheFigure() throws Exception {
        ContestReport report =
                contest(new Known(LimitPeer.NAME, WORKLOAD, 4.0, 2.0, 3.0), new Known("other", "W5-24", 1.0, 1.0, 1.0));
        assertThat(report.agrees()).isFalse();
        assertThat(report.text()).contains("0.50 (other work)");
    }

    @Test
    void whoFailsAndWhoIsMissingIsALineAndTheOthersGoOn() throws Exception {
        ContestReport report = contest(
                new Known("absent", ""),
                new Known("failing", WORKLOAD, 1.0),
                new Known(LimitPeer.NAME, WORKLOAD, 4.0, 2.0, 3.0));
        assertThat(turns).hasToString("fCfCC");
        assertThat(report.missing()).containsExactly("absent: is not installed; the Debian package absent brings it");
        assertThat(report.text())
                .contains("has come to its end")
                .contains("absent: is not installed")
                .contains("failed");
        assertThat(report.agrees()).isFalse();
    }

    @Test
    void withoutALimitThereAreNoRatios() throws Exception {
        ContestReport report = contest(new Known("other", WORKLOAD, 9.0, 8.0, 30.0));
        assertThat(report.results().getFirst().timesTheLimit()).isNaN();
        assertThat(report.text()).contains("?");
    }
}
