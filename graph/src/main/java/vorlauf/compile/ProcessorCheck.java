package vorlauf.compile;

import java.util.List;
import java.util.function.Function;
import vorlauf.graph.Processor;

/**
 * What looks at user code before a plan runs it.
 *
 * @param scan what is wrong with the class of a processor, one line each; called on the control thread, once a new instance
 * @param rejects whether a graph with such a processor is refused; otherwise it plays, and {@link CompiledGraph#warnings} says so
 */
public record ProcessorCheck(Function<Class<? extends Processor>, List<String>> scan, boolean rejects) {
    /** Looks at nothing. */
    public static final ProcessorCheck OFF = new ProcessorCheck(type -> List.of(), false);
}
