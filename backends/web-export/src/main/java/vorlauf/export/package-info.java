/** {@code vorlauf export}: records what a patch plays as a score and writes a page that renders it in the browser. */
@NullMarked
package vorlauf.export;

import org.jspecify.annotations.NullMarked;
