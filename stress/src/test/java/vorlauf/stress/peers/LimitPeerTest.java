package vorlauf.stress.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.stress.bench.WorkloadReference;

/** The limit does the work that it is timed for, with vectors of every width that this machine has. */
final class LimitPeerTest {
    private static final int FRAMES = 9_600;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theWidestVectorsOfTheMachineAreTaken() {
        assertThat(LimitPeer.Variant.of(Set.of("avx2", "fma", "avx512f", "avx512dq"))
                        .lanes())
                .isEqualTo(16);
        assertThat(LimitPeer.Variant.of(Set.of("avx2", "fma")).lanes()).isEqualTo(8);
        assertThat(LimitPeer.Variant.of(Set.of("avx512f")).lanes()).isEqualTo(4);
        assertThat(LimitPeer.Variant.of(Set.of()).lanes()).isEqualTo(4);
    }

    @Test
    void theFlagsAreThoseOfTheFirstProcessor() throws Exception {
        Path list =
                Files.writeString(folder.resolve("cpuinfo"), "processor : 0\nflags\t\t: fpu avx2 fma\nflags: none\n");
        assertThat(LimitPeer.cpuFlags(list)).containsExactlyInAnyOrder("fpu", "avx2", "fma");
        assertThat(LimitPeer.cpuFlags(folder.resolve("nowhere"))).isEmpty();
    }

    @Test
    void everyWorkloadAgreesWithItsFormulaAtEveryWidth() throws Exception {
        assumeTrue(Tool.find("gcc") != null, "gcc is not installed; the Debian package gcc brings it");
        int widest = LimitPeer.Variant.of(LimitPeer.cpuFlags(Path.of("/proc/cpuinfo")))
                .lanes();
        for (int lanes = 4; lanes <= widest; lanes *= 2) {
            Path place = Files.createDirectories(folder.resolve("lanes" + lanes));
            List<String> options = lanes == 4 ? List.of() : List.of("-march=native");
            Path limit = LimitPeer.compile(new LimitPeer.Variant(lanes, options), place);
            for (String workload : Contest.WORKLOADS) {
                Path samples = place.resolve("samples.raw");
                Tool.run(
                        place,
                        java.time.Duration.ofMinutes(1),
                        List.of(limit.toString(), workload, FRAMES / 48_000.0 + "", samples.toString()));
                double[][] reference = WorkloadReference.render(workload, FRAMES);
                assertThat(Agreement.of(reference, Samples.ofFloats(samples, reference.length))
                                .decibels())
                        .as("%s with %d lanes", workload, lanes)
                        .isGreaterThan(Agreement.SAME_FORMULA_DECIBELS);
            }
        }
    }
}
