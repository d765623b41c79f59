/**
 * How publishers reach the sound: their values go by {@link vorlauf.control.ControlMail} to the producer, their time is real
 * in a live engine and audio time in an offline render ({@link vorlauf.control.VirtualClock}).
 */
@NullMarked
package vorlauf.control;

import org.jspecify.annotations.NullMarked;
