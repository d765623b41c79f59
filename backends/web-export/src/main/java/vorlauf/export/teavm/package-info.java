/** What the compiler of the page's player is told; it runs in Maven's JVM and is written in the language of Java 11. */
@NullMarked
package vorlauf.export.teavm;

import org.jspecify.annotations.NullMarked;
