/** The experimenter's desk: notebooks beside this folder, evaluated cell by cell in every build. */
@NullMarked
package vorlauf.notebooks;

import org.jspecify.annotations.NullMarked;
