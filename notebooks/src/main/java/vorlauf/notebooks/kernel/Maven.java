package vorlauf.notebooks.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import vorlauf.notebooks.kernel.JavaSession.CellFailure;

/**
 * Libraries by their Maven coordinates, with what they need: asks the program {@code mvn}, so that the user's settings, mirrors
 * and passwords hold.
 *
 * <p>Threads: any; an interrupt ends it.
 */
final class Maven {
    private static final Pattern COORDINATES = Pattern.compile("[\\w.-]+:[\\w.-]+(:[\\w.-]+)?:[\\w.-]+");
    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath";
    private static final long MOST_MINUTES = 10;

    private Maven() {}

    /** The jars of some libraries and of all that they need at run time. */
    static List<Path> resolve(List<String> coordinates) throws CellFailure {
        StringBuilder dependencies = new StringBuilder();
        for (String library : coordinates) {
            if (!COORDINATES.matcher(library).matches()) {
                throw Magics.failure("'" + library + "' is not GROUP:ARTIFACT:VERSION");
            }
            dependencies.append(dependency(library.split(":")));
        }
        Path folder = null;
        try {
            folder = Files.createTempDirectory("vorlauf-maven");
            Path pom = Files.writeString(folder.resolve("pom.xml"), """
                    <project>
                      <modelVersion>4.0.0</modelVersion>
                      <groupId>notebook</groupId>
                      <artifactId>notebook</artifactId>
                      <version>1</version>
                      <dependencies>%s</dependencies>
                    </project>
                    """.formatted(dependencies));
            Path answer = folder.resolve("classpath.txt");
            Path log = folder.resolve("log.txt");
            run(pom, answer, log, coordinates);
            List<Path> jars = new ArrayList<>();
            for (String jar : Files.readString(answer).strip().split(File.pathSeparator, -1)) {
                jars.add(Path.of(jar));
            }
            return jars;
        } catch (IOException e) {
            throw Magics.failure("%maven cannot write to the folder of temporary files: " + e.getMessage());
        } finally {
            delete(folder);
        }
    }

    private static String dependency(String[] words) {
        return "<dependency><groupId>" + words[0] + "</groupId><artifactId>" + words[1] + "</artifactId>"
                + (words.length == 4 ? "<classifier>" + words[2] + "</classifier>" : "")
                + "<version>" + words[words.length - 1] + "</version></dependency>";
    }

    private static void run(Path pom, Path answer, Path log, List<String> coordinates) throws CellFailure, IOException {
        Process maven;
        try {
            maven = new ProcessBuilder(
                            "mvn",
                            "-B",
                            "-q",
                            "-f",
                            pom.toString(),
                            PLUGIN,
                            "-Dmdep.outputFile=" + answer,
                            "-Dmdep.includeScope=runtime")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException missing) {
            throw Magics.failure("%maven needs the program mvn on the PATH: install Maven, or use %jars with files");
        }
        try {
            boolean ended = maven.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                throw Magics.failure("mvn did not end within " + MOST_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            throw Magics.failure("%maven was interrupted");
        } finally {
            maven.descendants().forEach(ProcessHandle::destroy);
            maven.destroy();
        }
        if (maven.exitValue() != 0 || !Files.exists(answer)) {
            throw Magics.failure(reason(Files.readString(log, StandardCharsets.UTF_8), coordinates));
        }
    }

    /** One line for what Maven says in many. */
    private static String reason(String log, List<String> coordinates) {
        String libraries = String.join(" ", coordinates);
        String all = log.toLowerCase(Locale.ROOT);
        if (all.contains("unknown host")
                || all.contains("unknownhost")
                || all.contains("connect timed out")
                || all.contains("connection refused")
                || all.contains("network is unreachable")
                || all.contains("in offline mode")) {
            return "%maven " + libraries
                    + ": this machine is offline, or Maven's settings keep it so, and the library is "
                    + "not in the local repository yet";
        }
        String said = log.lines()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .filter(line -> line.startsWith("[ERROR] ") && line.length() > 12)
                .findFirst()
                .map(line -> line.substring(8).replaceAll(" -> \\[Help.*", "").replaceFirst(".*on project \\S+: ", ""))
                .orElse("Maven failed without a message");
        return "%maven " + libraries + ": " + said;
    }

    private static void delete(@org.jspecify.annotations.Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException left) {
            // temporary files; the system clears them
        }
    }
}
