package vorlauf.cli;

import java.io.IOException;
import java.util.List;
import vorlauf.compile.GraphException;
import vorlauf.compile.Problem;
import vorlauf.engine.BackendException;
import vorlauf.engine.RenderException;
import vorlauf.files.AudioFileException;

/**
 * What the user reads when something fails, and the exit code; never a stack trace.
 *
 * @param exitCode as {@link ExitCode}
 * @param lines at least one
 */
record Failures(int exitCode, List<String> lines) {
    /** The failure that an exception is. */
    static Failures of(Throwable thrown) {
        return switch (thrown) {
            case CommandException command -> new Failures(command.exitCode(), lines(command));
            case PatchException patch ->
                new Failures(patch.unreadable() ? ExitCode.USAGE : ExitCode.FINDINGS, lines(patch));
            case GraphException graph -> new Failures(exitCode(graph), problems(graph));
            case RenderException render -> new Failures(ExitCode.FINDINGS, lines(render));
            case BackendException device -> new Failures(ExitCode.FAILED, lines(device));
            case AudioFileException file -> new Failures(ExitCode.FAILED, lines(file));
            case IOException file -> new Failures(ExitCode.FAILED, List.of(oneLine(file.toString())));
            case InterruptedException _ -> new Failures(ExitCode.FAILED, List.of("interrupted"));
            case OutOfMemoryError memory ->
                new Failures(
                        ExitCode.FAILED,
                        List.of("out of memory (" + memory.getMessage()
                                + "): render less at once, or give the JVM more, VORLAUF_JAVA_OPTS=-Xmx8g"));
            case StackOverflowError overflow ->
                new Failures(ExitCode.FINDINGS, List.of("the graph nests too deep: " + where(overflow)));
            default ->
                new Failures(
                        ExitCode.FAILED,
                        List.of("a mistake in vorlauf itself, please report it: " + oneLine(thrown.toString()) + " at "
                                + where(thrown)));
        };
    }

    private static int exitCode(GraphException graph) {
        return graph.problems().stream().allMatch(Problem::isFile) ? ExitCode.FAILED : ExitCode.FINDINGS;
    }

    private static List<String> problems(GraphException graph) {
        return graph.problems().stream()
                .map(problem -> oneLine(problem.toString()))
                .toList();
    }

    private static List<String> lines(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null
                ? List.of(thrown.getClass().getSimpleName())
                : message.lines().toList();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String where(Throwable thrown) {
        return thrown.getStackTrace().length == 0 ? "an unknown place" : thrown.getStackTrace()[0].toString();
    }
}
