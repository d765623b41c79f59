package vorlauf.stress.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vorlauf.stress.ForkedProgram;

/** Programs of this machine: whether they are there, and what a run of one costs. Threads: any. */
final class Tool {
    /** What Bash prints after a run. */
    private static final String MARK = "cpu-seconds";

    private static final int SHOWN_CHARACTERS = 200;

    private Tool() {}

    /** Where a program of this name is on the search path; null where it is not. */
    static @Nullable Path find(String name) {
        String path = System.getenv("PATH");
        for (String folder : (path == null ? "" : path).split(java.io.File.pathSeparator, -1)) {
            Path file = Path.of(folder, name);
            if (!folder.isEmpty() && Files.isExecutable(file) && Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }

    /** One line for programs of which any is missing, or null: {@code "csound is not installed: Debian package csound"}. */
    static @Nullable String missing(String debianPackage, String... programs) {
        for (String program : programs) {
            if (find(program) == null) {
                return program + " is not installed; the Debian package " + debianPackage + " brings it";
            }
        }
        return null;
    }

    /**
     * Runs a program to its end; returns its CPU time in nanoseconds, that of its threads and children included, as Bash
     * gives it: in milliseconds.
     *
     * <p>Errors: {@link PeerException} where it fails or takes longer than the limit.
     */
    static double cpuNanos(Path folder, Duration limit, List<String> command)
            throws IOException, InterruptedException, PeerException {
        List<String> timed =
                new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='" + MARK + " %3U %3S'; time \"$@\" 2>&1", "bash"));
        timed.addAll(command);
        for (String line : run(folder, limit, timed)) {
            if (line.contains(MARK)) { // the program may have left its last line open
                String[] words = line.substring(line.indexOf(MARK)).split(" ", -1);
                return (Double.parseDouble(words[1]) + Double.parseDouble(words[2])) * 1e9;
            }
        }
        throw new PeerException(command.getFirst() + ": Bash has not said what it took");
    }

    /**
     * Runs a program to its end; returns the lines that it has printed.
     *
     * <p>Errors: {@link PeerException} where it fails or takes longer than the limit.
     */
    static List<String> run(Path folder, Duration limit, List<String> command)
            throws IOException, InterruptedException, PeerException {
        Path log = folder.resolve("log.txt");
        List<String> lines = new ArrayList<>();
        ForkedProgram.Ending ending = new ForkedProgram(folder, log, command).run(limit, lines::add);
        if (!ending.inTime()) {
            throw new PeerException(
                    String.format(Locale.ROOT, "not done after %d s; its log is %s", limit.toSeconds(), log));
        }
        if (ending.exitCode() != 0) {
            String last = lines.isEmpty() ? "" : ": " + lines.getLast().strip();
            throw new PeerException("exit code " + ending.exitCode()
                    + (last.length() > SHOWN_CHARACTERS ? last.substring(0, SHOWN_CHARACTERS) : last) + "; its log is "
                    + log);
        }
        return lines;
    }
}
