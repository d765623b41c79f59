package vorlauf.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import vorlauf.dsp.RealTime;
import vorlauf.engine.Backend;
import vorlauf.engine.Engine;
import vorlauf.realtime.RealTimeScan;
import vorlauf.realtime.Reviewed;
import vorlauf.realtime.ScanReport;

/** The certificate of the project's own real-time code: every annotated method of every module, with all that it calls. */
class RealTimeCodeTest {
    private static ScanReport scan(Class<?>... more) {
        List<Class<?>> modules = new ArrayList<>(List.of(RealTime.class, Engine.class));
        ServiceLoader.load(Backend.class).stream()
                .map(ServiceLoader.Provider::type)
                .forEach(modules::add);
        modules.addAll(List.of(more));
        RealTimeScan scan = RealTimeScan.of(RealTimeCodeTest.class);
        modules.forEach(type -> scan.with(sourceOf(type)));
        return scan.annotated();
    }

    private static Path sourceOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingIsFoundThatIsNotOnTheReviewedList() {
        ScanReport report = scan();
        assertThat(report.lines()).isEmpty();
        assertThat(report.roots())
                .hasSizeGreaterThan(250)
                .contains(
                        "Producer.step",
                        "RingConsumer.pull",
                        "RenderPlan.render",
                        "SpscFrameRing.write",
                        "BlockRenderer.renderBlock");
        assertThat(report.methods()).isGreaterThan(report.roots().size());
    }

    @Test
    void everyLineOfTheReviewedListIsNeeded() {
        ScanReport report = scan();
        assertThat(Reviewed.ofVorlauf().entries())
                .hasSizeLessThanOrEqualTo(12)
                .allSatisfy(entry -> assertThat(report.reviewed())
                        .as(entry.toString())
                        .anySatisfy(finding -> {
                            assertThat(finding.method()).isEqualTo(entry.method());
                            assertThat(finding.rule()).isEqualTo(entry.rule());
                        }));
    }

    @Test
    void anAnnotatedMethodThatAllocatesIsFound() {
        ScanReport report = scan(Broken.class);
        assertThat(report.lines())
                .anySatisfy(
                        line -> assertThat(line)
                                .matches(
                                        "RealTimeCodeTest.java:\\d+: allocates a float\\[] "
                                                + "\\(called from RealTimeCodeTest.Broken.late:\\d+ > RealTimeCodeTest.Broken.fresh\\)"));
    }

    /** What must never pass. */
    static final class Broken {
        private Broken() {}

        @RealTime
        static float late(int frames) {
            return fresh(frames).length;
        }

        private static float[] fresh(int frames) {
            return new float[frames];
        }
    }
}
