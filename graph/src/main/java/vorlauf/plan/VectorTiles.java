package vorlauf.plan;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns four buffers, each along time, into a tile that has the four samples of a frame beside each other, and back.
 *
 * <p>Four frames at a time are transposed in registers: pairs change places, then neighbours. The tile is kept in the
 * first-level cache, since a filter that did all in one loop would be more than C2 inlines.
 */
final class VectorTiles {
    /** Voices of a tile, and frames that are turned at a time. */
    static final int VOICES = 4;

    /** Most frames of a tile. */
    static final int FRAMES = 64;

    static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

    private static final VectorShuffle<Float> PAIRS = VectorShuffle.fromValues(FOUR, 2, 3, 0, 1);
    private static final VectorShuffle<Float> NEIGHBOURS = VectorShuffle.fromValues(FOUR, 1, 0, 3, 2);
    private static final VectorMask<Float> UPPER = VectorMask.fromValues(FOUR, false, false, true, true);
    private static final VectorMask<Float> ODD = VectorMask.fromValues(FOUR, false, true, false, true);

    private VectorTiles() {}

    /** Reads frames {@code from} to {@code to}, a multiple of four, of four buffers. */
    static void read(float[] a, float[] b, float[] c, float[] d, float[] tile, int from, int to) {
        for (int i = from, at = 0; i < to; i += VOICES, at += VOICES * VOICES) {
            FloatVector first = FloatVector.fromArray(FOUR, a, i);
            FloatVector second = FloatVector.fromArray(FOUR, b, i);
            FloatVector third = FloatVector.fromArray(FOUR, c, i);
            FloatVector fourth = FloatVector.fromArray(FOUR, d, i);
            FloatVector early = first.blend(third.rearrange(PAIRS), UPPER);
            FloatVector late = first.rearrange(PAIRS).blend(third, UPPER);
            FloatVector earlyBeside = second.blend(fourth.rearrange(PAIRS), UPPER);
            FloatVector lateBeside = second.rearrange(PAIRS).blend(fourth, UPPER);
            early.blend(earlyBeside.rearrange(NEIGHBOURS), ODD).intoArray(tile, at);
            early.rearrange(NEIGHBOURS).blend(earlyBeside, ODD).intoArray(tile, at + VOICES);
            late.blend(lateBeside.rearrange(NEIGHBOURS), ODD).intoArray(tile, at + 2 * VOICES);
            late.rearrange(NEIGHBOURS).blend(lateBeside, ODD).intoArray(tile, at + 3 * VOICES);
        }
    }

    /** Writes frames {@code from} to {@code to}, a multiple of four, of four buffers. */
    static void write(float[] tile, float[] a, float[] b, float[] c, float[] d, int from, int to) {
        for (int i = from, at = 0; i < to; i += VOICES, at += VOICES * VOICES) {
            FloatVector first = FloatVector.fromArray(FOUR, tile, at);
            FloatVector second = FloatVector.fromArray(FOUR, tile, at + VOICES);
            FloatVector third = FloatVector.fromArray(FOUR, tile, at + 2 * VOICES);
            FloatVector fourth = FloatVector.fromArray(FOUR, tile, at + 3 * VOICES);
            FloatVector early = first.blend(third.rearrange(PAIRS), UPPER);
            FloatVector late = first.rearrange(PAIRS).blend(third, UPPER);
            FloatVector earlyBeside = second.blend(fourth.rearrange(PAIRS), UPPER);
            FloatVector lateBeside = second.rearrange(PAIRS).blend(fourth, UPPER);
            early.blend(earlyBeside.rearrange(NEIGHBOURS), ODD).intoArray(a, i);
            early.rearrange(NEIGHBOURS).blend(earlyBeside, ODD).intoArray(b, i);
            late.blend(lateBeside.rearrange(NEIGHBOURS), ODD).intoArray(c, i);
            late.rearrange(NEIGHBOURS).blend(lateBeside, ODD).intoArray(d, i);
        }
    }
}
