/**
 * Sweeps: a scenario with arrays in it is a grid of scenarios, each simulated with several seeds.
 *
 * <p>{@link vorlauf.sweep.Sweep} is the way in for programs and notebooks, {@code vorlauf sweep} for the command line:
 *
 * <pre>{@code
 * Sweep sweep = Sweep.read(Path.of("sweep.json"));
 * Results results = sweep.run(Path.of("sweep.out"));
 * byte[] map = results.probabilityMap("ringPeriods", "renderCost_nanos");
 * }</pre>
 *
 * <p>A file becomes a {@link vorlauf.sweep.SweepPlan plan}, the plan rounds of {@link vorlauf.sweep.Slice slices}, each slice a
 * part of the results. What is in a slice depends on the file and on results alone, so a sweep that was interrupted, and one on
 * other machines, comes to the same rows.
 */
@NullMarked
package vorlauf.sweep;

import org.jspecify.annotations.NullMarked;
