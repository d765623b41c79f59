/**
 * Benchmarks under JMH: they compare in one run, on one machine; a figure by itself says little.
 *
 * <p>{@code ./vorlauf bench ring} and {@code ./vorlauf bench workloads} start them. They are never timed tests.
 */
@NullMarked
package vorlauf.stress.bench;

import org.jspecify.annotations.NullMarked;
