@NullMarked
package vorlauf.control;

import org.jspecify.annotations.NullMarked;
