package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Kernels give the same bits interpreted, compiled by C1 and compiled by C2, and allocate nothing in any of them. */
class SameBitsEverywhereTest {

    private static KernelRun.Result inAnotherMachine(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KernelRun.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor()).as(text).isZero();
            String[] words = text.split(" ", -1);
            return new KernelRun.Result(Integer.parseInt(words[0]), Long.parseLong(words[1]));
        }
    }

    @Test
    void everyCompilerLevelGivesTheSameBitsAndNoGarbage() throws Exception {
        KernelRun.Result here = KernelRun.run(Catalogue.all());
        assertThat(here.allocatedBytes()).isZero();
        assertThat(inAnotherMachine("-Xint")).isEqualTo(here);
        assertThat(inAnotherMachine("-XX:TieredStopAtLevel=1")).isEqualTo(here);
        assertThat(inAnotherMachine("-XX:-TieredCompilation", "-Xbatch")).isEqualTo(here);
        // Narrow vectors: the order of operations must not depend on the lanes. Ignored where there is no such option.
        assertThat(inAnotherMachine("-XX:+IgnoreUnrecognizedVMOptions", "-XX:UseAVX=0", "-XX:MaxVectorSize=16"))
                .isEqualTo(here);
    }

    @Test
    void aKernelThatAllocatesIsCaught() {
        Catalogue.Entry allocating = new Catalogue.Entry("allocating", (state, out, from, to) -> {
            state.l[0] += new float[to - from].length;
            out[0] = state.l[0];
        });
        assertThat(KernelRun.run(List.of(allocating)).allocatedBytes()).isPositive();
    }

    @Test
    void aKernelWithOtherBitsIsCaught() {
        Catalogue.Entry one = new Catalogue.Entry("one", (state, out, from, to) -> out[5] = 0.1f);
        Catalogue.Entry other = new Catalogue.Entry("other", (state, out, from, to) -> out[5] = Math.nextUp(0.1f));
        assertThat(KernelRun.run(List.of(one)).hash())
                .isNotEqualTo(KernelRun.run(List.of(other)).hash());
    }
}
