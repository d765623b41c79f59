package vorlauf.notebooks.saved;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.notebooks.kernel.KernelMain;

/**
 * What Jupyter reads to start the kernel: a folder with {@code kernel.json}, beside a file with the JVM's arguments, which are
 * those of this JVM.
 */
final class KernelSpec {
    static final String NAME = "vorlauf";
    private static final long MOST_REHEARSAL_SECONDS = 120;

    private KernelSpec() {}

    /** Writes the specification below {@code jupyter/kernels}; the kernel is this JVM's program with this JVM's options. */
    static void write(Path jupyter) throws IOException {
        Path arguments = jupyter.resolve("kernel.args");
        Path archive = jupyter.resolve("kernel.jsa");
        List<String> options = options();
        String before = Files.exists(arguments) ? Files.readString(arguments) : "";
        String text = argumentFile(options, archive);
        Files.createDirectories(jupyter);
        if (!before.equals(text) || !Files.exists(archive)) {
            Files.writeString(arguments, text);
            rehearse(options, archive);
        }
        List<String> command = new ArrayList<>(command(jupyter));
        command.add("{connection_file}");
        write(jupyter.resolve("kernels").resolve(NAME), command);
    }

    /** What starts the kernel of a specification that has been written; a connection file comes after it. */
    static List<String> command(Path jupyter) {
        return List.of(java(), "@" + jupyter.resolve("kernel.args"));
    }

    /** Writes a specification into a folder. */
    static void write(Path folder, List<String> command) throws IOException {
        Map<String, Object> specification = new LinkedHashMap<>();
        specification.put("argv", command);
        specification.put("display_name", "Vorlauf (Java)");
        specification.put("language", "java");
        specification.put("interrupt_mode", "message");
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("kernel.json"),
                new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(specification) + "\n");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** This JVM's options: collector, modules, native access; not what is its own alone. */
    private static List<String> options() {
        List<String> options = new ArrayList<>();
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!option.startsWith("-XX:SharedArchiveFile") && !option.startsWith("-Dvorlauf.root=")) {
                options.add(option);
            }
        }
        return options;
    }

    private static String argumentFile(List<String> options, Path archive) {
        StringBuilder text = new StringBuilder();
        options.forEach(option -> text.append(quoted(option)).append('\n'));
        text.append(quoted("-XX:SharedArchiveFile=" + archive)).append('\n');
        text.append("-cp\n")
                .append(quoted(System.getProperty("java.class.path", "")))
                .append('\n');
        return text.append(KernelMain.class.getName()).append('\n').toString();
    }

    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** An archive of the classes that a start loads; without it a start takes longer, nothing else. */
    private static void rehearse(List<String> options, Path archive) throws IOException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of(
                "-XX:ArchiveClassesAtExit=" + archive,
                "-cp",
                System.getProperty("java.class.path", ""),
                KernelMain.class.getName(),
                KernelMain.REHEARSE));
        Files.deleteIfExists(archive);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            boolean ended = process.waitFor(MOST_REHEARSAL_SECONDS, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                Files.deleteIfExists(archive);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
