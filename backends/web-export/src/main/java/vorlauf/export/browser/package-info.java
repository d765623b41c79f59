/** What a page calls: the player of scores with an edge that JavaScript can reach, compiled to WebAssembly by the build. */
@NullMarked
package vorlauf.export.browser;

import org.jspecify.annotations.NullMarked;
