@NullMarked
package vorlauf.plan;

import org.jspecify.annotations.NullMarked;
