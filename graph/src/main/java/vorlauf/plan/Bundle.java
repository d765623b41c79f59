package vorlauf.plan;

/**
 * A stream or a piece of user code with the buffers that it reads and writes, by number.
 *
 * @param resource a {@link SampleSource} or a {@link vorlauf.graph.Processor}
 */
public record Bundle(Object resource, int[] inputs, int[] outputs) {}
