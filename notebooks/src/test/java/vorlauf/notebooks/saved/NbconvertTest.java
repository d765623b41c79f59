package vorlauf.notebooks.saved;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    private static final Path NBCONVERT = Path.of("/usr/bin/jupyter-nbconvert");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void needsNbconvert() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(NBCONVERT), "the Debian package jupyter-nbconvert is not installed");
        KernelSpec.write(folder.resolve("jupyter"));
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
        for (Path file : notebooks) {
            Path executed = folder.resolve(file.getFileName());
            assertThat(convert(file, executed)).as(log()).isZero();
            assertThat(SavedNotebook.read(executed).differences(SavedNotebook.read(file), false))
                    .isEmpty();
        }
    }

    @Test
    void aCellThatFailsShowsItsCause() throws Exception {
        Path failing = Files.writeString(folder.resolve("failing.ipynb"), """
                {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": null,
                "source": ["throw new IllegalStateException(\\"no sound\\", new java.io.IOException(\\"gone\\"));"]}],
                "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
        assertThat(convert(failing, folder.resolve("out.ipynb"))).isEqualTo(1);
        assertThat(log()).contains("IllegalStateException").contains("IOException: gone");
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log.txt")).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    private int convert(Path notebook, Path target) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        NBCONVERT.toString(),
                        "--to",
                        "notebook",
                        "--execute",
                        "--ExecutePreprocessor.kernel_name=" + KernelSpec.NAME,
                        "--ExecutePreprocessor.startup_timeout=240",
                        "--ExecutePreprocessor.timeout=240",
                        "--output",
                        target.toString(),
                        notebook.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile());
        builder.environment().put("JUPYTER_PATH", folder.resolve("jupyter").toString());
        for (String written : List.of("DATA", "CONFIG", "RUNTIME")) {
            builder.environment()
                    .put("JUPYTER_" + written + "_DIR", folder.resolve(written).toString());
        }
        builder.environment().put("IPYTHONDIR", folder.resolve("ipython").toString());
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(600, TimeUnit.SECONDS);
            assertThat(ended).isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
