package vorlauf.stress.bench;

import org.jctools.queues.SpscArrayQueue;

/** Two JCTools queues: filled blocks go there, empty ones come back. */
final class JctoolsTransport implements BlockTransport {
    private final SpscArrayQueue<float[]> filled = new SpscArrayQueue<>(CAPACITY_BLOCKS);
    private final SpscArrayQueue<float[]> empty = new SpscArrayQueue<>(CAPACITY_BLOCKS);

    JctoolsTransport() {
        for (int count = 0; count < CAPACITY_BLOCKS; count++) {
            empty.offer(new float[BLOCK_SAMPLES]);
        }
    }

    @Override
    public boolean write(float[] block) {
        float[] carrier = empty.poll();
        if (carrier == null) {
            return false;
        }
        System.arraycopy(block, 0, carrier, 0, BLOCK_SAMPLES);
        return filled.offer(carrier);
    }

    @Override
    public boolean read(float[] block) {
        float[] carrier = filled.poll();
        if (carrier == null) {
            return false;
        }
        System.arraycopy(carrier, 0, block, 0, BLOCK_SAMPLES);
        return empty.offer(carrier);
    }
}
