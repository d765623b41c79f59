/** The kernels: sample arithmetic in a fixed order, so that every machine renders the same bits. */
@NullMarked
package vorlauf.dsp;

import org.jspecify.annotations.NullMarked;
