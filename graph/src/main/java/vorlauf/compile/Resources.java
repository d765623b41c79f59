package vorlauf.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
    private final ProcessorCheck check;
    private final Map<Integer, Object> byNode;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final SortedMap<Integer, List<String>> findings = new TreeMap<>();
    private long asideNanos;

    /**
     * @param cells the control cells of the compiler, by name
     * @param before resources of the plan that is continued, or null for the first
     * @param previous for each node the node of that plan that it continues, or -1
     * @param check looks at processors that are new
     */
    Resources(
            CompileSettings settings,
            AudioFiles files,
            Map<String, ControlCell> cells,
            @Nullable Resources before,
            int[] previous,
            ProcessorCheck check) {
        this(settings, files, cells, before, previous, check, new HashMap<>());
    }

    private Resources(
            CompileSettings settings,
            AudioFiles files,
            Map<String, ControlCell> cells,
            @Nullable Resources before,
            int[] previous,
            ProcessorCheck check,
            Map<Integer, Object> byNode) {
        this.byNode = byNode;
        this.settings = settings;
        this.files = files;
        this.cells = cells;
        this.before = before;
        this.previous = previous;
        this.check = check;
    }

    /** Those of an edit for which nothing is opened or made, and no node has another number. */
    Resources goingOn() {
        return new Resources(settings, files, cells, before, previous, check, byNode);
    }

    /** The same where nodes have other numbers: for each the one that it has here, or -1. */
    Resources goingOn(int[] numbers) {
        Map<Integer, Object> renumbered = new HashMap<>();
        for (int node = 0; !byNode.isEmpty() && node < numbers.length; node++) {
            Object resource = byNode.get(numbers[node]);
            if (resource != null) {
                renumbered.put(node, resource);
            }
        }
        return new Resources(settings, files, cells, before, previous, check, renumbered);
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
            enter(processor);
            examine(node, processor);
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
            asideNanos += System.nanoTime() - start;
            enter(source);
        }
        byNode.put(node, source);
        return source;
    }

    /** The live input. It belongs to the engine: nothing of it is opened or closed here, or has state of its own. */
    SampleSource samples(int node, Operation.Input input) {
        SampleSource source = continued(node) instanceof SampleSource running ? running : files.input(input.channels());
        byNode.put(node, source);
        return source;
    }

    private void examine(int node, Processor processor) {
        long start = System.nanoTime();
        List<String> lines = check.scan().apply(processor.getClass());
        if (!lines.isEmpty()) {
            findings.put(node, lines);
        }
        asideNanos += System.nanoTime() - start;
    }

    private void enter(Object fresh) {
        if (fresh instanceof AutoCloseable closeable) {
            opened.add(closeable);
        }
    }

    /** What the check has found, by node. */
    SortedMap<Integer, List<String>> findings() {
        return findings;
    }

    /** Closes what is new here, because the graph is refused; returns a line for each that refuses to be closed. */
    List<String> discard() {
        List<String> lines = new ArrayList<>();
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                lines.add("a resource of the refused graph could not be closed: " + e);
            }
        }
        return lines;
    }

    /** Time spent in opening files and in the check of user code. */
    long asideNanos() {
        return asideNanos;
    }

    private @Nullable Object continued(int node) {
        return before == null || previous[node] < 0 ? null : before.byNode.get(previous[node]);
    }
}
