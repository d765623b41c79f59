package vorlauf.backend.sharedmemory;

import java.util.concurrent.locks.LockSupport;

/** Writes frames that say which they are, from 1 on: channel c of frame n is n + c / 2, so a 0 is never one of them. */
final class CountedBlocks {
    static final int CHANNELS = 2;
    private static final int BLOCK_FRAMES = 64;

    private CountedBlocks() {}

    static float sample(long frame, int channel) {
        return frame + 0.5f * channel;
    }

    /** Writes so many frames and says that they were all; on a thread of its own, in real time as far as the ring has room. */
    static Thread write(SharedFrameRing ring, int frames) {
        return Thread.ofPlatform().daemon().start(() -> {
            float[] block = new float[BLOCK_FRAMES * CHANNELS];
            ring.markPlaying();
            for (int first = 1; first <= frames; first += BLOCK_FRAMES) {
                for (int sample = 0; sample < block.length; sample++) {
                    block[sample] = sample(first + sample / CHANNELS, sample % CHANNELS);
                }
                while (!ring.write(block, 0, BLOCK_FRAMES)) {
                    LockSupport.parkNanos(200_000);
                }
            }
            ring.markAllWritten();
        });
    }

    /** The frames in what was heard, where they come in order, each once and whole; silence between them is counted. */
    static int silentFrames(float[] heard, int frames) {
        int silent = 0;
        int next = 1;
        for (int at = 0; at < heard.length; at += CHANNELS) {
            if (heard[at] == 0 && heard[at + 1] == 0) {
                silent++;
            } else if (heard[at] == sample(next, 0) && heard[at + 1] == sample(next, 1)) {
                next++;
            } else {
                throw new AssertionError("frame " + at / CHANNELS + " is " + heard[at] + ", " + heard[at + 1]
                        + " and must be " + sample(next, 0) + ", " + sample(next, 1));
            }
        }
        if (next != frames + 1) {
            throw new AssertionError("only " + (next - 1) + " of " + frames + " frames were heard");
        }
        return silent;
    }
}
