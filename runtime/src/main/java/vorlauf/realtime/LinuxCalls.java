package vorlauf.realtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions of Linux' C library, called for the thread that calls here.
 *
 * <p>Threads: one. It allocates, so it is nothing for a thread that has begun to be real time.
 */
final class LinuxCalls implements AutoCloseable {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final Arena arena = Arena.ofConfined();
    private final Linker linker = Linker.nativeLinker();
    private final MemorySegment state = arena.allocate(STATE);

    Arena arena() {
        return arena;
    }

    /** The number of the error of the last call. */
    int error() {
        return (int) ERRNO.get(state, 0L);
    }

    /**
     * Calls a function that returns an {@code int}.
     *
     * @param arguments {@code Integer} or {@code MemorySegment}
     */
    @SuppressWarnings("restricted")
    long call(String name, Object... arguments) throws Throwable {
        List<Object> all = new ArrayList<>(List.of(state));
        MemoryLayout[] layouts = new MemoryLayout[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            layouts[i] = arguments[i] instanceof MemorySegment ? ValueLayout.ADDRESS : ValueLayout.JAVA_INT;
            all.add(arguments[i]);
        }
        return (int) linker.downcallHandle(
                        linker.defaultLookup().findOrThrow(name),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts),
                        Linker.Option.captureCallState("errno"))
                .invokeWithArguments(all);
    }

    /** prctl(2) with one further argument. */
    @SuppressWarnings("restricted")
    long control(int operation, long argument) throws Throwable {
        return (int) linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("prctl"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG),
                        Linker.Option.firstVariadicArg(1),
                        Linker.Option.captureCallState("errno"))
                .invokeWithArguments(state, operation, argument, 0L, 0L, 0L);
    }

    @Override
    public void close() {
        arena.close();
    }
}
