package vorlauf.compile;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.DelayLine;
import vorlauf.graph.Operation;
import vorlauf.graph.Processor;
import vorlauf.plan.ControlCell;
import vorlauf.plan.SampleSource;

/**
 * The large state of a graph's nodes: delay lines, streams, user code. It moves from plan to plan by reference, so the
 * producer never copies it.
 *
 * <p>Threads: control thread; the contents belong to the producer.
 */
final class Resources {
    private final CompileSettings settings;
    private final AudioFiles files;
    private final Map<String, ControlCell> cells;
    private final @Nullable Resources before;
    private final int[] previous;
    private final Map<Integer, Object> byNode = new HashMap<>();
    private long openNanos;

    /**
     * @param cells the control cells of the compiler, by name
     * @param before resources of the plan that is continued, or null for the first
     * @param previous for each node the node of that plan that it continues, or -1
     */
    Resources(
            CompileSettings settings,
            AudioFiles files,
            Map<String, ControlCell> cells,
            @Nullable Resources before,
            int[] previous) {
        this.settings = settings;
        this.files = files;
        this.cells = cells;
        this.before = before;
        this.previous = previous;
    }

    ControlCell cell(Operation.Control control) {
        return cells.computeIfAbsent(control.name(), name -> new ControlCell(name, control.initial()));
    }

    /** The delay lines of a node, one a channel. */
    float[][] lines(int node, int channels, long longestFrames) {
        int capacity = DelayLine.capacity(longestFrames, settings.blockFrames());
        if (continued(node) instanceof float[][] lines && lines.length == channels && lines[0].length == capacity) {
            byNode.put(node, lines);
            return lines;
        }
        float[][] fresh = new float[channels][capacity];
        byNode.put(node, fresh);
        return fresh;
    }

    Processor processor(int node, Operation.Custom custom) {
        Processor processor;
        if (continued(node) instanceof Processor running) {
            processor = running;
        } else {
            processor = custom.processor().get();
            processor.prepare(settings.sampleRateHertz(), settings.blockFrames());
        }
        byNode.put(node, processor);
        return processor;
    }

    SampleSource samples(int node, Operation.AudioFile file) throws AudioFiles.UnusableFileException {
        SampleSource source;
        if (continued(node) instanceof SampleSource running) {
            source = running;
        } else {
            long start = System.nanoTime();
            source = files.open(file.path(), file.looped(), settings.sampleRateHertz());
            openNanos += System.nanoTime() - start;
        }
        byNode.put(node, source);
        return source;
    }

    /** Time spent in opening files. */
    long openNanos() {
        return openNanos;
    }

    private @Nullable Object continued(int node) {
        return before == null || previous[node] < 0 ? null : before.byNode.get(previous[node]);
    }
}
