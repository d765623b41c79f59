package vorlauf.backend.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The header between two native threads under ThreadSanitizer, as it is and with one edit. */
final class RaceTest {
    private static final int RACE_FOUND = 66;

    @TempDir
    Path folder;

    @Test
    void theHeaderHasNoRace() throws Exception {
        Native.Ended ended = twin();
        assertThat(ended.output()).contains("320000 frames in order").doesNotContain("WARNING: ThreadSanitizer");
        assertThat(ended.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            slots are given back before they are copied | copy(ring, position, interleaved, found);\\n    vorlauf_ring_give_back(ring, position, found); | give_back(ring, position, found);\\n    vorlauf_ring_copy(ring, position, interleaved, found);
            slots are looked at too early               | VORLAUF_LOAD(ring->memory->write_position, acquire)    | VORLAUF_LOAD(ring->memory->write_position, relaxed)
            loads of samples may slip behind            | position + frames, release)                            | position + frames, relaxed)
            """)
    void anEditThatBreaksItIsCaught(String fault, String beforeText, String afterText) throws Exception {
        String before = beforeText.replace("\\n", "\n");
        String after = afterText.replace("\\n", "\n");
        String header = Native.text("vorlauf_ring.h");
        assertThat(header.split(Pattern.quote(before), -1))
                .as("once in the header: %s, %s", fault, before)
                .hasSize(2);
        Files.writeString(folder.resolve("vorlauf_ring.h"), header.replace(before, after));
        Native.Ended ended = twin();
        assertThat(ended.output()).contains("WARNING: ThreadSanitizer: data race");
        assertThat(ended.exitCode()).isEqualTo(RACE_FOUND);
    }

    private Native.Ended twin() throws Exception {
        String library =
                Native.run("gcc", "-print-file-name=libtsan.so").output().strip();
        Assumptions.assumeTrue(
                Files.exists(Path.of(library)), "ThreadSanitizer's library is missing, install the package gcc");
        Path program = Native.compile(folder, "twin.c", "-fsanitize=thread", "-g");
        // Without a random layout of addresses, which some kernels make larger than the tool can map.
        return Native.run("setarch", "-R", program.toString());
    }
}
