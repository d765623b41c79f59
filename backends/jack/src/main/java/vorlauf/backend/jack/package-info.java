/** A JACK server as a consumer that pulls, by the foreign function interface. */
@NullMarked
package vorlauf.backend.jack;

import org.jspecify.annotations.NullMarked;
