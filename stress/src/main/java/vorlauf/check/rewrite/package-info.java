/** Rewriting of class files, so that what they do to memory is done by the model. */
@NullMarked
package vorlauf.check.rewrite;

import org.jspecify.annotations.NullMarked;
