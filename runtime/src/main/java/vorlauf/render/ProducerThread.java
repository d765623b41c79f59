package vorlauf.render;

import vorlauf.dsp.RealTime;

/**
 * The thread that drives a {@link Producer} by a clock, from its start to the end of the stream.
 *
 * <p>Threads: {@link #start}, {@link #wake}, {@link #abandon}, {@link #end} and {@link #join} the control thread.
 */
public final class ProducerThread {
    /** Its name. */
    public static final String NAME = "vorlauf-producer";

    private static final long LINGER_NANOS = 100_000_000;

    private final Producer producer;
    private final Clock clock;
    private final Thread thread;
    private final SleepHandshake handshake;
    private final Count sleeps = new Count(0);
    private volatile boolean abandoned;
    private volatile boolean finished;
    private volatile boolean ending;

    /**
     * A thread that has not been started.
     *
     * @param beforeFirstBlock runs on the new thread before it does anything real time, to raise its priority
     */
    public ProducerThread(Producer producer, Clock clock, Runnable beforeFirstBlock) {
        this.producer = producer;
        this.clock = clock;
        this.handshake = new SleepHandshake(clock);
        this.thread = new Thread(
                () -> {
                    beforeFirstBlock.run();
                    loop();
                    linger();
                },
                NAME);
        thread.setDaemon(true);
    }

    @RealTime
    private void loop() {
        while (!producer.hasEnded() && !abandoned) {
            long nowNanos = clock.nanoTime();
            long nextNanos = producer.step(nowNanos);
            if (nextNanos > nowNanos) {
                sleeps.add(1);
                handshake.sleepUntil(nextNanos);
            }
        }
    }

    /** Keeps the thread, so that what it allocated can still be asked for, until {@link #end}. */
    @RealTime
    private void linger() {
        finished = true;
        while (!ending) {
            handshake.sleepUntil(clock.nanoTime() + LINGER_NANOS);
        }
    }

    /** Starts to render. */
    public void start() {
        thread.start();
    }

    /** Ends the producer's sleep, or its next one; for a stop that must not wait for a deadline. */
    public void wake() {
        handshake.wake(thread);
    }

    /** Ends the thread after its current step, whatever is in the ring. */
    public void abandon() {
        abandoned = true;
        wake();
    }

    /** Whether the thread renders no more and only waits for {@link #end}. */
    public boolean hasFinished() {
        return finished;
    }

    /** Lets the thread end, after its current step at the latest. */
    public void end() {
        ending = true;
        abandon();
    }

    /** Waits for the thread's end, at most {@code milliseconds}; false where it still lives. */
    public boolean join(long milliseconds) throws InterruptedException {
        thread.join(Math.max(1, milliseconds));
        return !thread.isAlive();
    }

    /** How often the producer has slept: a producer that never does has more to do than there is time. Any thread. */
    public long sleeps() {
        return sleeps.get();
    }

    /** Number of the thread, to ask the JVM about it. */
    public long threadId() {
        return thread.threadId();
    }

    /** Whether the thread runs. */
    public boolean isAlive() {
        return thread.isAlive();
    }
}
