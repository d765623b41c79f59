package vorlauf.backend.javasound;

import java.io.ByteArrayOutputStream;
import vorlauf.render.ManualClock;

/** A card in the hands of a test: buffers, keeps time by a manual clock, and can be made to swallow, refuse or stop. */
final class ScriptedLine implements OutputLine {
    /** How it takes what is written. */
    enum Manner {
        KEEPS_TIME,
        SWALLOWS,
        TAKES_NOTHING
    }

    final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    Manner manner = Manner.KEEPS_TIME;
    int mostBytesPerWrite = Integer.MAX_VALUE;
    int starts;
    int closes;
    int writes;

    private final ManualClock clock;
    private final int bufferBytes;
    private final double bytesPerNano;
    private double queuedBytes;
    private long lastNanos;
    private Runnable beforeWrite = () -> {};

    ScriptedLine(ManualClock clock, int bufferBytes, double bytesPerSecond) {
        this.clock = clock;
        this.bufferBytes = bufferBytes;
        this.bytesPerNano = bytesPerSecond / 1e9;
    }

    void beforeEachWrite(Runnable action) {
        beforeWrite = action;
    }

    private void play() {
        queuedBytes = Math.max(0, queuedBytes - (clock.nanoTime() - lastNanos) * bytesPerNano);
        lastNanos = clock.nanoTime();
    }

    @Override
    public void start() {
        starts++;
        lastNanos = clock.nanoTime();
    }

    @Override
    public int write(byte[] bytes, int offset, int count) {
        writes++;
        beforeWrite.run();
        int taken = Math.min(count, mostBytesPerWrite);
        switch (manner) {
            case TAKES_NOTHING -> taken = 0;
            case SWALLOWS -> clock.advanceBy(2_000);
            case KEEPS_TIME -> {
                play();
                double tooMany = queuedBytes + taken - bufferBytes;
                if (tooMany > 0) {
                    clock.advanceBy((long) Math.ceil(tooMany / bytesPerNano));
                    play();
                }
                queuedBytes += taken;
            }
        }
        heard.write(bytes, offset, taken);
        return taken;
    }

    @Override
    public int availableBytes() {
        if (manner == Manner.SWALLOWS) {
            return bufferBytes;
        }
        if (manner == Manner.KEEPS_TIME) {
            play();
        }
        return bufferBytes - (int) Math.ceil(queuedBytes);
    }

    @Override
    public int bufferBytes() {
        return bufferBytes;
    }

    @Override
    public void close() {
        closes++;
    }
}
