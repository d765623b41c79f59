/** What pages with sound share: style, audio thread, sliders, scope and meters as files, and the sliders' ranges. */
@NullMarked
package vorlauf.page;

import org.jspecify.annotations.NullMarked;
