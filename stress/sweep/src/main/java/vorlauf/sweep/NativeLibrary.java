package vorlauf.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The file that DuckDB unpacks its native code into, 60 MB in the folder for temporary files.
 *
 * <p>Java deletes it when the JVM ends, so a killed process leaves it behind. Linux keeps what is loaded though its file is gone.
 */
final class NativeLibrary {
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final String NAME = "/libduckdb_java";
    private static boolean done;

    private NativeLibrary() {}

    /** Deletes the file of this process, once it is loaded; nothing on systems other than Linux. */
    static synchronized void forgetFile() {
        if (done) {
            return;
        }
        done = true;
        String folder = System.getProperty("java.io.tmpdir") + NAME;
        try (Stream<String> lines = Files.lines(MAPS)) {
            String file = lines.filter(line -> line.contains(folder))
                    .map(line -> line.substring(line.indexOf(folder)))
                    .findFirst()
                    .orElse("");
            if (!file.isEmpty()) {
                Files.deleteIfExists(Path.of(file));
            }
        } catch (IOException e) {
            // then it stays until the JVM ends
        }
    }
}
