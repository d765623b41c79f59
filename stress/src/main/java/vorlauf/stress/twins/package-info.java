/**
 * Broken twins: rings with one fault each, in situations of {@link vorlauf.stress.ring}.
 *
 * <p>A run passes here when jcstress finds the fault. A twin that survives means that the situations have become blind.
 */
@NullMarked
package vorlauf.stress.twins;

import org.jspecify.annotations.NullMarked;
