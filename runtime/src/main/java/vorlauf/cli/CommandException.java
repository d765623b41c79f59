package vorlauf.cli;

/** A command that cannot go on: lines for the user, and the exit code. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String lines) {
        super(lines);
        this.exitCode = exitCode;
    }

    /** Wrong usage: exit code 2. */
    public static CommandException usage(String line) {
        return new CommandException(ExitCode.USAGE, line);
    }

    /** A file that cannot be written or read: exit code 3. */
    public static CommandException failed(String line) {
        return new CommandException(ExitCode.FAILED, line);
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }
}
