/** Offends the rules of the architecture on purpose: the tests of the rules need something to catch. */
@NullMarked
package vorlauf.broken.engine;

import org.jspecify.annotations.NullMarked;
