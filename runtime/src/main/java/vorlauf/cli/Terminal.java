package vorlauf.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * Whether a stream of this process ends at a terminal; Java itself tells it of standard input and output together
 * only.
 */
public final class Terminal {
    private static final int STANDARD_ERROR = 2;

    private Terminal() {}

    /** Whether standard error is a terminal that can draw over a line. */
    public static boolean isStandardError() {
        return !"dumb".equals(System.getenv("TERM")) && isTerminal(STANDARD_ERROR);
    }

    /** Source: isatty(3). */
    @SuppressWarnings("restricted")
    private static boolean isTerminal(int descriptor) {
        try {
            Linker linker = Linker.nativeLinker();
            Optional<MemorySegment> function = linker.defaultLookup()
                    .find("isatty")
                    .or(() -> linker.defaultLookup().find("_isatty"));
            if (function.isEmpty()) {
                return false;
            }
            return (int) linker.downcallHandle(
                                    function.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                            .invokeExact(descriptor)
                    != 0;
        } catch (Throwable e) {
            return false; // without an answer nothing is drawn
        }
    }
}
