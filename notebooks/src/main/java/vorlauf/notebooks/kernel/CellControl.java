package vorlauf.notebooks.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import jdk.jshell.execution.DirectExecutionControl;
import org.jspecify.annotations.Nullable;

/**
 * How JShell runs the code of cells: in this JVM, each piece on a thread of its own that {@link #stop} ends.
 *
 * <p>JShell's own {@code LocalExecutionControl} gives values as text only, waits for threads that a cell has started, and stops
 * them all on an interrupt; so this stands in its place.
 *
 * <p>Threads: one runs cells; {@link #stop} any.
 */
final class CellControl extends DirectExecutionControl {
    /** How long a thread has to reach a check after an interrupt, before the cell ends without it. */
    private static final long PATIENCE_SECONDS = 5;

    private @Nullable Object value;
    private @Nullable Field variable;
    private @Nullable Throwable thrown;

    private volatile boolean stopRequested;
    private volatile @Nullable Thread running;
    private volatile @Nullable CompletableFuture<@Nullable Object> outcome;

    CellControl() {
        super(new CellLoader());
    }

    @Override
    protected String invoke(Method piece) throws Exception {
        value = null;
        thrown = null;
        CompletableFuture<@Nullable Object> ends = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(piece, ends), "cell");
        thread.setContextClassLoader(piece.getDeclaringClass().getClassLoader());
        outcome = ends;
        running = thread;
        try {
            if (stopRequested) {
                throw new ExecutionException(StopCheck.stopped());
            }
            thread.start();
            value = ends.get();
            return "";
        } catch (ExecutionException failed) {
            thrown = failed.getCause();
            switch (failed.getCause()) {
                case StopCheck.Stopped _ -> throw new StoppedException();
                case Abandoned _ -> throw new StoppedException();
                case null, default -> throw new InvocationTargetException(failed.getCause());
            }
        } finally {
            running = null;
            outcome = null;
            if (!(thrown instanceof Abandoned)) {
                StopCheck.stop(null);
            }
        }
    }

    private static void run(Method piece, CompletableFuture<@Nullable Object> ends) {
        try {
            ends.complete(piece.invoke(null));
        } catch (InvocationTargetException e) {
            ends.completeExceptionally(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException | RuntimeException | Error e) {
            ends.completeExceptionally(e);
        }
    }

    /** The next cell begins: an interrupt of the last one has no meaning any more. */
    void begin() {
        stopRequested = false;
        thrown = null;
    }

    /** Ends the piece that runs, at its next check or where it waits; and, as a cell has several, all that follow. */
    @Override
    public void stop() {
        stopRequested = true;
        Thread thread = running;
        CompletableFuture<@Nullable Object> ends = outcome;
        if (thread != null && ends != null) {
            StopCheck.stop(thread);
            thread.interrupt();
            CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .execute(() -> ends.completeExceptionally(new Abandoned()));
        }
    }

    /** Notes the value and where it lies; its text is nobody's business here. */
    @Override
    public String varValue(String className, String name) throws InternalException {
        try {
            Field field = findClass(className).getDeclaredField(name);
            field.setAccessible(true);
            value = field.get(null);
            variable = field;
            return "";
        } catch (ReflectiveOperationException e) {
            throw new InternalException(e.toString());
        }
    }

    /** What the last piece gave, or the variable that was asked for last; null where there is none. */
    @Nullable
    Object takeValue() {
        Object taken = value;
        value = null;
        return taken;
    }

    /** Where the variable lies that was asked for last. */
    @Nullable
    Field takeVariable() {
        Field taken = variable;
        variable = null;
        return taken;
    }

    /** What the last piece threw; null where it did not. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** The end of a piece that did not stop in time; its thread goes on. */
    static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
