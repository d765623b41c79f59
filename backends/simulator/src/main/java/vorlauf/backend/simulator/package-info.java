/** A device without hardware, in real time and in virtual time. */
@NullMarked
package vorlauf.backend.simulator;

import org.jspecify.annotations.NullMarked;
