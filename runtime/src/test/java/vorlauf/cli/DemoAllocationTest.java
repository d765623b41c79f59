package vorlauf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Kernels that a trial has admitted stay clean under edits, in JVMs that decide anew what to compile and how. */
@Timeout(180)
class DemoAllocationTest {
    @RepeatedTest(3)
    void theDemonstrationAllocatesNothingWithTheKernelsThatWereAdmitted() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DemoAllocationRun.class.getName(),
                        "src/main/resources/vorlauf/demo/guitar.wav")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            assertThat(text.strip()).isEqualTo("0 bytes");
        } finally {
            process.destroyForcibly();
        }
    }
}
