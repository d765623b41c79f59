package vorlauf.backend.simulator;

import java.util.ArrayList;
import java.util.List;
import vorlauf.engine.FrameSource;

/** Frames that carry their own number, always there, and a note of each pull. */
final class CountedFrames implements FrameSource {
    final List<Integer> pulls = new ArrayList<>();
    private final int channels;
    private long position;

    CountedFrames(int channels) {
        this.channels = channels;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public synchronized int pull(float[] interleaved, int offsetFrames, int frameCount) {
        for (int sample = 0; sample < frameCount * channels; sample++) {
            interleaved[offsetFrames * channels + sample] = position * channels + sample;
        }
        position += frameCount;
        pulls.add(frameCount);
        notifyAll();
        return frameCount;
    }

    @Override
    public int pullAvailable(float[] interleaved, int offsetFrames, int frameCount) {
        throw new AssertionError("the null device keeps real time, so it must count what is missing");
    }

    @Override
    public boolean ended() {
        return false;
    }

    synchronized void awaitPulls(int count) throws InterruptedException {
        while (pulls.size() < count) {
            wait(10_000);
        }
    }

    synchronized int pullCount() {
        return pulls.size();
    }
}
