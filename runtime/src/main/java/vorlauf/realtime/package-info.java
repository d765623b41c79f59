/**
 * What keeps real-time code on time: the priority of its thread, and a scan of its bytecode for what must not be there.
 *
 * <p>{@link vorlauf.realtime.RealTimeScan} follows every call from a real-time method and names each allocation, lock, wait,
 * input or output that it could reach, as a compiler would.
 */
@NullMarked
package vorlauf.realtime;

import org.jspecify.annotations.NullMarked;
