/** Programs of a few accesses whose outcomes the literature knows. */
@NullMarked
package vorlauf.check.litmus;

import org.jspecify.annotations.NullMarked;
