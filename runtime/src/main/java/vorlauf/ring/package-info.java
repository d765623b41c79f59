/**
 * The rings between two threads: frames from the producer to the device, records from real-time code to the control
 * thread.
 *
 * <p>Each ring has exactly one writing thread and one reading thread. Neither ever waits for the other: what does not
 * fit is refused, what is not there is not given, and the return value says so.
 *
 * <ul>
 *   <li>{@link vorlauf.ring.FrameRing} is the contract, so that any ring can be put in its place and verified;
 *   <li>{@link vorlauf.ring.SpscFrameRing} is the ring that the engine uses; the memory order is argued there;
 *   <li>{@link vorlauf.ring.RecordRing} carries telemetry: when it is full, a record is dropped and counted.
 * </ul>
 */
@NullMarked
package vorlauf.ring;

import org.jspecify.annotations.NullMarked;
