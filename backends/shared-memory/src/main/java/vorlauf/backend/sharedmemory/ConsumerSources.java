package vorlauf.backend.sharedmemory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import vorlauf.engine.BackendException;

/** The C files that read a ring, as this version of the ring needs them. Threads: any. */
final class ConsumerSources {
    /** The header, and a JACK client that uses it. */
    static final List<String> NAMES = List.of("vorlauf_ring.h", "vorlauf_jack.c");

    private ConsumerSources() {}

    /** Writes them into a folder, which is made where it is missing; older ones are replaced. */
    static void writeTo(Path folder) throws BackendException {
        try {
            Files.createDirectories(folder);
            for (String name : NAMES) {
                try (InputStream source = ConsumerSources.class.getResourceAsStream(name)) {
                    if (source == null) {
                        throw new IllegalStateException(name + " is not on the class path");
                    }
                    Files.copy(source, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new BackendException(
                    SharedMemoryBackend.NAME + ": cannot write the header to " + folder + ": " + e.getMessage(), e);
        }
    }
}
