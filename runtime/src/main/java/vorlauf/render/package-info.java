@NullMarked
package vorlauf.render;

import org.jspecify.annotations.NullMarked;
