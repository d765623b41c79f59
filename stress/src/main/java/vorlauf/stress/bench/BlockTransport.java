package vorlauf.stress.bench;

import vorlauf.ring.SpscFrameRing;

/**
 * A way to carry blocks of {@link #BLOCK_SAMPLES} samples from one thread to another, copied in and copied out.
 *
 * <p>Threads: {@link #write} on one, {@link #read} on another.
 */
interface BlockTransport {
    /** Frames in a block. */
    int BLOCK_FRAMES = 128;

    /** Samples in a frame. */
    int CHANNELS = 2;

    /** Samples in a block. */
    int BLOCK_SAMPLES = BLOCK_FRAMES * CHANNELS;

    /** Blocks that each transport has room for. */
    int CAPACITY_BLOCKS = 16;

    /** Copies a block in; false when there is no room. */
    boolean write(float[] block);

    /** Copies the oldest block out; false when there is none. */
    boolean read(float[] block);

    /** The transport of a name: {@code vorlauf}, {@code jctools}, {@code agrona} or {@code native}. */
    static BlockTransport named(String name) {
        return switch (name) {
            case "vorlauf" -> new RingTransport(new SpscFrameRing(CAPACITY_BLOCKS * BLOCK_FRAMES, CHANNELS));
            case "native" -> new NativeTransport(CAPACITY_BLOCKS);
            case "jctools" -> new JctoolsTransport();
            case "agrona" -> new AgronaTransport();
            default ->
                throw new IllegalArgumentException(
                        "no transport is called " + name + "; there are vorlauf, jctools, agrona and native");
        };
    }
}
