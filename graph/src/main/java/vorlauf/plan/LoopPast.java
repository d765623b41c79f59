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

    /** Frames that a line has of it at most. */
    private final int kept;

    /** Frames before the next one that taps read: no others are moved. */
    final int read;

    /** Where to begin, so that loops which begin together do not move their pasts in one block. */
    private final int beginning;

    /** Where the past begins that stands in front of the next frame, and where the one ends that stayed behind with the last move. */
    private int front;

    private int old;

    /**
     * @param kept frames before the next one that {@link #give} may be asked for
     * @param read how many of them taps read
     * @param number of the loop among others
     */
    LoopPast(int kept, int read, int blockFrames, int number) {
        this.kept = kept;
        this.read = read;
        int room = Math.max(ROOM, kept + blockFrames); // what stayed behind is overwritten when it is too old
        samples = new float[kept + room];
        beginning = kept + (int) ((long) number * blockFrames % room);
    }

    /** Takes the samples that a line has before a position. */
    void take(float[] line, long position) {
        at = beginning;
        front = at - read;
        DelayLine.read(line, position, read, samples, front, at);
    }

    /** Gives a line its last samples before a position, no more than were rendered since they were taken. */
    void give(float[] line, long position, int frames) {
        int here = Math.min(frames, at - front);
        DelayLine.append(line, position - frames, samples, old - (frames - here), old);
        DelayLine.append(line, position - here, samples, at - here, at);
    }

    /** Makes room for more frames. */
    void extend(int frames) {
        if (at + frames > samples.length) {
            old = at - read;
            front = kept - read;
            System.arraycopy(samples, old, samples, front, read);
            at = kept;
        }
    }
}
