package vorlauf.check.rewrite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Class files by binary name. */
@FunctionalInterface
public interface ClassBytes {
    /** The class file of a class, or null where there is none. */
    byte @Nullable [] find(String className);

    /** The class files of a loader. */
    static ClassBytes of(ClassLoader loader) {
        return name -> {
            try (InputStream stream = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
                return stream == null ? null : stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Those of a map first, then ours. */
    default ClassBytes under(Map<String, byte[]> first) {
        return name -> {
            byte[] found = first.get(name);
            return found == null ? find(name) : found;
        };
    }
}
