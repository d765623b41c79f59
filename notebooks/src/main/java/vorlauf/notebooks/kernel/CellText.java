package vorlauf.notebooks.kernel;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a cell has printed and what is not sent yet. Front ends stop listening to a program that sends a message for each
 * line, so text is gathered for a moment.
 *
 * <p>Threads: any.
 */
final class CellText {
    private static final long GATHER_MILLIS = 80;
    private static final int MOST_CHARACTERS = 1 << 18;
    private static final ScheduledExecutorService SENDER = sender();

    private final CellOutput output;
    private final ReentrantLock lock = new ReentrantLock();
    private final StringBuilder gathered = new StringBuilder();
    private String stream = "stdout";
    private boolean scheduled;

    CellText(CellOutput output) {
        this.output = output;
    }

    private static ScheduledExecutorService sender() {
        return new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "notebook-sender");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Lets one thread, shared by all cells, do something in a moment. */
    static void soon(Runnable task, long millis) {
        ScheduledFuture<?> _ = SENDER.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    void append(String name, String text) {
        lock.lock();
        try {
            if (!name.equals(stream)) {
                send();
                stream = name;
            }
            gathered.append(text);
            if (gathered.length() > MOST_CHARACTERS) {
                send();
            } else if (!scheduled) {
                scheduled = true;
                soon(this::flush, GATHER_MILLIS);
            }
        } finally {
            lock.unlock();
        }
    }

    void flush() {
        lock.lock();
        try {
            scheduled = false;
            send();
        } finally {
            lock.unlock();
        }
    }

    private void send() {
        if (!gathered.isEmpty()) {
            String text = gathered.toString();
            gathered.setLength(0);
            output.stream(stream, text);
        }
    }
}
