/**
 * The deadline simulator: what a ring of some size does under some cost, stalls and clocks, in integer nanoseconds.
 *
 * <p>Everything is a function of the scenario and its seed: no clock is read, and each source of randomness has a stream of
 * its own, so that one more of them shifts none of the others.
 */
@NullMarked
package vorlauf.simulate;

import org.jspecify.annotations.NullMarked;
