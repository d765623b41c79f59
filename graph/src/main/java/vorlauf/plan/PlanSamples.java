package vorlauf.plan;

import vorlauf.dsp.RealTime;

/** A stream with the buffers of a plan that it fills. */
@RealTime
final class PlanSamples {
    private final SampleSource source;
    private final float[][] outputs;

    PlanSamples(SampleSource source, int[] outputs, float[][] buffers) {
        this.source = source;
        this.outputs = Bundle.select(outputs, buffers);
    }

    void run(int from, int to) {
        source.read(outputs, from, to);
    }
}
