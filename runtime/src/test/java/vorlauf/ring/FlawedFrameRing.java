package vorlauf.ring;

/** A ring for one thread with one {@link Flaw}: the broken twins that {@link FrameRingCheck} must catch. */
final class FlawedFrameRing implements FrameRing {
    private final Flaw flaw;
    private final int capacityFrames;
    private final int channels;
    private final int slotMask;
    private final float[] storage;
    private long written;
    private long consumed;
    private long writersLook;
    private long readersLook;

    FlawedFrameRing(Flaw flaw, int capacityFrames, int channels, long startPosition) {
        this.flaw = flaw;
        this.capacityFrames = capacityFrames;
        this.channels = channels;
        this.slotMask = (Integer.highestOneBit(capacityFrames) << 1) - 1;
        this.storage = new float[(2 * slotMask + 2) * channels];
        this.written = startPosition;
        this.consumed = startPosition;
        this.writersLook = startPosition;
        this.readersLook = startPosition;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int capacityFrames() {
        return capacityFrames;
    }

    @Override
    public boolean write(float[] source, int offsetFrames, int frameCount) {
        int frames = frameCount;
        if (isBefore(writersLook(), written + frames - limitFrames())) {
            lookAtReader();
            if (isBefore(writersLook(), written + frames - limitFrames())) {
                if (flaw == Flaw.REFUSED_BLOCK_COUNTED) {
                    written += frameCount;
                }
                if (flaw != Flaw.PARTIAL_WRITE) {
                    return false;
                }
                frames = (int) (consumed + capacityFrames - written);
            }
        }
        int samples = frames * channels - (flaw == Flaw.PARTIAL_FRAME && frames > 0 && channels > 1 ? 1 : 0);
        for (int sample = 0; sample < samples; sample++) {
            storage[index(written, sample)] = source[callerIndex(offsetFrames) + sample];
        }
        written += frames;
        return frames > 0 || frameCount == 0;
    }

    @Override
    public int read(float[] target, int offsetFrames, int frameCount) {
        if (readersLook() - consumed < frameCount) {
            lookAtWriter();
        }
        int frames = (int) Math.min(frameCount, readersLook() - consumed);
        if (flaw == Flaw.READER_CACHE_OPTIMISTIC && readersLook() > consumed) {
            frames = frameCount;
        }
        for (int sample = 0; sample < frames * channels; sample++) {
            target[callerIndex(offsetFrames) + sample] = storage[index(consumed, sample)];
        }
        consumed += flaw == Flaw.READ_NOT_FREED ? 0 : frames;
        return flaw == Flaw.SHORT_READ_NOT_REPORTED ? frameCount : frames;
    }

    @Override
    public int readableFrames() {
        return (int) (written - consumed);
    }

    @Override
    public int writableFrames() {
        return capacityFrames - (int) (written - consumed);
    }

    private int limitFrames() {
        return switch (flaw) {
            case CAPACITY_PLUS_ONE -> capacityFrames + 1;
            case CAPACITY_MINUS_ONE -> capacityFrames - 1;
            case NONE,
                    NO_MASK,
                    NO_SPLIT,
                    WRITER_CACHE_NEVER_REFRESHED,
                    READER_CACHE_NEVER_REFRESHED,
                    READER_CACHE_OPTIMISTIC,
                    SHARED_CACHE,
                    INT_POSITIONS,
                    PARTIAL_FRAME,
                    PARTIAL_WRITE,
                    REFUSED_BLOCK_COUNTED,
                    SHORT_READ_NOT_REPORTED,
                    READ_NOT_FREED,
                    OFFSET_IN_SAMPLES -> capacityFrames;
        };
    }

    private int index(long position, int sample) {
        if (flaw == Flaw.NO_MASK) {
            return (int) position * channels + sample;
        }
        if (flaw == Flaw.NO_SPLIT) {
            return ((int) position & slotMask) * channels + sample;
        }
        int frame = sample / channels;
        return ((int) (position + frame) & slotMask) * channels + sample % channels;
    }

    private int callerIndex(int offsetFrames) {
        return flaw == Flaw.OFFSET_IN_SAMPLES ? offsetFrames : offsetFrames * channels;
    }

    private boolean isBefore(long position, long other) {
        return flaw == Flaw.INT_POSITIONS ? (int) position < (int) other : position < other;
    }

    private long writersLook() {
        return writersLook;
    }

    private long readersLook() {
        return flaw == Flaw.SHARED_CACHE ? writersLook : readersLook;
    }

    private void lookAtReader() {
        if (flaw != Flaw.WRITER_CACHE_NEVER_REFRESHED) {
            writersLook = consumed;
        }
    }

    private void lookAtWriter() {
        if (flaw == Flaw.SHARED_CACHE) {
            writersLook = written;
        } else if (flaw != Flaw.READER_CACHE_NEVER_REFRESHED) {
            readersLook = written;
        }
    }
}
