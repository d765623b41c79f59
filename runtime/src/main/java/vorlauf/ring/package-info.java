/** The ring of frames between the producer and a consumer. */
@NullMarked
package vorlauf.ring;

import org.jspecify.annotations.NullMarked;
