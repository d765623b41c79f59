/** A browser that tests drive. */
@NullMarked
package vorlauf.chromium;

import org.jspecify.annotations.NullMarked;
