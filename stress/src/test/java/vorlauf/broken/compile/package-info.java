/** Offends the rules of the architecture on purpose: the tests of the rules need something to catch. */
@NullMarked
package vorlauf.broken.compile;

import org.jspecify.annotations.NullMarked;
