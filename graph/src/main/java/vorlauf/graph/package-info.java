@NullMarked
package vorlauf.graph;

import org.jspecify.annotations.NullMarked;
