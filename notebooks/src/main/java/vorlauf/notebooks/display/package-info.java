/**
 * What a notebook shows of a value: renderers found by {@link java.util.ServiceLoader}, and displays that change after
 * their cell has ended. Nothing here knows a kernel.
 */
@NullMarked
package vorlauf.notebooks.display;

import org.jspecify.annotations.NullMarked;
