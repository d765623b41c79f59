package vorlauf.plan;

import vorlauf.dsp.DelayLine;
import vorlauf.dsp.RealTime;

/**
 * The pasts of the loops of a bank, each in a straight line: what taps read and what is written are whole blocks without an end
 * between them. Where there is no more room behind it, a past goes to the beginning.
 *
 * <p>All is kept by loop, side by side: whoever renders loop after loop reads few lines of the cache for it.
 *
 * <p>Threads: made on the control thread; the rest producer.
 */
final class LoopPasts {
    /** Frames that are written between two moves at least: more would leave the second-level cache. */
    private static final int ROOM = 1024;

    /** Empty where a loop has no past, ever. */
    final float[][] samples;

    /** Where the sample of the next frame goes. */
    final int[] at;

    /** Frames before the next one that taps read: no others are moved. */
    final int[] read;

    /** Frames that were rendered since the past was taken, and not given. */
    final long[] missing;

    /** Where there is no more room. */
    private final int[] ends;

    /** Frames that a line has of it at most: where it goes from the end. */
    private final int[] kept;

    /** Where to begin, so that loops which begin together do not move their pasts in one block. */
    private final int[] beginnings;

    /** Where the past begins that stands in front of the next frame, and where the one ends that stayed behind with the last move. */
    private final int[] fronts;

    private final int[] olds;

    private final boolean[] taken;

    LoopPasts(int loops) {
        samples = new float[loops][0];
        at = new int[loops];
        read = new int[loops];
        missing = new long[loops];
        ends = new int[loops];
        kept = new int[loops];
        beginnings = new int[loops];
        fronts = new int[loops];
        olds = new int[loops];
        taken = new boolean[loops];
    }

    /**
     * Makes room for the past of a loop. Threads: control.
     *
     * @param keptFrames frames before the next one that {@link #give} may be asked for
     * @param readFrames how many of them taps read
     */
    void open(int loop, int keptFrames, int readFrames, int blockFrames) {
        int room = Math.max(ROOM, keptFrames + blockFrames); // what stayed behind is overwritten when it is too old
        kept[loop] = keptFrames;
        read[loop] = readFrames;
        ends[loop] = keptFrames + room;
        beginnings[loop] = keptFrames + (int) ((long) loop * blockFrames % room);
        samples[loop] = new float[ends[loop]];
    }

    /** Whether there is room for the past of a loop. */
    @RealTime
    boolean has(int loop) {
        return samples[loop].length > 0;
    }

    /** Whether a loop has its past here, and its lines wait. */
    @RealTime
    boolean isTaken(int loop) {
        return taken[loop];
    }

    /** Whether all loops do. */
    @RealTime
    boolean areAllTaken() {
        boolean all = true;
        for (boolean one : taken) {
            all &= one;
        }
        return all;
    }

    /** Takes the samples that a line has before a position. */
    @RealTime
    void take(int loop, float[] line, long position) {
        at[loop] = beginnings[loop];
        fronts[loop] = at[loop] - read[loop];
        missing[loop] = 0;
        DelayLine.read(line, position, read[loop], samples[loop], fronts[loop], at[loop]);
        taken[loop] = true;
    }

    /** Gives a line its last samples before a position, no more than were rendered since they were taken. */
    @RealTime
    void give(int loop, float[] line, long position) {
        int frames = (int) Math.min(missing[loop], line.length);
        int here = Math.min(frames, at[loop] - fronts[loop]);
        DelayLine.append(line, position - frames, samples[loop], olds[loop] - (frames - here), olds[loop]);
        DelayLine.append(line, position - here, samples[loop], at[loop] - here, at[loop]);
    }

    /** Says that the lines have what they lacked. */
    @RealTime
    void drop(int loop) {
        taken[loop] = false;
    }

    /** Goes on with a past of others that has as much room, and gives them its own room for it. */
    @RealTime
    void goOn(int loop, LoopPasts others, int other) {
        if (!others.taken[other]) {
            return;
        }
        float[] room = samples[loop];
        samples[loop] = others.samples[other];
        others.samples[other] = room;
        at[loop] = others.at[other];
        missing[loop] = others.missing[other];
        fronts[loop] = others.fronts[other];
        olds[loop] = others.olds[other];
        taken[loop] = true;
        others.drop(other);
    }

    /** Makes room for more frames. */
    @RealTime
    void extend(int loop, int frames) {
        if (at[loop] + frames > ends[loop]) {
            olds[loop] = at[loop] - read[loop];
            fronts[loop] = kept[loop] - read[loop];
            System.arraycopy(samples[loop], olds[loop], samples[loop], fronts[loop], read[loop]);
            at[loop] = kept[loop];
        }
    }

    /** Makes room for more frames of all loops. */
    @RealTime
    void extend(int frames) {
        for (int loop = 0; loop < at.length; loop++) {
            extend(loop, frames);
        }
    }

    /** Says that frames of all loops were rendered. */
    @RealTime
    void passed(int frames) {
        for (int loop = 0; loop < at.length; loop++) {
            passed(loop, frames);
        }
    }

    /** Says that frames of a loop were rendered. */
    @RealTime
    void passed(int loop, int frames) {
        at[loop] += frames;
        missing[loop] += frames;
    }
}
