package vorlauf.plan;

import vorlauf.dsp.Arithmetic;
import vorlauf.dsp.Finite;
import vorlauf.dsp.RealTime;
import vorlauf.graph.Processor;

/**
 * User code with the buffers of a plan that it reads and writes. User code always starts at frame 0 of its arrays, so a
 * chunk from the middle of a block goes through arrays of its own.
 */
@RealTime
final class PlanProcessor {
    private final Processor processor;
    private final float[][] inputs;
    private final float[][] outputs;
    private final float[][] chunkInputs;
    private final float[][] chunkOutputs;
    private boolean failed;

    PlanProcessor(Processor processor, int[] inputs, int[] outputs, float[][] buffers, int blockFrames) {
        this.processor = processor;
        this.inputs = Bundle.select(inputs, buffers);
        this.outputs = Bundle.select(outputs, buffers);
        chunkInputs = new float[inputs.length][blockFrames];
        chunkOutputs = new float[outputs.length][blockFrames];
    }

    /** Renders a chunk; false where user code has thrown: it is never called again, and its outputs are silent. */
    boolean run(int from, int to) {
        if (!failed) {
            try {
                process(from, to);
            } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
                failed = true; // the sound goes on; the engine names the node
            }
        }
        if (failed) {
            silence(from, to);
        }
        return !failed;
    }

    private void process(int from, int to) {
        if (from == 0) {
            processor.process(inputs, outputs, to);
            return;
        }
        int count = to - from;
        for (int i = 0; i < inputs.length; i++) {
            System.arraycopy(inputs[i], from, chunkInputs[i], 0, count);
        }
        processor.process(chunkInputs, chunkOutputs, count);
        for (int i = 0; i < outputs.length; i++) {
            System.arraycopy(chunkOutputs[i], 0, outputs[i], from, count);
        }
    }

    boolean isFinite(int from, int to) {
        boolean finite = true;
        for (int i = 0; i < outputs.length; i++) {
            finite &= Finite.all(outputs[i], from, to - from);
        }
        return finite;
    }

    void silence(int from, int to) {
        for (int i = 0; i < outputs.length; i++) {
            Arithmetic.fill(0f, 0f, outputs[i], from, to);
        }
    }
}
