package vorlauf.notebooks.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.JShell;
import vorlauf.notebooks.kernel.JavaSession.CellFailure;

/**
 * What a session has on its class path beyond what the JVM was started with.
 *
 * <p>Threads: one, that of the session.
 */
final class ClassPath {
    private final JShell shell;
    private final Set<Path> added = new LinkedHashSet<>();

    ClassPath(JShell shell) {
        this.shell = shell;
    }

    /** Adds jars and folders; all of them or, where one is missing, none. */
    void add(List<Path> entries) throws CellFailure {
        for (Path entry : entries) {
            if (!Files.exists(entry)) {
                throw Magics.failure(entry + " does not exist; the notebook's folder is "
                        + Path.of("").toAbsolutePath());
            }
        }
        for (Path entry : entries) {
            Path absolute = entry.toAbsolutePath().normalize();
            if (added.add(absolute)) {
                shell.addToClasspath(absolute.toString());
            }
        }
    }

    /** Adds jars by name or by pattern of names. */
    void addJars(List<String> patterns) throws CellFailure {
        List<Path> jars = new ArrayList<>();
        for (String pattern : patterns) {
            jars.addAll(pattern.contains("*") ? matching(pattern) : List.of(Path.of(pattern)));
        }
        add(jars);
    }

    private static List<Path> matching(String pattern) throws CellFailure {
        int slash = pattern.lastIndexOf('/');
        Path folder = Path.of(slash < 0 ? "." : pattern.substring(0, Math.max(1, slash)));
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern.substring(slash + 1))) {
            entries.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw Magics.failure(folder + " cannot be read: " + e.getMessage());
        }
        if (found.isEmpty()) {
            throw Magics.failure("nothing fits " + pattern + " in " + folder.toAbsolutePath());
        }
        found.sort(null);
        return found;
    }

    /** One entry a line, what was added last. */
    String listing() {
        List<String> lines = new ArrayList<>(
                List.of(System.getProperty("java.class.path", "").split(File.pathSeparator)));
        added.forEach(entry -> lines.add(entry.toString()));
        return String.join("\n", lines);
    }
}
