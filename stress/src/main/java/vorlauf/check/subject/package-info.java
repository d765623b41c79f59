/**
 * Scenarios of the engine's hand-offs, one class each.
 *
 * <p>They are loaded by the rewriting loader together with what they check, so that their own accesses of shared objects
 * count as well. Each has a public constructor with the number of a variant, 0 and up.
 */
@NullMarked
package vorlauf.check.subject;

import org.jspecify.annotations.NullMarked;
