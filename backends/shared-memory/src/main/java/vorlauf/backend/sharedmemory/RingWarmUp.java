package vorlauf.backend.sharedmemory;

import java.lang.foreign.Arena;

/** Lets the JIT compile the producer's way into native memory before the first block: interpreted, it allocates. */
final class RingWarmUp {
    private static final int FRAMES = 64;
    private static final int WRITES = 20_000;

    private RingWarmUp() {}

    static void run(int channels) {
        try (Arena arena = Arena.ofConfined()) {
            SharedFrameRing ring = new SharedFrameRing(
                    arena.allocate(RingLayout.bytes(FRAMES, channels), Long.BYTES), FRAMES, channels, 0);
            float[] block = new float[FRAMES * channels];
            for (int write = 0; write < WRITES; write++) {
                ring.write(block, 0, ring.writableFrames());
                ring.read(block, 0, ring.readableFrames());
            }
        }
    }
}
