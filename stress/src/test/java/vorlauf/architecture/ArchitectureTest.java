package vorlauf.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ArchitectureTest {
    private static final Set<String> CLOCKS = clocks();

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/broken/"))
            .withImportOption(location -> !location.contains("jmh_generated") && !location.contains("_jcstress"))
            .importPackages("vorlauf");

    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("vorlauf.broken");

    /** A rule and the class below {@code vorlauf.broken} that offends it. */
    record Rule(String name, ArchRule product, ArchRule broken, String offender) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rule> rules() {
        ArchitectureRules product = new ArchitectureRules("vorlauf");
        ArchitectureRules broken = new ArchitectureRules("vorlauf.broken");
        return Stream.of(
                new Rule(
                        "graph uses no other module",
                        product.graphUsesNoOtherModule(),
                        broken.graphUsesNoOtherModule(),
                        "vorlauf.broken.compile.KnowsTheEngine"),
                new Rule(
                        "runtime uses no backend",
                        product.runtimeUsesNoBackend(),
                        broken.runtimeUsesNoBackend(),
                        "vorlauf.broken.engine.KnowsABackend"),
                new Rule(
                        "backends use no other backend",
                        product.backendsUseNoOtherBackend(),
                        broken.backendsUseNoOtherBackend(),
                        "vorlauf.broken.backend.silence.KnowsAnotherBackend"),
                new Rule(
                        "Reactor only at the edges",
                        product.reactorOnlyAtTheEdges(),
                        broken.reactorOnlyAtTheEdges(),
                        "vorlauf.broken.compile.UsesReactor"),
                new Rule(
                        "no publishers in the render path",
                        product.noPublishersInTheRenderPath(),
                        broken.noPublishersInTheRenderPath(),
                        "vorlauf.broken.plan.HoldsAPublisher"),
                new Rule(
                        "time only in clocks",
                        product.timeOnlyIn(CLOCKS),
                        broken.timeOnlyIn(CLOCKS),
                        "vorlauf.broken.render.Sleeps"),
                new Rule(
                        "pictures only in drawing",
                        product.picturesOnlyInDrawing(),
                        broken.picturesOnlyInDrawing(),
                        "vorlauf.broken.engine.Draws"),
                new Rule(
                        "no files in the render path",
                        product.noFilesInTheRenderPath(),
                        broken.noFilesInTheRenderPath(),
                        "vorlauf.broken.ring.ReadsAFile"),
                new Rule(
                        "kernels use exact math only",
                        product.kernelsUseExactMathOnly(),
                        broken.kernelsUseExactMathOnly(),
                        "vorlauf.broken.dsp.UsesMachineSine"),
                new Rule(
                        "kernels run in a browser",
                        product.kernelsRunInABrowser(),
                        broken.kernelsRunInABrowser(),
                        "vorlauf.broken.dsp.UsesVarHandle"),
                new Rule(
                        "vectors only in their kernels",
                        product.vectorsOnlyInTheirKernels(),
                        broken.vectorsOnlyInTheirKernels(),
                        "vorlauf.broken.engine.AddsVectors"),
                new Rule(
                        "vector kernels are found by name",
                        product.vectorKernelsAreFoundByName(),
                        broken.vectorKernelsAreFoundByName(),
                        "vorlauf.broken.plan.LinksVectors"),
                new Rule(
                        "packages are null-marked",
                        product.packagesAreNullMarked(),
                        broken.packagesAreNullMarked(),
                        "vorlauf.broken.unmarked.Unmarked"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void productObeys(Rule rule) {
        assertThat(rule.product().evaluate(PRODUCT).getFailureReport().getDetails())
                .as(rule.product().getDescription())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void brokenTwinIsCaughtAndNamed(Rule rule) {
        List<String> details = rule.broken().evaluate(BROKEN).getFailureReport().getDetails();
        assertThat(details).isNotEmpty().allMatch(detail -> detail.contains(rule.offender()));
    }

    @Test
    void eachModuleIsLookedAt() {
        assertThat(PRODUCT.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
                .contains(
                        "vorlauf.graph",
                        "vorlauf.ring",
                        "vorlauf.backend.simulator",
                        "vorlauf.backend.wav",
                        "vorlauf.backend.javasound",
                        "vorlauf.backend.browser",
                        "vorlauf.stress");
    }

    @Test
    void listedClocksUseTime() {
        assertThat(PRODUCT.stream()
                        .filter(type -> CLOCKS.contains(type.getName()))
                        .filter(type -> !ArchitectureRules.usesTime(type)))
                .as("classes in time.txt that use no time any more")
                .isEmpty();
    }

    private static Set<String> clocks() {
        try (InputStream list = Objects.requireNonNull(ArchitectureTest.class.getResourceAsStream("time.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+", 2)[0])
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
