/** Checks as they are asked for in a notebook, and what their verdicts look like there. */
@NullMarked
package vorlauf.check.desk;

import org.jspecify.annotations.NullMarked;
