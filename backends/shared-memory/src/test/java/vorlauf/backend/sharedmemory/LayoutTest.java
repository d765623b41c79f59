package vorlauf.backend.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java and C mean the same bytes. */
final class LayoutTest {
    @TempDir
    Path folder;

    @Test
    void theHeaderHasTheOffsetsOfTheJavaSide() throws Exception {
        String output =
                Native.run(Native.compile(folder, "layout.c").toString()).output();
        Map<String, Long> inC = output.lines()
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toMap(words -> words[0], words -> Long.parseLong(words[1])));
        assertThat(inC).hasSize(21);
        for (Map.Entry<String, Long> entry : inC.entrySet()) {
            Field field = RingLayout.class.getDeclaredField(entry.getKey());
            assertThat(((Number) field.get(null)).longValue())
                    .as(entry.getKey())
                    .isEqualTo(entry.getValue());
        }
    }
}
