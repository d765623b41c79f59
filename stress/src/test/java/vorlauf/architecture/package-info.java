/** The rules of the architecture: what may use what, each with a broken twin below {@code vorlauf.broken}. */
@NullMarked
package vorlauf.architecture;

import org.jspecify.annotations.NullMarked;
