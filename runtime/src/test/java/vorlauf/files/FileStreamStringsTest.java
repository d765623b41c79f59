package vorlauf.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * HotSpot makes the string constants of a class on the thread that first has one of its methods compiled: a class whose
 * methods run on the producer must hold none.
 */
final class FileStreamStringsTest {
    private static List<String> strings(Class<?> type) throws IOException {
        List<String> strings = new ArrayList<>();
        try (InputStream stream =
                Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"), "class file")) {
            for (PoolEntry entry : ClassFile.of().parse(stream.readAllBytes()).constantPool()) {
                if (entry instanceof StringEntry string) {
                    strings.add(string.stringValue());
                }
            }
        }
        return strings;
    }

    @Test
    void theProducersSideHoldsNone() throws IOException {
        assertThat(strings(FileStream.class)).isEmpty();
    }

    @Test
    void findsThemWhereTheyAre() throws IOException {
        assertThat(strings(FileStreamProblem.class)).isNotEmpty();
    }
}
