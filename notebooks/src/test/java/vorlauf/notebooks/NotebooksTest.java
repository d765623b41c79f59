package vorlauf.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.notebooks.saved.SavedNotebook;

/** Every code cell of every notebook runs in the kernel's session, and gives the outputs that are saved with it. */
public final class NotebooksTest {
    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            return files.filter(path -> path.toString().endsWith(".ipynb"))
                    .filter(path -> !needsAnotherModule(path))
                    .sorted()
                    .toList();
        }
    }

    /** A notebook that needs a module above this one says so; it runs where that module is. */
    public static boolean needsAnotherModule(Path notebook) {
        try {
            return new JsonMapper()
                    .readTree(Files.readString(notebook))
                    .path("metadata")
                    .has("vorlauf");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void everyCellRunsAndGivesWhatIsSaved(Path file) throws IOException {
        SavedNotebook notebook = SavedNotebook.read(file);
        assertThat(notebook.codeCellCount()).isPositive();
        assertThat(notebook.execute()).isEmpty();
        assertThat(notebook.differences(SavedNotebook.read(file), false))
                .as("./vorlauf notebook --execute saves new outputs")
                .isEmpty();
    }

    @Test
    void aCellThatFailsIsSeen(@TempDir Path folder) throws IOException {
        assertThat(execute(folder, "int x = \\\"text\\\";"))
                .singleElement()
                .asString()
                .contains("cell 1, line 1");
        assertThat(execute(folder, "int[] none = {}; none[1]"))
                .singleElement()
                .asString()
                .contains("out of bounds");
        assertThat(execute(folder, "1 > 2")).containsExactly("cell 1: its last line must be true");
        assertThat(execute(folder, "1 + 1")).isEmpty();
    }

    private static List<String> execute(Path folder, String source) throws IOException {
        return write(folder, source, "[]").execute();
    }

    private static SavedNotebook write(Path folder, String source, String tags) throws IOException {
        return SavedNotebook.read(Files.writeString(folder.resolve("one.ipynb"), """
                {"cells": [{"cell_type": "code", "id": "a", "metadata": {"tags": %s}, "source": ["%s"], "outputs": [],
                "execution_count": null}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""".formatted(tags, source)));
    }

    @Test
    void twoRunsWriteTheSameBytes(@TempDir Path folder) throws IOException {
        String source =
                "System.out.println(\\\"\\u00e4 \\\\\\\"quoted\\\\\\\"\\\"); Display.show(7); sine(440).gain(0.5)";
        SavedNotebook first = write(folder, source, "[]");
        SavedNotebook second = write(folder, source, "[]");
        assertThat(first.execute()).isEmpty();
        assertThat(second.execute()).isEmpty();
        assertThat(second.text())
                .isEqualTo(first.text())
                .startsWith("{\n \"cells\": [\n  {\n   \"cell_type\": \"code\",");
        assertThat(SavedNotebook.read(Files.writeString(folder.resolve("two.ipynb"), first.text()))
                        .text())
                .isEqualTo(first.text());
    }

    @Test
    void anOutputThatDiffersIsSeenUnlessItsCellVaries(@TempDir Path folder) throws IOException {
        SavedNotebook saved = write(folder, "System.nanoTime()", "[]");
        SavedNotebook again = write(folder, "System.nanoTime()", "[]");
        assertThat(saved.execute()).isEmpty();
        assertThat(again.execute()).isEmpty();
        assertThat(again.differences(saved, false)).singleElement().asString().startsWith("cell 1: 1 [");
        SavedNotebook varies = write(folder, "System.nanoTime()", "[\"varies\"]");
        SavedNotebook variesAgain = write(folder, "System.nanoTime()", "[\"varies\"]");
        assertThat(varies.execute()).isEmpty();
        assertThat(variesAgain.execute()).isEmpty();
        assertThat(variesAgain.differences(varies, true)).isEmpty();
    }

    @Test
    void whatIsNoNotebookIsToldInOneLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.ipynb"), "{\"cells\": 3}");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> SavedNotebook.read(file))
                .hasMessage("is not a notebook: it has no list of cells");
    }
}
