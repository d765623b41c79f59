package vorlauf.stress.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Sources in other languages, as they lie beside the classes. */
final class Resources {
    private Resources() {}

    /** Copies {@code /vorlauf/stress/NAME} into a folder; returns the copy. */
    static Path copy(String name, Path folder) throws IOException {
        Path target = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
        try (InputStream source = Resources.class.getResourceAsStream("/vorlauf/stress/" + name)) {
            if (source == null) {
                throw new IOException("the program lacks its own resource " + name);
            }
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }
}
