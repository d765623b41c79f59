package vorlauf.check.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.notebooks.saved.Nbconvert;
import vorlauf.notebooks.saved.SavedNotebook;

/** The notebook that needs this module runs in the kernel's session, and gives the outputs that are saved with it. */
class RingNotebookTest {
    private static final Path NOTEBOOK = Path.of("..", "notebooks", "04-ring-and-mutants.ipynb");

    @Test
    void everyCellRunsAndGivesWhatIsSaved() throws IOException {
        SavedNotebook notebook = SavedNotebook.read(NOTEBOOK);
        assertThat(notebook.execute()).isEmpty();
        assertThat(notebook.differences(SavedNotebook.read(NOTEBOOK), false))
                .as("./vorlauf notebook --execute saves new outputs")
                .isEmpty();
    }

    @Test
    @Timeout(900)
    void jupyterItselfRunsItAndGivesWhatIsSaved(@TempDir Path folder) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Nbconvert.isInstalled(), "the Debian package jupyter-nbconvert is not installed");
        Nbconvert nbconvert = new Nbconvert(folder);
        Path executed = folder.resolve("executed.ipynb");
        assertThat(nbconvert.run(NOTEBOOK, executed)).as(nbconvert.log()).isZero();
        assertThat(SavedNotebook.read(executed).differences(SavedNotebook.read(NOTEBOOK), false))
                .isEmpty();
    }
}
