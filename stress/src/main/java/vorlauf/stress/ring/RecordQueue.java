package vorlauf.stress.ring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jctools.queues.SpscArrayQueue;
import vorlauf.ring.RecordRing;

/** A bounded queue of records of three longs between two threads that refuses what it has no room for. */
public interface RecordQueue {
    /** Longs in a record. */
    int LONGS = 3;

    /** Copies a record in, or returns false. Writer. */
    boolean write(long[] record);

    /** Copies the oldest record out, or returns false. Reader. */
    boolean read(long[] into);

    /** The product's ring, for two records. */
    static RecordQueue ofProduct() {
        RecordRing ring = new RecordRing(LONGS, 2);
        return new RecordQueue() {
            @Override
            public boolean write(long[] record) {
                long dropped = ring.droppedRecords();
                boolean written = ring.write(record);
                if (ring.droppedRecords() - dropped != (written ? 0 : 1)) {
                    throw new IllegalStateException("a loss was not counted");
                }
                return written;
            }

            @Override
            public boolean read(long[] into) {
                return ring.read(into);
            }
        };
    }

    /** JCTools' queue that uses {@code Unsafe}: full carriers go there, empty ones come back. */
    static RecordQueue ofJcTools() {
        SpscArrayQueue<long[]> filled = new SpscArrayQueue<>(4);
        SpscArrayQueue<long[]> empty = new SpscArrayQueue<>(4);
        for (int count = 0; count < 2; count++) {
            empty.offer(new long[LONGS]);
        }
        return new RecordQueue() {
            @Override
            public boolean write(long[] record) {
                long[] carrier = empty.poll();
                if (carrier == null) {
                    return false;
                }
                System.arraycopy(record, 0, carrier, 0, LONGS);
                return filled.offer(carrier);
            }

            @Override
            public boolean read(long[] into) {
                long[] carrier = filled.poll();
                if (carrier == null) {
                    return false;
                }
                System.arraycopy(carrier, 0, into, 0, LONGS);
                return empty.offer(carrier);
            }
        };
    }

    /** Agrona's ring of messages, which uses {@code Unsafe}, for a few records. */
    static RecordQueue ofAgrona() {
        return new AgronaQueue();
    }
}

/** {@link OneToOneRingBuffer} behind the interface. */
final class AgronaQueue implements RecordQueue {
    private static final int MESSAGE_TYPE = 1;
    private static final int RECORD_BYTES = LONGS * Long.BYTES;
    private static final int RING_BYTES = 256;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH)
            .order(ByteOrder.nativeOrder());
    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(new UnsafeBuffer(memory));
    private final UnsafeBuffer outgoing = new UnsafeBuffer(new byte[RECORD_BYTES]);
    private final long[] incoming = new long[LONGS];
    private final MessageHandler copyOut = (type, buffer, index, length) -> {
        for (int position = 0; position < LONGS; position++) {
            incoming[position] = buffer.getLong(index + position * Long.BYTES);
        }
    };

    @Override
    public boolean write(long[] record) {
        for (int position = 0; position < LONGS; position++) {
            outgoing.putLong(position * Long.BYTES, record[position]);
        }
        return ring.write(MESSAGE_TYPE, outgoing, 0, RECORD_BYTES);
    }

    @Override
    public boolean read(long[] into) {
        int read = ring.read(copyOut, 1);
        if (read == 0) {
            // It may have found nothing but the padding that fills the end of the memory.
            read = ring.read(copyOut, 1);
        }
        if (read == 0) {
            return false;
        }
        System.arraycopy(incoming, 0, into, 0, LONGS);
        return true;
    }
}
