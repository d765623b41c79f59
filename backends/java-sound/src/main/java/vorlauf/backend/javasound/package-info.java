/** A consumer that plays the frames of the ring through Java Sound. */
@NullMarked
package vorlauf.backend.javasound;

import org.jspecify.annotations.NullMarked;
