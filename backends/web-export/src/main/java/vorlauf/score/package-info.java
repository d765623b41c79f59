/**
 * Plans written down: which plan is in force when, and which values its controls have, in a binary form that a JVM writes and
 * that a JVM or a browser plays.
 *
 * <p>Everything here is also compiled to WebAssembly, so it uses only what that compiler knows.
 */
@NullMarked
package vorlauf.score;

import org.jspecify.annotations.NullMarked;
