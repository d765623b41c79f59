/** Evaluates the notebooks. */
@NullMarked
package vorlauf.notebooks;

import org.jspecify.annotations.NullMarked;
