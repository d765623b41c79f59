package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
    private static final String JCSTRESS = "(Results: 48 planned; 8 passed, 3 failed, 1 soft errs, 0 hard errs)";

    @Test
    void readsHowFarTheProgramsAre() {
        assertThat(ProgressLine.part(JCSTRESS)).isEqualTo(0.25);
        assertThat(ProgressLine.part("# Run progress: 12.50% complete, ETA 00:01:10"))
                .isEqualTo(0.125);
        assertThat(ProgressLine.part("(CPUs: 2 configured, 2 allocated)")).isNegative();
    }

    @Test
    void drawsABarAndRemovesIt() {
        assertThat(drawn(true))
                .contains("[##########..............................]  25 %")
                .endsWith(" \r");
    }

    @Test
    void saysNothingWhereNobodyWatches() {
        assertThat(drawn(false)).isEmpty();
    }

    private static String drawn(boolean shown) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProgressLine line = new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), shown);
        line.read(JCSTRESS);
        line.finish();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
