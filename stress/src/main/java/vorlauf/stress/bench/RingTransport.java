package vorlauf.stress.bench;

import vorlauf.ring.SpscFrameRing;

/** Our ring. */
final class RingTransport implements BlockTransport {
    private final SpscFrameRing ring;

    RingTransport(SpscFrameRing ring) {
        this.ring = ring;
    }

    @Override
    public boolean write(float[] block) {
        return ring.write(block, 0, BLOCK_FRAMES);
    }

    @Override
    public boolean read(float[] block) {
        return ring.read(block, 0, BLOCK_FRAMES) == BLOCK_FRAMES;
    }
}
