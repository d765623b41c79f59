package vorlauf.cli;

/** What the program tells its caller by its exit code. */
final class ExitCode {
    /** All was done and all holds. */
    static final int DONE = 0;

    /** A check or a patch has findings. */
    static final int FINDINGS = 1;

    /** The command line is wrong. */
    static final int USAGE = 2;

    /** A device or a file failed. */
    static final int FAILED = 3;

    private ExitCode() {}
}
