/** What {@code verify-ring} checks of a ring of frames, and in which scenarios. */
@NullMarked
package vorlauf.check.ring;

import org.jspecify.annotations.NullMarked;
