/**
 * Pictures of graphs and of sound: a graph as SVG, a rendered signal and a run's ring fill as PNG.
 *
 * <p>The public types are neutral records that go in and text or bytes that come out, so that the command line and
 * the notebooks share them:
 *
 * <ul>
 *   <li>{@link vorlauf.drawing.GraphPicture}: nodes, edges and groups; {@code svg()} draws them.
 *   <li>{@link vorlauf.drawing.Charts}: waveform, spectrogram and ring fill, each alone or stacked in one picture.
 *   <li>{@link vorlauf.drawing.Tabular}: results in rows, for what shows tables.
 * </ul>
 *
 * <p>The layout library (ELK) and the chart library (JFreeChart) are used here and nowhere else. Equal input gives
 * equal bytes: nothing here reads a clock, a random number or the order of a hash table.
 *
 * <p>Threads: control side only. Everything here allocates freely; nothing here may be called by a producer or a
 * platform thread.
 */
@NullMarked
package vorlauf.drawing;

import org.jspecify.annotations.NullMarked;
