package vorlauf.stress;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program in a process of its own, with a log file and an end; a Java program has this build's class path.
 *
 * <p>Whatever happens, a time limit, an interrupt, a Ctrl-C, the process and all that it started are ended, by their
 * handles.
 */
public final class ForkedProgram {
    /** How a program ended: by itself with an exit code, or cut off at the limit. */
    public record Ending(boolean inTime, int exitCode) {}

    private final List<String> command;
    private final Path folder;
    private final Path log;

    /**
     * A Java program that is not started yet.
     *
     * @param javaArguments what follows the class path: options, the main class and its arguments
     * @param folder the working folder; it exists
     * @param log takes standard output and standard error
     */
    ForkedProgram(List<String> javaArguments, Path folder, Path log) {
        this(folder, log, javaCommand(absoluteClassPath(), javaArguments));
    }

    /** The same with a class path of its own. */
    ForkedProgram(String classPath, List<String> javaArguments, Path folder, Path log) {
        this(folder, log, javaCommand(classPath, javaArguments));
    }

    /** Any program that is not started yet, named with its arguments. */
    public ForkedProgram(Path folder, Path log, List<String> command) {
        this.command = List.copyOf(command);
        this.folder = folder;
        this.log = log;
    }

    /** The command that starts a Java program with this build's class path. */
    public static List<String> javaCommand(List<String> javaArguments) {
        return javaCommand(absoluteClassPath(), javaArguments);
    }

    private static List<String> javaCommand(String classPath, List<String> javaArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(classPath);
        command.addAll(javaArguments);
        return command;
    }

    /**
     * Runs the program to its end.
     *
     * @param limit after this long it is ended
     * @param onLine sees each line of output on a thread of its own
     */
    public Ending run(Duration limit, Consumer<String> onLine) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        Thread onExit = new Thread(() -> end(process), "vorlauf-stress-end");
        Runtime.getRuntime().addShutdownHook(onExit);
        try {
            process.getOutputStream().close();
            Thread copier =
                    Thread.ofPlatform().daemon().name("vorlauf-stress-log").start(() -> copy(process, onLine));
            boolean inTime = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (inTime) {
                copier.join(Duration.ofSeconds(10)); // to end a process closes its output, read or not
            }
            end(process);
            copier.join(Duration.ofSeconds(10));
            return new Ending(inTime, inTime ? process.exitValue() : -1);
        } finally {
            end(process);
            removeHook(onExit);
        }
    }

    /**
     * The output of a Java program that measures; errors: {@link IOException} with one line where it does not end well in time.
     *
     * @param what it measures, for that line
     */
    static List<String> lines(String what, List<String> javaArguments, Path log, Duration limit)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        Path folder = Files.createDirectories(log.toAbsolutePath().getParent());
        Ending ending = new ForkedProgram(javaArguments, folder, log).run(limit, lines::add);
        if (!ending.inTime() || ending.exitCode() != 0) {
            throw new IOException("the measurement of " + what + " did not come to its end; its log is " + log);
        }
        return lines;
    }

    private void copy(Process process, Consumer<String> onLine) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter copy = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.write(line);
                copy.newLine();
                onLine.accept(line);
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException("cannot write " + log, e);
            }
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the machine is going down, and the hook does the same
        }
    }

    /** The child has another working folder, so relative entries would lead astray. */
    static String absoluteClassPath() {
        String separator = System.getProperty("path.separator");
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.util.regex.Pattern.quote(separator), -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(separator, entries);
    }
}
