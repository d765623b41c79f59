/** The command line: one program, a subcommand for each task. */
@NullMarked
package vorlauf.cli;

import org.jspecify.annotations.NullMarked;
