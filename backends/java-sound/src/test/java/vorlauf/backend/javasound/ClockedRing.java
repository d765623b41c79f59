package vorlauf.backend.javasound;

import java.util.Arrays;
import vorlauf.engine.FrameSource;
import vorlauf.render.ManualClock;

/**
 * A ring and its producer in one: renders as the clock moves, at some multiple of the sample rate, up to a lead limit. Samples
 * say which frame they are; what is counted and what not can be seen.
 */
final class ClockedRing implements FrameSource {
    private final ManualClock clock;
    private final int leadFrames;
    private final double framesPerNano;
    private long lastNanos;
    private double fillFrames;
    private long positionFrames;
    long underrunEvents;
    long underrunFrames;
    boolean rendering = true;

    ClockedRing(ManualClock clock, int leadFrames, double framesPerSecond) {
        this.clock = clock;
        this.leadFrames = leadFrames;
        this.framesPerNano = framesPerSecond / 1e9;
        this.lastNanos = clock.nanoTime();
        this.fillFrames = leadFrames;
    }

    /** 1/65536 more for each frame: exact in 24 bits. */
    static float sample(long frame) {
        return (frame % 65_536 - 32_768) / 65_536f;
    }

    private void render() {
        long nowNanos = clock.nanoTime();
        if (rendering) {
            fillFrames = Math.min(leadFrames, fillFrames + (nowNanos - lastNanos) * framesPerNano);
        }
        lastNanos = nowNanos;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public int pull(float[] interleaved, int offsetFrames, int frameCount) {
        int found = pullAvailable(interleaved, offsetFrames, frameCount);
        Arrays.fill(interleaved, offsetFrames + found, offsetFrames + frameCount, 0f);
        if (found < frameCount) {
            underrunEvents++;
            underrunFrames += frameCount - found;
        }
        return found;
    }

    @Override
    public int pullAvailable(float[] interleaved, int offsetFrames, int frameCount) {
        render();
        int found = (int) Math.min(frameCount, Math.floor(fillFrames));
        for (int frame = 0; frame < found; frame++) {
            interleaved[offsetFrames + frame] = sample(positionFrames + frame);
        }
        fillFrames -= found;
        positionFrames += found;
        return found;
    }

    @Override
    public boolean ended() {
        return false;
    }

    long positionFrames() {
        return positionFrames;
    }
}
