package vorlauf.stress.twins;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import vorlauf.ring.FrameRing;

/** A ring of two positions in one array of the capacity's length, with one {@link Fault} between its two threads. */
final class BrokenFrameRing implements FrameRing {
    private static final int SPINS = 20;
    private static final VarHandle WRITTEN;
    private static final VarHandle CONSUMED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITTEN = lookup.findVarHandle(BrokenFrameRing.class, "written", long.class);
            CONSUMED = lookup.findVarHandle(BrokenFrameRing.class, "consumed", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Fault fault;
    private final int channels;
    private final int capacityFrames;
    private final float[] storage;
    private long written;
    private long consumed;
    private long cached;

    /** A ring whose capacity must be a power of two. */
    BrokenFrameRing(Fault fault, int capacityFrames, int channels) {
        this.fault = fault;
        this.channels = channels;
        this.capacityFrames = capacityFrames;
        this.storage = new float[capacityFrames * channels];
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
        long start = written;
        if (start + frameCount - readersPosition(start + frameCount) > limitFrames()) {
            return false;
        }
        if (fault == Fault.PUBLISH_BEFORE_COPY) {
            WRITTEN.setRelease(this, start + frameCount);
        }
        for (int sample = 0; sample < frameCount * channels; sample++) {
            storage[index(start, sample)] = source[offsetFrames * channels + sample];
            if (fault == Fault.PUBLISH_IN_HALVES && sample == channels - 1) {
                WRITTEN.setRelease(this, start + 1);
                linger();
            }
        }
        WRITTEN.setRelease(this, start + frameCount);
        return true;
    }

    @Override
    public int read(float[] target, int offsetFrames, int frameCount) {
        long start = consumed;
        int frames = (int) Math.min(frameCount, writersPosition() - start);
        if (frames <= 0) {
            return 0;
        }
        if (fault == Fault.FREE_BEFORE_COPY) {
            CONSUMED.setRelease(this, start + frames);
        }
        for (int sample = 0; sample < frames * channels; sample++) {
            target[offsetFrames * channels + sample] = storage[index(start, sample)];
        }
        CONSUMED.setRelease(this, start + frames);
        return frames;
    }

    @Override
    public int readableFrames() {
        return (int) (writersPosition() - consumed);
    }

    @Override
    public int writableFrames() {
        return limitFrames() - (int) (written - readersPosition(Long.MAX_VALUE));
    }

    /** Gives the other thread time to see what it should not. */
    static void linger() {
        for (int spin = 0; spin < SPINS; spin++) {
            Thread.onSpinWait();
        }
    }

    private int limitFrames() {
        return fault == Fault.CAPACITY_PLUS_ONE ? capacityFrames + 1 : capacityFrames;
    }

    private int index(long position, int sample) {
        return (int) ((position * channels + sample) & (storage.length - 1));
    }

    /** With a shared cache both sides keep what they saw in one field, and take the other's look for their own. */
    private long readersPosition(long needed) {
        if (fault != Fault.SHARED_CACHE) {
            return (long) CONSUMED.getAcquire(this);
        }
        if (needed - cached > capacityFrames) {
            cached = (long) CONSUMED.getAcquire(this);
        }
        return cached;
    }

    private long writersPosition() {
        if (fault == Fault.PLAIN_LOAD) {
            return written;
        }
        if (fault != Fault.SHARED_CACHE) {
            return (long) WRITTEN.getAcquire(this);
        }
        if (cached <= consumed) {
            cached = (long) WRITTEN.getAcquire(this);
        }
        return cached;
    }
}
