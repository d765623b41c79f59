package vorlauf.dsp;

/**
 * What somebody hears of a signal that has another number of channels than he asked for, by Web Audio's rules: "speakers"
 * between 1, 2, 4 and 6 channels, else "discrete" (what is too much is left out, what is missing is silent).
 *
 * <p>Equal counts pass every bit, and so does each channel that has one source at full level.
 *
 * <p>Source: Web Audio API, "Channel up-mixing and down-mixing"; {@link UpMix} for more channels, the equations for fewer.
 */
public final class ChannelMix {
    private static final float HALF_POWER = (float) Math.sqrt(0.5);
    private static final float[][] NONE = {};

    /** By channel that is heard and channel that is there. */
    private final float[][] gains;

    private ChannelMix(float[][] gains) {
        this.gains = gains;
    }

    /** The mix of {@code from} channels that is heard as {@code to} channels, both at least 1. */
    public static ChannelMix of(int from, int to) {
        if (from < 1 || to < 1) {
            throw new IllegalArgumentException("from " + from + " to " + to + " channels, both must be at least 1");
        }
        float[][] folded = to < from ? folded(from, to) : NONE;
        return new ChannelMix(folded.length == to ? folded : direct(from, to));
    }

    private static float[][] direct(int from, int to) {
        float[][] gains = new float[to][from];
        int[] sources = UpMix.sources(from, to);
        for (int channel = 0; channel < to; channel++) {
            if (sources[channel] >= 0) {
                gains[channel][sources[channel]] = 1;
            }
        }
        return gains;
    }

    /** Between layouts of loudspeakers; nothing for others. */
    private static float[][] folded(int from, int to) {
        if (from == 2 && to == 1) {
            return new float[][] {{0.5f, 0.5f}};
        } else if (from == 4 && to == 1) {
            return new float[][] {{0.25f, 0.25f, 0.25f, 0.25f}};
        } else if (from == 4 && to == 2) {
            return new float[][] {{0.5f, 0, 0.5f, 0}, {0, 0.5f, 0, 0.5f}};
        } else if (from == 6 && to == 1) {
            return new float[][] {{HALF_POWER, HALF_POWER, 1, 0, 0.5f, 0.5f}};
        } else if (from == 6 && to == 2) {
            return new float[][] {{1, 0, HALF_POWER, 0, HALF_POWER, 0}, {0, 1, HALF_POWER, 0, 0, HALF_POWER}};
        } else if (from == 6 && to == 4) {
            return new float[][] {
                {1, 0, HALF_POWER, 0, 0, 0},
                {0, 1, HALF_POWER, 0, 0, 0},
                {0, 0, 0, 0, 1, 0},
                {0, 0, 0, 0, 0, 1}
            };
        }
        return NONE;
    }

    /**
     * Mixes frames {@code from} to {@code to}.
     *
     * @param there one array a channel that is there
     * @param heard one array a channel that is heard, none of {@code there}
     */
    @RealTime
    public void apply(float[][] there, float[][] heard, int from, int to) {
        for (int channel = 0; channel < gains.length; channel++) {
            float[] out = heard[channel];
            boolean empty = true;
            for (int source = 0; source < gains[channel].length; source++) {
                float gain = gains[channel][source];
                float[] in = there[source];
                if (gain == 0) {
                    continue;
                }
                for (int frame = from; frame < to; frame++) {
                    float part = gain * in[frame];
                    out[frame] = empty ? part : out[frame] + part;
                }
                empty = false;
            }
            if (empty) {
                Arithmetic.fill(0f, 0f, out, from, to);
            }
        }
    }
}
