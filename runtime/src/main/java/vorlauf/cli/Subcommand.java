package vorlauf.cli;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code vorlauf}: a class with picocli's annotations whose call does the work and returns the exit
 * code.
 *
 * <p>The command line finds subcommands by {@link java.util.ServiceLoader}, so that each module brings its own. Exit
 * codes: 0
 * done, 1 the check or the patch has findings, 2 wrong usage, 3 a device or file failed.
 *
 * <p>Threads: the main thread.
 */
public interface Subcommand extends Callable<Integer> {}
