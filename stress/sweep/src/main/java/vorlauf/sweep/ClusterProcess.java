package vorlauf.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vorlauf.cli.CommandException;

/** A process of its own that has Spark on its class path, which this one has not, and runs a sweep from there. */
final class ClusterProcess {
    private static final String SEPARATOR = System.getProperty("path.separator");
    private static final String LOOPBACK = "127.0.0.1";
    private static final String FLAGS = "spark-flags.txt";

    private ClusterProcess() {}

    /** Options of a JVM that runs Spark. */
    static List<String> flags() {
        try (InputStream stream = ClusterProcess.class.getResourceAsStream(FLAGS)) {
            if (stream == null) {
                throw new IllegalStateException(FLAGS + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that runs {@code vorlauf sweep} with these words; properties of Spark go along. */
    static ProcessBuilder command(List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.add("--add-modules=jdk.incubator.vector");
        command.add("-Xlog:disable");
        command.add("-Xlog:all=error:stderr");
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("spark."))
                .sorted()
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        ClassPath classPath = classPath();
        command.add("-Dvorlauf.spark.application=" + classPath.application());
        command.add("-D" + Cluster.STARTER + "=" + ProcessHandle.current().pid());
        command.add("-cp");
        command.add(classPath.application() + SEPARATOR + classPath.spark());
        command.add("vorlauf.cli.Main");
        command.add("sweep");
        command.addAll(words);
        ProcessBuilder process = new ProcessBuilder(command);
        if (words.stream().anyMatch(ClusterProcess::isOnThisMachine)) {
            process.environment().putIfAbsent("SPARK_LOCAL_IP", LOOPBACK);
        }
        return process;
    }

    private static boolean isOnThisMachine(String master) {
        return master.matches("local(\\[.*])?|spark://(127\\.0\\.0\\.1|localhost):.*");
    }

    /**
     * Where classes are.
     *
     * @param application what workers have to be given
     * @param spark what they have
     */
    private record ClassPath(String application, String spark) {}

    /** The module's classes and all that they need, in the checkout that this class or this process lies in. */
    private static ClassPath classPath() {
        Path target = Stream.of(here(), Optional.of(Path.of("").toAbsolutePath()))
                .flatMap(Optional::stream)
                .flatMap(ClusterProcess::upwards)
                .map(folder -> folder.resolve("stress").resolve("spark").resolve("target"))
                .filter(folder -> Files.isRegularFile(folder.resolve("spark.classpath")))
                .findFirst()
                .orElseThrow(() -> CommandException.failed("--master needs Vorlauf's Spark module, which is not built:"
                        + " mvn -q -DskipTests package, in a checkout"));
        try {
            return new ClassPath(
                    target.resolve("classes")
                            + SEPARATOR
                            + Files.readString(target.resolve("application.classpath"))
                                    .strip(),
                    Files.readString(target.resolve("spark.classpath")).strip());
        } catch (IOException e) {
            throw CommandException.failed(target + ": the Spark module is not built to its end");
        }
    }

    private static Optional<Path> here() {
        try {
            return Optional.of(Path.of(ClusterProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Stream<Path> upwards(Path from) {
        return Stream.iterate(from, folder -> folder != null, Path::getParent);
    }
}
