@NullMarked
package vorlauf.drawing;

import org.jspecify.annotations.NullMarked;
