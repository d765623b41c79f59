/**
 * How often a ring will run empty here: what a patch costs on this machine is measured, what is rare is extrapolated, and a
 * size is advised.
 *
 * <p>{@code Witnessed} records a live run; {@code Measurement} takes it apart into the cost of blocks, the lateness of
 * wake-ups and of the device, and pauses of the JVM; {@code Tail} continues each beyond what was seen; {@code RingChain} is
 * the stream as a Markov chain, which {@code Splitting} drives into its rare states; {@code Prediction} puts intervals around
 * what comes out.
 */
@NullMarked
package vorlauf.predict;

import org.jspecify.annotations.NullMarked;
