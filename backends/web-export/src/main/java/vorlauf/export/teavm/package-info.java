/** What the compiler of the page's player is told; it runs in Maven's JVM and is written in the language of Java 11. */
package vorlauf.export.teavm;
