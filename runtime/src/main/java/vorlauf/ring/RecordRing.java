package vorlauf.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import vorlauf.dsp.RealTime;

/**
 * A bounded queue of records of a fixed number of {@code long}s, from one real-time thread to one thread that has time.
 *
 * <p>It carries telemetry: numbers that the writer already has, to be made into events by the reader. The writer never
 * waits; a record that finds the ring full is dropped and counted, and the records in the ring stay. So what the reader
 * gets is the oldest part without a gap inside, in order, once and whole, and {@link #droppedRecords} says how much is
 * missing.
 *
 * <p>The memory order is that of {@link SpscFrameRing}, record for frame: the writer's release of its position
 * publishes the record, the reader's release gives the slot back.
 *
 * <p>Threads: one writer, one reader; each role passes to another thread only with a happens-before edge of the
 * caller's.
 *
 * <p>Errors: an array shorter than a record is a caller's bug and fails with the {@link IndexOutOfBoundsException} of
 * {@link System#arraycopy} before anything is published.
 */
public final class RecordRing {
    /** The largest record: 64 longs. */
    public static final int MAXIMUM_LONGS_PER_RECORD = 64;

    /** The largest capacity: 2^20 records. */
    public static final int MAXIMUM_CAPACITY_RECORDS = 1 << 20;

    private static final VarHandle DROPPED = droppedHandle();

    /** Record after record; plain accesses alone. Slot s starts at s * longsPerRecord. */
    private final long[] storage;

    /** Storage in records minus one; all ones in binary. Constant after construction, as are the next two. */
    private final int slotMask;

    private final int capacityRecords;

    private final int longsPerRecord;

    /** Records ever written, and the writer's last look at the reader. Written by the writing thread alone. */
    private final RingSide writer;

    /** Records ever read, and the reader's last look at the writer. Written by the reading thread alone. */
    private final RingSide reader;

    /**
     * Records refused since the ring was made; it only grows.
     *
     * <p>Order: the writing thread alone writes it, so it reads it plainly. It stores and others load it
     * <em>opaque</em>: whole and in time, which is all that a counter needs, since nobody concludes anything about a
     * slot from it. It may run ahead of or behind the records. It lies beside constants, whose line a full ring makes
     * the reader fetch again: it is written only when the reader is too slow already.
     */
    private long droppedRecords;

    /**
     * Makes an empty ring and allocates all that it will ever use.
     *
     * <p>Threads: any; handing the ring to its two threads must be safe (a start, a final field).
     *
     * @param longsPerRecord the length of every record, 1 to {@link #MAXIMUM_LONGS_PER_RECORD}
     * @param capacityRecords the exact number of records that it holds, 1 to {@link #MAXIMUM_CAPACITY_RECORDS}
     * @throws IllegalArgumentException when one of the two is outside its limits
     */
    public RecordRing(int longsPerRecord, int capacityRecords) {
        this(longsPerRecord, capacityRecords, 0);
    }

    /**
     * Makes a ring whose first record has the position {@code startPosition}, to test large positions without
     * waiting.
     */
    RecordRing(int longsPerRecord, int capacityRecords, long startPosition) {
        if (longsPerRecord < 1 || longsPerRecord > MAXIMUM_LONGS_PER_RECORD) {
            throw new IllegalArgumentException("longsPerRecord is " + longsPerRecord + "; a record has 1 to "
                    + MAXIMUM_LONGS_PER_RECORD + " longs");
        }
        if (capacityRecords < 1 || capacityRecords > MAXIMUM_CAPACITY_RECORDS) {
            throw new IllegalArgumentException("capacityRecords is " + capacityRecords + "; a ring holds 1 to "
                    + MAXIMUM_CAPACITY_RECORDS + " records");
        }
        if (startPosition < 0) {
            throw new IllegalArgumentException("startPosition is " + startPosition + "; it must not be negative");
        }
        int storageRecords = 1 << (Integer.SIZE - Integer.numberOfLeadingZeros(capacityRecords - 1));
        this.storage = new long[storageRecords * longsPerRecord];
        this.slotMask = storageRecords - 1;
        this.capacityRecords = capacityRecords;
        this.longsPerRecord = longsPerRecord;
        this.writer = new RingSide(startPosition);
        this.reader = new RingSide(startPosition);
    }

    /**
     * The length of every record in longs.
     *
     * <p>Threads: any.
     */
    @RealTime
    public int longsPerRecord() {
        return longsPerRecord;
    }

    /**
     * The exact number of records that the ring holds when it is full.
     *
     * <p>Threads: any.
     */
    @RealTime
    public int capacityRecords() {
        return capacityRecords;
    }

    /**
     * Puts a copy of a record into the ring, or drops and counts it when the ring is full.
     *
     * <p>Threads: writer.
     *
     * @param record the first {@link #longsPerRecord} longs of it are copied; the array may be used again at once
     * @return true when the record is in the ring, false when it was dropped
     */
    @RealTime
    public boolean write(long[] record) {
        long written = writer.position;
        if (written - writer.cachedOpposite == capacityRecords) {
            writer.cachedOpposite = (long) RingSide.POSITION.getAcquire(reader);
            if (written - writer.cachedOpposite == capacityRecords) {
                DROPPED.setOpaque(this, droppedRecords + 1);
                return false;
            }
        }
        System.arraycopy(record, 0, storage, ((int) written & slotMask) * longsPerRecord, longsPerRecord);
        RingSide.POSITION.setRelease(writer, written + 1);
        return true;
    }

    /**
     * Takes the oldest record out of the ring, if there is one.
     *
     * <p>Threads: reader.
     *
     * @param into its first {@link #longsPerRecord} longs receive the record; untouched when there is none
     * @return true when {@code into} holds a record, false when the ring was empty
     */
    @RealTime
    public boolean read(long[] into) {
        long consumed = reader.position;
        if (reader.cachedOpposite == consumed) {
            reader.cachedOpposite = (long) RingSide.POSITION.getAcquire(writer);
            if (reader.cachedOpposite == consumed) {
                return false;
            }
        }
        System.arraycopy(storage, ((int) consumed & slotMask) * longsPerRecord, into, 0, longsPerRecord);
        RingSide.POSITION.setRelease(reader, consumed + 1);
        return true;
    }

    /**
     * The number of records that were dropped because the ring was full; it only grows, and may lag behind the writer.
     *
     * <p>Threads: any.
     */
    @RealTime
    public long droppedRecords() {
        return (long) DROPPED.getOpaque(this);
    }

    private static VarHandle droppedHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(RecordRing.class, "droppedRecords", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
