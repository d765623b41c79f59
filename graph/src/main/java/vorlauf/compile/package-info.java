@NullMarked
package vorlauf.compile;

import org.jspecify.annotations.NullMarked;
