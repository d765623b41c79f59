package vorlauf.plan;

import vorlauf.dsp.Arithmetic;
import vorlauf.dsp.RealTime;

/** A stream without end in which nothing is heard: what stands for files and inputs where nobody reads them. */
public final class Silence implements SampleSource {
    private final int channels;

    /** Silence of so many channels. */
    public Silence(int channels) {
        this.channels = channels;
    }

    @Override
    @RealTime
    public int channels() {
        return channels;
    }

    @Override
    @RealTime
    public void read(float[][] outputs, int from, int to) {
        for (int channel = 0; channel < channels; channel++) {
            Arithmetic.fill(0f, 0f, outputs[channel], from, to);
        }
    }

    @Override
    public long starvedFrames() {
        return 0;
    }
}
