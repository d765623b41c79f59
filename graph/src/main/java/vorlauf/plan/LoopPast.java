package vorlauf.plan;

import vorlauf.dsp.DelayLine;
import vorlauf.dsp.RealTime;

/**
 * The past of a loop in a straight line: what taps read and what is written are whole blocks without an end between them.
 * Where there is no more room behind it, the past goes to the beginning.
 *
 * <p>Threads: made on the control thread; the rest producer.
 */
@RealTime
final class LoopPast {
    /** Frames that are written between two moves at least: more would leave the second-level cache. */
    private static final int ROOM = 1024;

    final float[] samples;

    /** Where the sample of the next frame goes. */
    int at;

    private final int kept;

    /** Where to begin, so that loops which begin together do not move their pasts in one block. */
    private final int beginning;

    /**
     * @param kept frames before the next one that it has to have at any time
     * @param number of the loop among others
     */
    LoopPast(int kept, int blockFrames, int number) {
        this.kept = kept;
        int room = Math.max(ROOM, blockFrames);
        samples = new float[kept + room];
        beginning = kept + (int) ((long) number * blockFrames % room);
    }

    /** Takes the samples that a line has before a position. */
    void take(float[] line, long position, int frames) {
        at = beginning;
        DelayLine.read(line, position, frames, samples, at - frames, at);
    }

    /** Gives a line its last samples before a position. */
    void give(float[] line, long position, int frames) {
        DelayLine.append(line, position - frames, samples, at - frames, at);
    }

    /** Makes room for more frames. */
    void extend(int frames) {
        if (at + frames > samples.length) {
            System.arraycopy(samples, at - kept, samples, 0, kept);
            at = kept;
        }
    }
}
