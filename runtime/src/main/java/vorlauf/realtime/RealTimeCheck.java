package vorlauf.realtime;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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

    /** Findings belong to a class and are kept as long as it is, and as no classes come to those beside it. */
    private static final ClassValue<AtomicReference<Scanned>> SCANNED = new ClassValue<>() {
        @Override
        protected AtomicReference<Scanned> computeValue(Class<?> type) {
            return new AtomicReference<>(Scanned.NEVER);
        }
    };

    /**
     * What a scan came to.
     *
     * @param generation that of the classes that were read
     * @param lines findings
     */
    private record Scanned(long generation, List<String> lines) {
        static final Scanned NEVER = new Scanned(-1, List.of());
    }

    /** The function that a compiler is given. */
    public ProcessorCheck forCompiler() {
        return switch (this) {
            case OFF -> ProcessorCheck.OFF;
            case WARNING -> new ProcessorCheck(RealTimeCheck::known, false);
            case ERROR -> new ProcessorCheck(RealTimeCheck::known, true);
        };
    }

    private static List<String> known(Class<? extends Processor> type) {
        AtomicReference<Scanned> kept = SCANNED.get(type);
        long generation = type.getClassLoader() instanceof ClassFiles files ? files.generation() : 0;
        Scanned scanned = kept.get();
        if (scanned.generation() != generation) {
            scanned = new Scanned(generation, lines(type));
            kept.set(scanned);
        }
        return scanned.lines();
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
