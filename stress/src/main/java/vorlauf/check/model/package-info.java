/**
 * The memory model and the scheduler of the model checker.
 *
 * <p>Rewritten classes call {@link vorlauf.check.model.Hooks} instead of touching memory. {@link Execution} runs the threads
 * of a {@link Scenario} one at a time, {@link Memory} decides what a load may see, and {@link ModelChecker} repeats that for
 * every decision there is.
 */
@NullMarked
package vorlauf.check.model;

import org.jspecify.annotations.NullMarked;
