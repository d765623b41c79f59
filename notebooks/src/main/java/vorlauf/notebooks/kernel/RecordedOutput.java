package vorlauf.notebooks.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The outputs of a cell, kept instead of shown.
 *
 * <p>Threads: any.
 */
public final class RecordedOutput implements CellOutput {
    private final List<Output> outputs = new ArrayList<>();

    /** One output. */
    public sealed interface Output {
        /** Printed text; what follows on the same stream is joined. */
        record Text(String stream, String text) implements Output {}

        /** Something shown, in its newest state. */
        record Shown(Map<String, String> bundle, String displayId) implements Output {}
    }

    @Override
    public synchronized void stream(String name, String text) {
        if (!outputs.isEmpty()
                && outputs.getLast() instanceof Output.Text last
                && last.stream().equals(name)) {
            outputs.set(outputs.size() - 1, new Output.Text(name, last.text() + text));
        } else {
            outputs.add(new Output.Text(name, text));
        }
    }

    @Override
    public synchronized void display(Map<String, String> bundle, String displayId) {
        outputs.add(new Output.Shown(bundle, displayId));
    }

    @Override
    public synchronized void update(Map<String, String> bundle, String displayId) {
        outputs.replaceAll(output ->
                output instanceof Output.Shown shown && shown.displayId().equals(displayId)
                        ? new Output.Shown(bundle, displayId)
                        : output);
    }

    /** What there is by now. */
    public synchronized List<Output> outputs() {
        return List.copyOf(outputs);
    }
}
