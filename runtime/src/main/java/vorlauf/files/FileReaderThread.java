package vorlauf.files;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The one thread that reads all files of an engine ahead.
 *
 * <p>It fills the ring of each stream in turn, and when every ring is full it waits for a bounded time, far shorter
 * than a ring lasts. The producer never wakes it. A stream that has ended, failed or been closed is forgotten; the
 * error of one stream is told to the listener and leaves the others alone.
 *
 * <p>Threads: {@link #add}, {@link #remove} and {@link #close} on control threads. The listener is called on the disk
 * thread and should return soon.
 */
public final class FileReaderThread implements AutoCloseable {
    private static final long WAIT_MILLIS = 20;
    private static final long STOP_MILLIS = 2_000;

    private final List<FileStream> streams = new CopyOnWriteArrayList<>();
    private final BiConsumer<FileStream, AudioFileException> listener;
    private final Thread thread;

    /** A permit for each thing that happened since the last round, so that none is slept through. */
    private final Semaphore news = new Semaphore(0);

    private volatile boolean stopping;

    private FileReaderThread(BiConsumer<FileStream, AudioFileException> listener) {
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("vorlauf-disk").unstarted(this::run);
    }

    /**
     * A running disk thread without streams.
     *
     * @param listener gets the stream that failed, which is silent from then on, and why
     */
    public static FileReaderThread start(BiConsumer<FileStream, AudioFileException> listener) {
        FileReaderThread reader = new FileReaderThread(listener);
        reader.thread.start();
        return reader;
    }

    /** Keeps a stream filled from now on. */
    public void add(FileStream stream) {
        streams.add(stream);
        news.release();
    }

    /** Stops filling a stream and leaves it open. */
    public void remove(FileStream stream) {
        streams.remove(stream);
    }

    /** Streams that are kept filled. */
    public int streamCount() {
        return streams.size();
    }

    /** Stops the thread, which takes no longer than one read from the disk; streams stay open. Idempotent. */
    @Override
    public void close() {
        stopping = true;
        news.release();
        boolean interrupted = false;
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            boolean filled = false;
            for (FileStream stream : streams) {
                filled |= !stopping && serve(stream);
            }
            if (!filled) {
                waitForNews();
            }
        }
    }

    private boolean serve(FileStream stream) {
        boolean filled = false;
        try {
            filled = stream.prefetch();
        } catch (AudioFileException exception) {
            tell(stream, exception);
        }
        if (stream.ended()) {
            streams.remove(stream);
        }
        return filled;
    }

    /** A listener that throws must not silence the other streams: its exception goes where uncaught ones go. */
    private void tell(FileStream stream, AudioFileException exception) {
        try {
            listener.accept(stream, exception);
        } catch (RuntimeException fault) {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
        }
    }

    private void waitForNews() {
        try {
            boolean woken = news.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            if (woken) {
                news.drainPermits();
            }
        } catch (InterruptedException _) {
            // nobody has a reason to interrupt this thread; the flag that stops it is read next
        }
    }
}
