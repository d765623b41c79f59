/**
 * Renders ahead of the deadline: {@link vorlauf.render.BlockRenderer} makes a block and swaps plans,
 * {@link vorlauf.render.Producer} decides when, {@link vorlauf.render.RingConsumer} gives frames to the device.
 */
@NullMarked
package vorlauf.render;

import org.jspecify.annotations.NullMarked;
