package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vorlauf.cli.HelpPage;

/** {@code docs/commands.md} is the help of the commands as they are; with {@code -Drenew.docs=true} it is written anew. */
final class CommandsPageTest {
    private static final Path PAGE = Objects.requireNonNull(BuildFolder.find(Path.of("")))
            .resolve("../../docs/commands.md")
            .normalize();

    @Test
    void thePageIsTheHelpOfEveryCommand() throws IOException {
        String page = HelpPage.markdown();
        if (Boolean.getBoolean("renew.docs")) {
            Files.writeString(PAGE, page);
        }

        assertThat(page).contains("## render", "## simulate", "## verify-ring", "--seconds");
        assertThat(Files.readString(PAGE))
                .as("docs/commands.md is out of date; CONTRIBUTING.md has the command that renews it")
                .isEqualTo(page);
    }
}
