package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What HotSpot says of the vector kernels that its second compiler meets in other methods. */
@Timeout(120)
class KernelDirectiveTest {
    private static final String KERNEL = "vorlauf.plan.Vector";

    private static List<String> metKernels(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+PrintInlining", "-Xbatch", "-XX:+UseSerialGC"));
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-cp", System.getProperty("java.class.path")));
        command.add(KernelDirectiveRun.class.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
            return text.lines().filter(line -> line.contains(KERNEL)).toList();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void noKernelIsCompiledIntoItsCaller() throws Exception {
        assertThat(metKernels())
                .anyMatch(line -> line.contains("disallowed"))
                .noneMatch(line -> line.contains("inline (hot)"));
    }

    @Test
    void withoutTheDirectiveSomeAre() throws Exception {
        assertThat(metKernels("without"))
                .noneMatch(line -> line.contains("disallowed"))
                .anyMatch(line -> line.contains("inline (hot)"));
    }
}
