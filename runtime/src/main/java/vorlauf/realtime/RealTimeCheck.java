package vorlauf.realtime;

import java.io.UncheckedIOException;
import java.util.List;
import vorlauf.compile.ProcessorCheck;
import vorlauf.graph.Processor;

/** What becomes of a graph with user code that real-time code must not be like. */
public enum RealTimeCheck {
    /** User code is not looked at. */
    OFF,
    /** The graph plays, and each finding is told. */
    WARNING,
    /** The graph is refused. */
    ERROR;

    /** Findings belong to a class and are kept as long as it is. */
    private static final ClassValue<List<String>> LINES = new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
            return lines(type.asSubclass(Processor.class));
        }
    };

    /** The function that a compiler is given. */
    public ProcessorCheck forCompiler() {
        return switch (this) {
            case OFF -> ProcessorCheck.OFF;
            case WARNING -> new ProcessorCheck(LINES::get, false);
            case ERROR -> new ProcessorCheck(LINES::get, true);
        };
    }

    /** What cannot be scanned is a finding, too: nobody knows then. */
    private static List<String> lines(Class<? extends Processor> type) {
        try {
            return RealTimeScan.of(type).processor(type).lines();
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return List.of("cannot be checked for real time: " + e.getMessage());
        }
    }
}
