package vorlauf.notebooks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vorlauf.graph.Processor;
import vorlauf.realtime.Finding;
import vorlauf.realtime.RealTimeScan;
import vorlauf.realtime.ScanReport;

/** A node that is written in a cell is judged as the same node in a file. */
@Timeout(300)
final class CellNodeTest {
    private static final String SHAPER = """
            interface Shape { float at(float x); }
            public class Shaper implements Processor {
                private final Shape shape;
                public Shaper(Shape shape) { this.shape = shape; }
                public void process(float[][] inputs, float[][] outputs, int frameCount) {
                    for (int i = 0; i < frameCount; i++) {
                        outputs[0][i] = shape.at(inputs[0][i]);
                    }
                }
            }
            boolean plays(Shape shape) throws Exception {
                try {
                    OfflineRenderer.render(
                            () -> Flux.just(custom("shaper", 1, () -> new Shaper(shape), sine(440))),
                            OfflineSettings.of(48_000, 128, 256).withRealTimeCheck(vorlauf.realtime.RealTimeCheck.ERROR),
                            (block, frames, channels) -> {});
                    return true;
                } catch (vorlauf.compile.GraphException refused) {
                    System.out.println(refused.getMessage());
                    return false;
                }
            }""";

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    /** The same as the two in the cells of {@link #theCertificateIsThatOfAFile}. */
    static final class Clean implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            for (int i = 0; i < frameCount; i++) {
                outputs[0][i] = inputs[0][i] * inputs[0][i];
            }
        }
    }

    static final class Faulty implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            float[] copy = inputs[0].clone();
            for (int i = 0; i < frameCount; i++) {
                outputs[0][i] = copy[i];
            }
        }
    }

    @Test
    void theCertificateIsThatOfAFile() {
        desk.run("""
                class Clean implements Processor {
                    public void process(float[][] inputs, float[][] outputs, int frameCount) {
                        for (int i = 0; i < frameCount; i++) {
                            outputs[0][i] = inputs[0][i] * inputs[0][i];
                        }
                    }
                }
                class Faulty implements Processor {
                    public void process(float[][] inputs, float[][] outputs, int frameCount) {
                        float[] copy = inputs[0].clone();
                        for (int i = 0; i < frameCount; i++) {
                            outputs[0][i] = copy[i];
                        }
                    }
                }
                String told(Class<? extends Processor> node) {
                    var report = vorlauf.realtime.RealTimeScan.of(node).processor(node);
                    return report.methods() + " " + report.findings().stream().map(f -> f.rule() + f.what()).toList();
                }""");
        assertThat(desk.value("told(Clean.class)")).isEqualTo(told(Clean.class)).endsWith("[]");
        assertThat(desk.value("told(Faulty.class)"))
                .isEqualTo(told(Faulty.class))
                .contains("ALLOCATION");
    }

    private static String told(Class<? extends Processor> node) {
        ScanReport report = RealTimeScan.of(node).processor(node);
        List<String> findings =
                report.findings().stream().map(f -> f.rule() + f.what()).toList();
        return report.methods() + " " + findings;
    }

    @Test
    void theEnginesOwnCheckSeesNoQuestionOfTheKernel() {
        assertThat(desk.run(SHAPER)).isInstanceOf(CellOutcome.Done.class);
        assertThat(desk.value("plays(x -> x * x * x)")).isEqualTo("true");
    }

    /** The lambda stands in another cell than the node; a method that was declared again counts as it is now. */
    @Test
    void codeThatAnotherCellHandsInIsJudgedToo() {
        desk.run(SHAPER);
        desk.run("Shape shape() { return x -> { Float boxed = Float.valueOf(x); return boxed; }; }");
        assertThat(desk.value("plays(shape())")).isEqualTo("false");
        assertThat(Desk.printed(desk.output(), "stdout")).contains("Float.valueOf");
        desk.run("Shape shape() { return x -> x / 2; }");
        desk.run(SHAPER);
        String plays = desk.value("plays(shape())");
        assertThat(plays).as(Desk.printed(desk.output(), "stdout")).isEqualTo("true");
    }

    /** What is woven in is left out of the scan, so it is shown here to be safe on a thread that no interrupt means. */
    @Test
    void theQuestionItselfIsSafe() {
        ScanReport report = RealTimeScan.of(StopCheck.class).methods(StopCheck.class, "check");
        assertThat(report.findings())
                .extracting(Finding::method)
                .allMatch(method -> method.contains("StopCheck.throwWhereMeant")
                        || method.contains("StopCheck.stopped")
                        || method.contains("StopCheck$Stopped"));
    }
}
