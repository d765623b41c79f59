/**
 * Sweeps on Apache Spark: the driver cuts and writes, the workers simulate.
 *
 * <p>All that goes to a worker is a class of this module: what a notebook's cell defines does not exist there. Results are those of
 * a local sweep, as a slice is a function of its scenarios and seeds.
 */
@NullMarked
package vorlauf.spark;

import org.jspecify.annotations.NullMarked;
