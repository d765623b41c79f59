/** Plays in a web page that the backend serves itself, to any number of listeners. */
@NullMarked
package vorlauf.backend.browser;

import org.jspecify.annotations.NullMarked;
