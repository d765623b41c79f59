package vorlauf.dsp;

/**
 * Channels as frames: the samples of a frame one behind the other.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class Interleaving {
    private Interleaving() {}

    /** Writes the first {@code frames} samples of each channel, frame by frame. */
    public static void interleave(float[][] channels, float[] interleaved, int frames) {
        int count = channels.length;
        if (count == 1) {
            System.arraycopy(channels[0], 0, interleaved, 0, frames);
        } else if (count == 2) {
            pairs(channels[0], channels[1], interleaved, frames);
        } else {
            for (int channel = 0; channel < count; channel++) {
                float[] source = channels[channel];
                for (int i = 0, target = channel; i < frames; i++, target += count) {
                    interleaved[target] = source[i];
                }
            }
        }
    }

    private static void pairs(float[] left, float[] right, float[] interleaved, int frames) {
        for (int i = 0; i < frames; i++) {
            interleaved[2 * i] = left[i];
            interleaved[2 * i + 1] = right[i];
        }
    }
}
