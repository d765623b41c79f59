package vorlauf.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.VirtualEngine;
import vorlauf.graph.Signal;

/**
 * Edits that wait for their time.
 *
 * <p>Threads: one.
 */
final class EditList {
    private final List<Due> all = new ArrayList<>();
    private int next;

    private record Due(long atNanos, Action action) {}

    private interface Action {
        void on(VirtualEngine engine, Consumer<EngineEvent> events);
    }

    /**
     * Edits in any order; those of one instant happen in the order of the list. Patches are compiled here.
     *
     * <p>Errors: as {@link PatchText#load}.
     */
    EditList(List<Edit> edits) {
        for (Edit edit : edits) {
            all.add(new Due(edit.atNanos(), action(edit)));
        }
        all.sort(Comparator.comparingLong(Due::atNanos));
    }

    private static Action action(Edit edit) {
        return switch (edit) {
            case Edit.ControlValue value ->
                (engine, events) -> {
                    if (!engine.post(value.control(), value.value())) {
                        events.accept(new EngineEvent.Notice(String.format(
                                Locale.ROOT,
                                "the graph has no control \"%s\" at %.6f s; an edit has no effect",
                                value.control(),
                                value.atNanos() / 1e9)));
                    }
                };
            case Edit.GraphFrom graph -> {
                Supplier<Publisher<Signal>> patch = graph.patch().load();
                yield (engine, events) -> engine.replaceGraphs(patch);
            }
        };
    }

    /** Makes the edits whose time has come. */
    void apply(VirtualEngine engine, long nowNanos, Consumer<EngineEvent> events) {
        while (next < all.size() && all.get(next).atNanos() <= nowNanos) {
            // Their clock stands where the edit happens, so that what a control gets belongs to this block.
            engine.control(nowNanos);
            all.get(next++).action().on(engine, events);
        }
    }
}
