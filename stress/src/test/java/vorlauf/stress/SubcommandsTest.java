package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import vorlauf.cli.Subcommand;

final class SubcommandsTest {
    @Test
    void theCommandLineFindsWhatThisModuleBrings() {
        assertThat(ServiceLoader.load(Subcommand.class).stream()
                        .map(provider -> new CommandLine(provider.get()).getCommandName()))
                .contains("stress", "bench", "verify-ring");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--tests nothingIsCalledThis", "--tests [", "--quick --full", "--quick --mutants", "--unknown"})
    void stressRefusesWrongUsageBeforeItStartsAnything(String arguments) {
        assertThat(new CommandLine(new StressCommand()).execute(arguments.split(" ", -1)))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trombone", "--unknown ring"})
    void benchRefusesWrongUsageBeforeItStartsAnything(String arguments) {
        assertThat(new CommandLine(new BenchCommand()).execute(arguments.split(" ", -1)))
                .isEqualTo(2);
    }

    @Test
    void findsTheCheckoutFromAnyFolderBeneathIt() {
        Path target = Objects.requireNonNull(BuildFolder.find(), "tests run inside the checkout");

        assertThat(target.getFileName()).hasToString("target");
        assertThat(BuildFolder.find(target.resolve("classes").resolve("deep"))).isEqualTo(target);
        assertThat(BuildFolder.find(Path.of("/"))).isNull();
    }
}
