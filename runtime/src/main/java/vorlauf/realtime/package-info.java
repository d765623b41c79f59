/** What the operating system is asked for so that the producer is on time. */
@NullMarked
package vorlauf.realtime;

import org.jspecify.annotations.NullMarked;
