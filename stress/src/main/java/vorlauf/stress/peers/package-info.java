/**
 * The same work done by others: each workload is written for every installed sound engine and in C by hand, rendered in the
 * same run, compared sample by sample with a formula in double precision, and timed in rounds that take turns.
 *
 * <p>{@code ./vorlauf bench workloads} and {@code ./vorlauf bench --peers} start it.
 */
@NullMarked
package vorlauf.stress.peers;

import org.jspecify.annotations.NullMarked;
