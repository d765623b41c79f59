package vorlauf.stress.bench;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Agrona's ring of messages: claim, bulk copy, commit; its buffer is off the heap, as Agrona wants it. */
final class AgronaTransport implements BlockTransport {
    private static final int MESSAGE_TYPE = 1;
    private static final int BLOCK_BYTES = BLOCK_SAMPLES * Float.BYTES;
    private static final ValueLayout.OfFloat SAMPLE = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(
                    CAPACITY_BLOCKS * BLOCK_BYTES + RingBufferDescriptor.TRAILER_LENGTH)
            .order(ByteOrder.nativeOrder());
    private final MemorySegment segment = MemorySegment.ofBuffer(memory);
    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(new UnsafeBuffer(memory));
    private final CopyOut copyOut = new CopyOut(segment);

    @Override
    public boolean write(float[] block) {
        int index = ring.tryClaim(MESSAGE_TYPE, BLOCK_BYTES);
        if (index <= 0) {
            return false;
        }
        MemorySegment.copy(block, 0, segment, SAMPLE, index, BLOCK_SAMPLES);
        ring.commit(index);
        return true;
    }

    @Override
    public boolean read(float[] block) {
        copyOut.target = block;
        if (ring.read(copyOut, 1) == 1) {
            return true;
        }
        // it may have found nothing but the padding that fills the end of the memory
        return ring.read(copyOut, 1) == 1;
    }

    private static final class CopyOut implements MessageHandler {
        private final MemorySegment segment;
        private float[] target = new float[0];

        CopyOut(MemorySegment segment) {
            this.segment = segment;
        }

        @Override
        public void onMessage(int type, MutableDirectBuffer buffer, int index, int length) {
            MemorySegment.copy(segment, SAMPLE, index, target, 0, BLOCK_SAMPLES);
        }
    }
}
