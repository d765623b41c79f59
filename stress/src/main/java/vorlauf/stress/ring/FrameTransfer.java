package vorlauf.stress.ring;

import vorlauf.ring.FrameRing;

/**
 * One transfer of numbered frames through a ring, with a check of all that the consumer gets.
 *
 * <p>Nothing waits for the other thread, because both may share one core: the producer tries each block a few times,
 * the consumer reads a few times, and a final drain by one thread accounts for the rest. Frame f, counted from 1, holds
 * 2 f + c in channel c, so an empty slot, a stale frame and a torn frame all show.
 *
 * <p>Threads: {@link #produce} on one, {@link #consume} on another, {@link #drain} after both.
 */
public final class FrameTransfer {
    /** What the consumer found wrong first. */
    static final int NOTHING_WRONG = 0;

    static final int WRONG_FRAME = 1;
    static final int MORE_THAN_CAPACITY = 2;
    static final int PART_OF_A_BLOCK = 3;
    static final int COUNT_NOT_KEPT = 4;
    static final int FRAMES_LOST = 5;

    private static final int CHANNELS = 2;

    /** Where the caller's blocks begin in its arrays: an offset that a ring forgets or takes for samples shows. */
    private static final int OFFSET_FRAMES = 1;

    private final FrameRing ring;
    private final int capacityFrames;
    private final int blockFrames;
    private final int writeAttempts;
    private final int readFrames;
    private final int reads;
    private final float[] outgoing;
    private final float[] incoming;
    private int framesWritten;
    private int framesRead;
    private int wrong = NOTHING_WRONG;
    private int promiseBroken = NOTHING_WRONG;

    /** A transfer through a stereo ring: so many attempts to write a block, so many reads of so many frames. */
    public FrameTransfer(FrameRing ring, int blockFrames, int writeAttempts, int readFrames, int reads) {
        this.ring = ring;
        this.capacityFrames = ring.capacityFrames();
        this.blockFrames = blockFrames;
        this.writeAttempts = writeAttempts;
        this.readFrames = readFrames;
        this.reads = reads;
        this.outgoing = new float[(OFFSET_FRAMES + blockFrames) * CHANNELS];
        this.incoming = new float[(OFFSET_FRAMES + capacityFrames + readFrames) * CHANNELS];
    }

    /** Writes blocks as far as they fit; a block that was refused is tried again. */
    public void produce() {
        for (int attempt = 0; attempt < writeAttempts; attempt++) {
            for (int sample = 0; sample < blockFrames * CHANNELS; sample++) {
                outgoing[OFFSET_FRAMES * CHANNELS + sample] = (framesWritten + 1) * CHANNELS + sample;
            }
            boolean promised = ring.writableFrames() >= blockFrames;
            if (ring.write(outgoing, OFFSET_FRAMES, blockFrames)) {
                framesWritten += blockFrames;
            } else if (promised) {
                promiseBroken = COUNT_NOT_KEPT;
            }
        }
    }

    /** Reads and checks; returns the frames that came. */
    public int consume() {
        for (int count = 0; count < reads; count++) {
            check(ring.read(incoming, OFFSET_FRAMES, readFrames));
        }
        return framesRead;
    }

    /** Reads as much as the ring says that there is, and holds it to that. Blocks must appear whole. */
    public int consumeWhatIsCounted() {
        for (int count = 0; count < reads; count++) {
            int readable = ring.readableFrames();
            blame(readable > capacityFrames, MORE_THAN_CAPACITY);
            blame(readable % blockFrames != 0, PART_OF_A_BLOCK);
            int frames = ring.read(incoming, OFFSET_FRAMES, Math.min(readable, capacityFrames));
            blame(frames < readable, COUNT_NOT_KEPT);
            check(frames);
        }
        return framesRead;
    }

    /** Takes what is left and returns what was wrong, {@link #NOTHING_WRONG} if all that was written came once. */
    public int drain() {
        int readable = ring.readableFrames();
        blame(readable > capacityFrames, MORE_THAN_CAPACITY);
        blame(readable != framesWritten - framesRead, COUNT_NOT_KEPT);
        for (int attempt = 0; attempt <= capacityFrames && framesRead < framesWritten; attempt++) {
            check(ring.read(incoming, OFFSET_FRAMES, readFrames));
        }
        blame(framesRead != framesWritten || ring.readableFrames() != 0, FRAMES_LOST);
        return wrong == NOTHING_WRONG ? promiseBroken : wrong;
    }

    private void check(int frames) {
        for (int sample = 0; sample < frames * CHANNELS; sample++) {
            blame(incoming[OFFSET_FRAMES * CHANNELS + sample] != (framesRead + 1) * CHANNELS + sample, WRONG_FRAME);
        }
        framesRead += frames;
    }

    private void blame(boolean condition, int what) {
        if (condition && wrong == NOTHING_WRONG) {
            wrong = what;
        }
    }
}
