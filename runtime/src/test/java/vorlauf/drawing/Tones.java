package vorlauf.drawing;

final class Tones {
    private Tones() {}

    /** At 48,000 Hz. */
    static float[] sine(double hertz, double amplitude, int frameCount) {
        float[] samples = new float[frameCount];
        for (int i = 0; i < frameCount; i++) {
            samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / 48_000));
        }
        return samples;
    }
}
