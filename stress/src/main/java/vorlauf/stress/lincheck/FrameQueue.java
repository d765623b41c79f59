package vorlauf.stress.lincheck;

import java.util.ArrayDeque;

/** What a ring of three stereo frames does, one operation after another. */
public class FrameQueue {
    private static final int CHANNELS = 2;
    private static final int CAPACITY_FRAMES = 3;

    private final ArrayDeque<Integer> samples = new ArrayDeque<>();

    /** Made by Lincheck. */
    public FrameQueue() {}

    /** As {@link FrameRingOperations#write}. */
    public boolean write(int frames, int number) {
        if (samples.size() + frames * CHANNELS > CAPACITY_FRAMES * CHANNELS) {
            return false;
        }
        for (int sample = 0; sample < frames * CHANNELS; sample++) {
            samples.add(10 * number + sample);
        }
        return true;
    }

    /** As {@link FrameRingOperations#read}. */
    public String read(int frames) {
        if (samples.size() < frames * CHANNELS) {
            return "nothing";
        }
        StringBuilder text = new StringBuilder();
        for (int sample = 0; sample < frames * CHANNELS; sample++) {
            text.append(samples.remove()).append(' ');
        }
        return text.toString();
    }
}
