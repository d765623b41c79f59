package vorlauf.render;

import vorlauf.dsp.RealTime;
import vorlauf.engine.FrameSink;
import vorlauf.ring.FrameRing;

/**
 * The input device's end of the input's ring: takes what was recorded, drops and counts what finds no room.
 *
 * <p>Threads: {@link #push} the input device's thread, one at a time; the others any.
 */
public final class InputRing implements FrameSink {
    private final FrameRing ring;
    private final Clock clock;
    private final Count pushedFrames = new Count(0);
    private final Count pushNanos = new Count(0);
    private final Count overrunFrames = new Count(0);

    /** The writing end of {@code ring}. */
    public InputRing(FrameRing ring, Clock clock) {
        this.ring = ring;
        this.clock = clock;
    }

    @Override
    @RealTime(RealTime.Thread.PLATFORM)
    public int channels() {
        return ring.channels();
    }

    @Override
    @RealTime(RealTime.Thread.PLATFORM)
    public int push(float[] interleaved, int offsetFrames, int frameCount) {
        int taken = frameCount;
        if (!ring.write(interleaved, offsetFrames, frameCount)) {
            // The oldest of them fit: what is lost is one gap.
            taken = Math.min(frameCount, ring.writableFrames());
            if (!ring.write(interleaved, offsetFrames, taken)) {
                taken = 0;
            }
            overrunFrames.add(frameCount - taken);
        }
        pushedFrames.add(taken);
        pushNanos.set(clock.nanoTime());
        return taken;
    }

    /** Frames that went into the ring. */
    @RealTime
    public long pushedFrames() {
        return pushedFrames.get();
    }

    /** When frames came last, 0 before the first. */
    @RealTime
    public long pushNanos() {
        return pushNanos.get();
    }

    /** Frames for which there was no room. */
    public long overrunFrames() {
        return overrunFrames.get();
    }
}
