package vorlauf.stress.peers;

/**
 * How well samples agree with a reference: its energy over that of the difference.
 *
 * @param decibels 0 where nothing agrees; as many as 150 where both are as good as equal
 * @param lagFrames frames that the samples come later; engines with blocks and latency of their own do
 */
record Agreement(double decibels, int lagFrames) {
    /**
     * From here on another engine did the same work: sines from tables and phases in float, which drift, make a difference
     * of up to a hundredth of the energy where a phase is modulated or a saw jumps a frame earlier.
     */
    static final double SAME_WORK_DECIBELS = 20;

    /** The same for Vorlauf and for the limit, whose phases are integers: a saw may jump a frame apart all the same. */
    static final double SAME_FORMULA_DECIBELS = 45;

    private static final int MOST_LAG_FRAMES = 256;
    private static final int FRAMES_FOR_THE_LAG = 4_800;
    private static final double MOST_DECIBELS = 150;

    /** The best agreement at any lag; of the channels the worst. */
    static Agreement of(double[][] reference, float[][] samples) {
        if (samples.length != reference.length || samples[0].length < FRAMES_FOR_THE_LAG) {
            return new Agreement(0, 0);
        }
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int magnitude = 0; magnitude <= MOST_LAG_FRAMES; magnitude++) {
            for (int lag : magnitude == 0 ? new int[] {0} : new int[] {magnitude, -magnitude}) {
                double error = 0;
                for (int channel = 0; channel < reference.length; channel++) {
                    error += error(reference[channel], samples[channel], lag, FRAMES_FOR_THE_LAG);
                }
                if (error < least * (1 - 1e-9)) {
                    least = error;
                    best = lag;
                }
            }
        }
        double decibels = MOST_DECIBELS;
        for (int channel = 0; channel < reference.length; channel++) {
            double error = error(reference[channel], samples[channel], best, samples[channel].length);
            double signal =
                    error(reference[channel], new float[samples[channel].length], best, samples[channel].length);
            decibels = Math.min(decibels, 10 * Math.log10(signal / Math.max(error, Double.MIN_NORMAL)));
        }
        return new Agreement(Math.max(0, decibels), best);
    }

    private static double error(double[] reference, float[] samples, int lag, int count) {
        double sum = 0;
        int end = Math.min(count, Math.min(samples.length, reference.length + lag));
        for (int frame = Math.max(0, lag); frame < end; frame++) {
            if (frame - lag < reference.length) {
                double difference = samples[frame] - reference[frame - lag];
                sum += difference * difference;
            }
        }
        return sum;
    }
}
