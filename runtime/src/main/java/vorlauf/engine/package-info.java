@NullMarked
package vorlauf.engine;

import org.jspecify.annotations.NullMarked;
