package vorlauf.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vorlauf.files.AudioFileException;
import vorlauf.files.SampleFormat;
import vorlauf.files.WavWriter;
import vorlauf.render.Clock;
import vorlauf.ring.FrameRing;
import vorlauf.ring.SpscFrameRing;

/**
 * Writes what is played to a WAV file, from a ring and a thread of its own: a slow or full disk loses frames of the
 * recording and nothing else.
 *
 * <p>Threads: {@link #open}, {@link #start}, {@link #finish} the control thread; the ring's producer is the engine's.
 */
final class Recorder {
    /** Sound that the disk may be late by. */
    static final double RING_SECONDS = 2;

    private static final int CHUNK_FRAMES = 4_096;
    private static final long POLL_NANOS = 20_000_000;
    private static final double FLUSH_SECONDS = 0.5;
    private static final long FINISH_MILLIS = 5_000;

    private final Path file;
    private final WavWriter writer;
    private final FrameRing ring;
    private final Clock clock;
    private final Consumer<EngineEvent> events;
    private final long flushEveryFrames;
    private final Thread thread = new Thread(this::run, "vorlauf-recorder");
    private volatile boolean finishing;
    private volatile long writtenFrames;
    private volatile @Nullable String failure;

    private Recorder(
            Path file, WavWriter writer, FrameRing ring, double rate, Clock clock, Consumer<EngineEvent> events) {
        this.file = file;
        this.writer = writer;
        this.ring = ring;
        this.clock = clock;
        this.events = events;
        this.flushEveryFrames = (long) (FLUSH_SECONDS * rate);
        thread.setDaemon(true);
    }

    /**
     * Creates the file.
     *
     * @param events takes a {@link EngineEvent.RecordingFailed}, from the recorder's thread
     */
    static Recorder open(
            Path file, String format, int channels, double sampleRateHertz, Clock clock, Consumer<EngineEvent> events)
            throws AudioFileException {
        WavWriter writer =
                WavWriter.create(file, SampleFormat.named(format), channels, (int) Math.round(sampleRateHertz));
        int capacityFrames = (int) Math.ceil(RING_SECONDS * sampleRateHertz);
        return new Recorder(file, writer, new SpscFrameRing(capacityFrames, channels), sampleRateHertz, clock, events);
    }

    FrameRing ring() {
        return ring;
    }

    void start() {
        thread.start();
    }

    private void run() {
        float[] chunk = new float[CHUNK_FRAMES * ring.channels()];
        try {
            long flushedFrames = 0;
            while (true) {
                // Read first: once it is true, nothing is added to the ring any more.
                boolean last = finishing;
                int found = ring.read(chunk, 0, CHUNK_FRAMES);
                if (found > 0) {
                    writer.write(chunk, 0, found);
                    writtenFrames = writer.frames();
                } else if (last) {
                    break;
                } else {
                    clock.parkUntil(clock.nanoTime() + POLL_NANOS);
                }
                if (writtenFrames - flushedFrames >= flushEveryFrames) {
                    writer.flush();
                    flushedFrames = writtenFrames;
                }
            }
            writer.close();
        } catch (AudioFileException e) {
            fail(e);
        }
    }

    /** The writer has made the file valid up to the failure; the ring fills up, and the producer counts what it loses. */
    private void fail(AudioFileException e) {
        String reason = String.valueOf(e.getMessage());
        failure = reason;
        events.accept(new EngineEvent.RecordingFailed(reason));
        try {
            writer.close();
        } catch (AudioFileException again) {
            e.addSuppressed(again);
        }
    }

    /** Writes what is left and closes the file, within a bounded time; false where the disk did not get there. */
    boolean finish() throws InterruptedException {
        finishing = true;
        clock.wake(thread);
        if (thread.getState() != Thread.State.NEW) {
            thread.join(FINISH_MILLIS);
        }
        return !thread.isAlive();
    }

    /** Closes the file of a recorder that was never started. */
    void discard() throws AudioFileException {
        writer.close();
    }

    /** Whether it ended early. */
    boolean hasFailed() {
        return failure != null;
    }

    EngineReport.Recording state(LongSupplier lostFrames) {
        return new EngineReport.Recording(file, writtenFrames, lostFrames.getAsLong(), Optional.ofNullable(failure));
    }
}
