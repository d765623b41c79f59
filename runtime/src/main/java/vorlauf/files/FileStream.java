package vorlauf.files;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import vorlauf.dsp.RealTime;
import vorlauf.dsp.Resampler;
import vorlauf.plan.SampleSource;
import vorlauf.ring.FrameRing;
import vorlauf.ring.SpscFrameRing;

/**
 * One audio file as a source of a plan: its frames at the engine's sample rate, read ahead into a ring of its own.
 *
 * <p>A looped file is fed to the resampler end to start without a gap: it sounds as one endless recording. A file that
 * is not looped is followed by silence, and silence after its end is no starvation. A frame that the disk side did not
 * deliver in time is silence too, and counted; it is played later, not skipped.
 *
 * <p>Threads: {@link #read} on the producer, {@link #starvedFrames} on any; {@link #prefetch} and {@link #close} on the
 * disk and control threads, which exclude each other with a lock that the producer never takes. Offline there is no
 * disk thread: the driver calls {@code prefetch} before each block, and no frame is ever missing.
 */
public final class FileStream implements SampleSource, AutoCloseable {
    private static final double PREFETCH_SECONDS = 1.0;
    private static final int CHUNK_FRAMES = 1_024;
    private static final int PRODUCER_CHUNK_FRAMES = 256;

    private final AudioFile file;
    private final boolean looped;
    private final Resampler resampler;
    private final FrameRing ring;
    private final int channels;

    /** Input of the resampler: frames {@link #pendingFrom} to {@link #pendingTo} were not taken yet. Disk side. */
    private final float[] input;

    private int pendingFrom;
    private int pendingTo;
    private final float[] output;
    private boolean closed;

    private final float[] producerChunk;

    /** Written by the producer alone. */
    private final AtomicLong starved = new AtomicLong();

    /**
     * Set after the last frame went into the ring. The producer looks at it before the ring: when it is set, whatever
     * the ring holds is all that will ever come.
     */
    private volatile boolean ended;

    FileStream(AudioFile file, boolean looped, double sampleRateHertz, FrameRing ring) {
        this.file = file;
        this.looped = looped;
        this.channels = file.header().channels();
        this.resampler = new Resampler(file.header().sampleRateHertz(), sampleRateHertz, channels);
        this.ring = ring;
        this.input = new float[CHUNK_FRAMES * channels];
        this.output = new float[CHUNK_FRAMES * channels];
        this.producerChunk = new float[PRODUCER_CHUNK_FRAMES * channels];
    }

    /**
     * A stream at the start of a file; nothing is prefetched yet.
     *
     * <p>Errors: {@link AudioFileException} as for {@link AudioFile#open}, for a file without frames, and for a rate
     * that cannot be resampled.
     *
     * @param path the file
     * @param looped whether it starts again at its end
     * @param sampleRateHertz the engine's rate
     */
    public static FileStream open(Path path, boolean looped, double sampleRateHertz) throws AudioFileException {
        AudioFile file = AudioFile.open(path);
        AudioFileHeader header = file.header();
        String problem = FileStreamProblem.of(header, sampleRateHertz);
        if (!problem.isEmpty()) {
            file.close();
            throw new AudioFileException(path, problem);
        }
        int capacity = (int) Math.ceil(PREFETCH_SECONDS * sampleRateHertz);
        return new FileStream(file, looped, sampleRateHertz, new SpscFrameRing(capacity, header.channels()));
    }

    /** Where the file is. */
    public Path path() {
        return file.path();
    }

    /** What the file says about itself. */
    public AudioFileHeader header() {
        return file.header();
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public long starvedFrames() {
        return starved.get();
    }

    /** Whether the file has ended (or failed, or was closed) and nothing more goes into the ring. Any thread. */
    public boolean ended() {
        return ended;
    }

    /**
     * Fills the ring as far as there is room, and once around at most however fast it is emptied.
     *
     * <p>Threads: disk or control thread; it does I/O.
     *
     * <p>Errors: {@link AudioFileException} where the disk fails; the stream has then ended and goes silent.
     *
     * @return whether frames were put into the ring
     */
    public synchronized boolean prefetch() throws AudioFileException {
        int filledFrames = 0;
        try {
            while (!ended && filledFrames < ring.capacityFrames()) {
                int count = resampler.read(output, 0, Math.min(CHUNK_FRAMES, ring.writableFrames()));
                if (count > 0) {
                    if (!ring.write(output, 0, count)) {
                        throw FileStreamProblem.ringRefuses(file.path());
                    }
                    filledFrames += count;
                } else if (resampler.drained()) {
                    ended = true;
                } else if (ring.writableFrames() == 0) {
                    break;
                } else {
                    feed();
                }
            }
        } catch (AudioFileException exception) {
            ended = true;
            throw exception;
        }
        return filledFrames > 0;
    }

    /** Gives the resampler some input, or its end. */
    private void feed() throws AudioFileException {
        if (pendingFrom == pendingTo) {
            pendingFrom = 0;
            pendingTo = file.read(input, 0, CHUNK_FRAMES);
            if (pendingTo == 0 && looped) {
                file.seek(0);
                pendingTo = file.read(input, 0, CHUNK_FRAMES);
            }
            if (pendingTo == 0) {
                resampler.finish();
                return;
            }
        }
        pendingFrom += resampler.write(input, pendingFrom, pendingTo - pendingFrom);
    }

    @Override
    @RealTime
    public void read(float[][] outputs, int from, int to) {
        int position = from;
        while (position < to) {
            int wanted = Math.min(PRODUCER_CHUNK_FRAMES, to - position);
            boolean wasEnded = ended;
            int count = ring.read(producerChunk, 0, wanted);
            for (int channel = 0; channel < channels; channel++) {
                float[] line = outputs[channel];
                int index = channel;
                for (int frame = 0; frame < count; frame++) {
                    line[position + frame] = producerChunk[index];
                    index += channels;
                }
            }
            position += count;
            if (count < wanted) {
                silence(outputs, position, to);
                if (!wasEnded) {
                    starved.lazySet(starved.get() + (to - position));
                }
                return;
            }
        }
    }

    @RealTime
    private void silence(float[][] outputs, int from, int to) {
        for (int channel = 0; channel < channels; channel++) {
            float[] line = outputs[channel];
            for (int frame = from; frame < to; frame++) {
                line[frame] = 0;
            }
        }
    }

    /** Ends the stream and closes its file; the producer still gets what is in the ring, then silence. Idempotent. */
    @Override
    public synchronized void close() throws AudioFileException {
        ended = true;
        if (!closed) {
            closed = true;
            file.close();
        }
    }
}
