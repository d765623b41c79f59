/** Saved notebooks: run without Jupyter, written with their outputs the same way each time, compared; and the command for it. */
@NullMarked
package vorlauf.notebooks.saved;

import org.jspecify.annotations.NullMarked;
