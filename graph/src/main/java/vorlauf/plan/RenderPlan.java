package vorlauf.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;

/** Skeleton of the contract; the interpreter follows in the next commits. */
public final class RenderPlan {
    /** Frames that {@link #render} renders. */
    public int blockFrames() {
        return 0;
    }

    /** Channels of the output. */
    public int channels() {
        return 0;
    }

    /** Takes over controls and state of the plan it was compiled against (null for the first plan). Producer, at a block boundary; bounded work. */
    @RealTime
    public void adopt(@Nullable RenderPlan previous) {}

    /**
     * Renders the next block into {@code interleaved[0 .. blockFrames * channels)}. A block with a sample that is not finite
     * is written as silence, the state that went bad is reset, and false is returned; {@link #faultyNode} then names the node.
     */
    @RealTime
    public boolean render(float[] interleaved) {
        return true;
    }

    /** Index of the node whose output was the first not to be finite in the last faulty block, or -1 while it is not yet known. */
    @RealTime
    public int faultyNode() {
        return -1;
    }

    /** Name and place of a node, for events. Control thread. */
    public String nodeName(int node) {
        return "";
    }

    /** Meter taps; values are accumulated over blocks until {@link #resetMeter}. */
    public List<String> meterNames() {
        return List.of();
    }

    /** Largest absolute sample of tap {@code meter} since its reset, over all its channels. */
    @RealTime
    public float meterPeak(int meter) {
        return 0;
    }

    /** Mean square of tap {@code meter} since its reset, over all its channels. */
    @RealTime
    public double meterMeanSquare(int meter) {
        return 0;
    }

    @RealTime
    public void resetMeter(int meter) {}

    /** Streams and processors that this plan refers to; the control thread closes those that no newer plan refers to. */
    public List<Object> resources() {
        return List.of();
    }
}
