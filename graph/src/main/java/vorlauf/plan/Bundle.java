package vorlauf.plan;

/**
 * A stream or a piece of user code with the buffers that it reads and writes, by number.
 *
 * @param resource a {@link SampleSource} or a {@link vorlauf.graph.Processor}
 */
public record Bundle(Object resource, int[] inputs, int[] outputs) {
    /** The buffers with some numbers. Threads: control thread. */
    static float[][] select(int[] numbers, float[][] buffers) {
        float[][] selected = new float[numbers.length][];
        for (int i = 0; i < numbers.length; i++) {
            selected[i] = buffers[numbers[i]];
        }
        return selected;
    }
}
