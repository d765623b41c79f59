package vorlauf.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vorlauf.check.ring.RingReport;
import vorlauf.check.ring.RingSource;
import vorlauf.check.ring.RingVerification;
import vorlauf.check.ring.Unusable;

/** The ring in shared memory under the model checker, as it is and with one edit of its source. */
final class SharedRingTest {
    private static final String RING = "vorlauf.backend.sharedmemory.SharedFrameRing";
    private static final RingVerification.Settings SETTINGS = new RingVerification.Settings(0, 3, 0, 0);

    @TempDir
    Path folder;

    @Test
    void theRingInSharedMemoryHolds() throws Exception {
        RingReport report = verify(null);
        assertThat(report.finding()).isNull();
        assertThat(report.complete()).isTrue();
        assertThat(report.schedules()).isGreaterThan(10_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LONG.setRelease(memory, (long) RingLayout.WRITE_POSITION_OFFSET        | LONG.set(memory, (long) RingLayout.WRITE_POSITION_OFFSET
            LONG.setRelease(memory, (long) RingLayout.READ_POSITION_OFFSET         | LONG.setOpaque(memory, (long) RingLayout.READ_POSITION_OFFSET
            written = (long) LONG.getAcquire(memory                                | written = (long) LONG.getOpaque(memory
            frameCount - capacityFrames;                                           | frameCount - capacityFrames - 1;
            sourceIndex + samplesToEnd,                                            | sourceIndex,
            copyOut(consumed, target, floatIndex(offsetFrames), frames);           | LONG.setRelease(memory, (long) RingLayout.READ_POSITION_OFFSET, consumed + frames); copyOut(consumed, target, floatIndex(offsetFrames), frames);
            """)
    void anEditThatBreaksItDies(String before, String after) throws Exception {
        String text = Files.readString(MutantClasses.checkout()
                .resolve("backends/shared-memory/src/main/java")
                .resolve(RING.replace('.', '/') + ".java"));
        assertThat(text.split(Pattern.quote(before), -1))
                .as("once in the source: " + before)
                .hasSize(2);
        Path mutant = folder.resolve("SharedFrameRing.java");
        Files.writeString(mutant, text.replace(before, after));
        assertThat(verify(mutant).finding()).isNotNull();
    }

    private static RingReport verify(@Nullable Path source) throws Unusable, InterruptedException {
        return RingVerification.run(RingSource.find(source, RING, ""), SETTINGS, progress -> {});
    }
}
