package vorlauf.notebooks.saved;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.notebooks.NotebooksTest;

/** Notebooks run by Jupyter's own program over its real protocol, with the kernel specification that the launcher writes. */
@Timeout(900)
final class NbconvertTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void needsNbconvert() {
        Assumptions.assumeTrue(Nbconvert.isInstalled(), "the Debian package jupyter-nbconvert is not installed");
    }

    @Test
    void givesWhatIsSaved() throws Exception {
        List<Path> notebooks;
        try (Stream<Path> files = Files.list(Path.of(""))) {
            notebooks = files.filter(path -> path.toString().endsWith(".ipynb"))
                    .filter(path -> !NotebooksTest.needsAnotherModule(path))
                    .sorted()
                    .toList();
        }
        assertThat(notebooks).isNotEmpty();
        Nbconvert nbconvert = new Nbconvert(folder);
        for (Path file : notebooks) {
            Path executed = folder.resolve(file.getFileName());
            assertThat(nbconvert.run(file, executed)).as(nbconvert.log()).isZero();
            assertThat(SavedNotebook.read(executed).differences(SavedNotebook.read(file), false))
                    .isEmpty();
        }
    }

    @Test
    void aCellThatFailsShowsItsCause() throws IOException, InterruptedException {
        Path failing = Files.writeString(folder.resolve("failing.ipynb"), """
                {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": null,
                "source": ["throw new IllegalStateException(\\"no sound\\", new java.io.IOException(\\"gone\\"));"]}],
                "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
        Nbconvert nbconvert = new Nbconvert(folder);
        assertThat(nbconvert.run(failing, folder.resolve("out.ipynb"))).isEqualTo(1);
        assertThat(nbconvert.log()).contains("IllegalStateException").contains("IOException: gone");
    }
}
