package vorlauf.notebooks.kernel;

import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a cell: its number, its source, and its place on the page.
 *
 * <p>A thread belongs to the cell that started it, directly or through other threads; work on Reactor's pools to the cell that
 * scheduled it; all else to the newest cell. So what is printed or shown in the background lands below the right cell.
 *
 * <p>Threads: any.
 */
final class Cell {
    private static final InheritableThreadLocal<@Nullable Cell> OF_THREAD = new InheritableThreadLocal<>();
    private static volatile @Nullable Cell newest;

    private final int number;
    private final String source;
    private final CellText text;
    private final CellOutput output;

    Cell(int number, String source, CellOutput output) {
        this.number = number;
        this.source = source;
        this.output = output;
        this.text = new CellText(output);
    }

    /** The number in the brackets beside it. */
    int number() {
        return number;
    }

    String source() {
        return source;
    }

    /** Text of a stream, {@code stdout} or {@code stderr}; sent soon. */
    void print(String stream, String printed) {
        text.append(stream, printed);
    }

    /** Shows a bundle after what was printed before. */
    void display(Map<String, String> bundle, String displayId) {
        text.flush();
        output.display(bundle, displayId);
    }

    void update(Map<String, String> bundle, String displayId) {
        output.update(bundle, displayId);
    }

    /** Sends what was printed and is not sent yet. */
    void flush() {
        text.flush();
    }

    /** The cell that this thread works for; null before the first. */
    static @Nullable Cell current() {
        Cell own = Thread.currentThread() instanceof ForkJoinWorkerThread worker
                        && worker.getPool().equals(ForkJoinPool.commonPool())
                ? null
                : OF_THREAD.get();
        return own == null ? newest : own;
    }

    /** Runs a task for this cell. */
    void run(Runnable task) {
        Cell before = OF_THREAD.get();
        OF_THREAD.set(this);
        try {
            task.run();
        } finally {
            OF_THREAD.set(before);
        }
    }

    /** From now on this is the cell of all threads that no cell has started. */
    void becomeNewest() {
        newest = this;
    }

    /** Work that is done later, on a pool's thread, for the cell that asks for it now. */
    static Runnable carried(Runnable task) {
        Cell asking = current();
        return asking == null ? task : () -> asking.run(task);
    }
}
