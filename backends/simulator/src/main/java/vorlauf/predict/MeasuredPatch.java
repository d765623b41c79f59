package vorlauf.predict;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import vorlauf.cli.PatchLoader;
import vorlauf.graph.Signal;

/** What is played while something is measured. */
final class MeasuredPatch {
    private static final String TONE =
            "vorlauf.graph.Signal patch() { return vorlauf.graph.Signals.sine(440).gain(0.2); }";

    private MeasuredPatch() {}

    /** The graphs of a patch; a sine where there is none. Errors: as {@link PatchLoader#load}. */
    static Publisher<Signal> graphs(@Nullable Path file) {
        return file == null
                ? PatchLoader.load(Path.of("Tone.java"), TONE).get()
                : PatchLoader.load(file).get();
    }
}
