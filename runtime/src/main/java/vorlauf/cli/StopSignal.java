package vorlauf.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish of the user to stop (Ctrl-C, or a friendly kill), and the JVM's patience until the command has ended in
 * order.
 *
 * <p>Threads: the command waits and closes; the JVM's shutdown asks.
 */
final class StopSignal implements AutoCloseable {
    /** Longer than an engine needs to stop with a dead device. */
    private static final long PATIENCE_SECONDS = 25;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::shutDown, "vorlauf-stop");

    /** A signal that nobody gives but {@link #ask}. */
    StopSignal() {}

    /** A signal that the end of the JVM gives; until {@link #close} the JVM waits for the command. */
    static StopSignal onShutdown() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void shutDown() {
        ask();
        try {
            // A command that is stuck must not keep the JVM: the hook then gives up.
            boolean inTime = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println("the command did not stop within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the command to stop. */
    void ask() {
        asked.countDown();
    }

    /** Waits for the wish to stop, at most so long; returns whether it has come. */
    boolean await(long nanos) throws InterruptedException {
        return asked.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** The command has ended. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the JVM is ending already, because of this signal
        }
    }
}
