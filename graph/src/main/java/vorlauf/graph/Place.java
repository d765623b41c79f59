package vorlauf.graph;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a user declared a signal: the innermost caller outside the classes that declare. */
final class Place {
    private static final Set<String> DECLARING = Set.of(
            Place.class.getName(),
            Signal.class.getName(),
            Signals.class.getName(),
            StateVariableOutputs.class.getName());
    private static final StackWalker WALKER = StackWalker.getInstance();

    private final StackWalker.@Nullable StackFrame frame;

    private Place(StackWalker.@Nullable StackFrame frame) {
        this.frame = frame;
    }

    /** The place of the call that is being made. */
    static Place ofCaller() {
        Optional<StackWalker.StackFrame> user = WALKER.walk(frames ->
                frames.filter(f -> !DECLARING.contains(f.getClassName())).findFirst());
        return new Place(user.orElse(null));
    }

    @Override
    public String toString() {
        if (frame == null || frame.getFileName() == null) {
            return "";
        }
        return frame.getLineNumber() > 0 ? frame.getFileName() + ":" + frame.getLineNumber() : frame.getFileName();
    }
}
