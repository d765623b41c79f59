/** A consumer that writes the frames of the ring to a WAV file. */
@NullMarked
package vorlauf.backend.wav;

import org.jspecify.annotations.NullMarked;
