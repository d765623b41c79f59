package vorlauf.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One seed gives one trace and the same sound on every run, interpreted, compiled by C1 and compiled by C2. */
final class SameTraceEverywhereTest {
    private static long inAnotherMachine(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SimulationHash.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor()).as(text).isZero();
            return Long.parseUnsignedLong(text.lines().toList().getLast(), 16);
        }
    }

    @Test
    void everyCompilerGivesTheSameTraces() throws Exception {
        long here = SimulationHash.hash(0);
        assertThat(SimulationHash.hash(0)).isEqualTo(here);
        assertThat(inAnotherMachine("-Xint")).isEqualTo(here);
        assertThat(inAnotherMachine("-XX:TieredStopAtLevel=1")).isEqualTo(here);
        assertThat(inAnotherMachine("-XX:-TieredCompilation", "-Xbatch", "-XX:+UseSerialGC"))
                .isEqualTo(here);
    }

    @Test
    void otherSeedsGiveOtherTraces() throws Exception {
        assertThat(SimulationHash.hash(1)).isNotEqualTo(SimulationHash.hash(0));
    }
}
