/**
 * The rings under jcstress: two real threads, the real compiler, the real memory system.
 *
 * <p>Each class is one situation that must never go wrong; {@link vorlauf.stress.twins} holds the same situations with
 * a broken ring, and there the run must find the fault. x86 keeps stores in order, so a missing release does not show
 * here: the model checker is for that.
 */
@NullMarked
package vorlauf.stress.ring;

import org.jspecify.annotations.NullMarked;
