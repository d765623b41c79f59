package vorlauf.realtime;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vorlauf.graph.Processor;

/** The real-time scan as an assertion for tests of any framework. */
public final class RealTimeSafety {
    private static final String PROCESS = "process";
    private static final String PROCESS_DESCRIPTOR = "([[F[[FI)V";

    private RealTimeSafety() {}

    /**
     * Fails where {@code process} of a class could do what real-time code must not; calls are followed through all classes that
     * stand beside it in its folder or jar.
     *
     * <p>Errors: {@link AssertionError} with a line for each finding.
     */
    public static void assertRealTimeSafe(Class<? extends Processor> type) {
        List<Finding> findings = findings(type, namesBeside(type));
        if (!findings.isEmpty()) {
            throw new AssertionError(type.getName() + " is not safe for real time:"
                    + findings.stream().map(finding -> "\n  " + finding).collect(Collectors.joining()));
        }
    }

    /**
     * What {@code process} of a class could do that real-time code must not.
     *
     * @param names binary names of the classes whose calls are followed
     */
    public static List<Finding> findings(Class<? extends Processor> type, List<String> names) {
        ClassLoader loader = type.getClassLoader() == null ? ClassLoader.getSystemClassLoader() : type.getClassLoader();
        if (type.isHidden()) {
            String host = type.getName().substring(0, type.getName().indexOf("$$"));
            return List.of(new Finding(
                    host.substring(host.lastIndexOf('.') + 1) + ".java",
                    0,
                    "a processor that is a lambda cannot be scanned; make it a class",
                    List.of(PROCESS)));
        }
        return RealTimeScan.scan(loader, names, type.getName(), PROCESS, PROCESS_DESCRIPTOR);
    }

    private static List<String> namesBeside(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return List.of(type.getName());
        }
        try {
            Path location = Path.of(source.getLocation().toURI());
            if (Files.isDirectory(location)) {
                return names(location);
            }
            try (FileSystem jar = FileSystems.newFileSystem(location)) {
                return names(jar.getPath("/"));
            }
        } catch (URISyntaxException | IOException e) {
            return List.of(type.getName());
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .toList();
        }
    }
}
