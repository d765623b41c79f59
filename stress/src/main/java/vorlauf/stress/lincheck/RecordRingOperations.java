package vorlauf.stress.lincheck;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import vorlauf.ring.RecordRing;

/** A ring of three records of two longs, as operations whose results a bounded queue must explain. */
@Param(name = "number", gen = IntGen.class, conf = "1:9")
public class RecordRingOperations {
    private static final int LONGS = 2;
    private static final int CAPACITY_RECORDS = 3;

    private final RecordRing ring = new RecordRing(LONGS, CAPACITY_RECORDS);
    private final long[] outgoing = new long[LONGS];
    private final long[] incoming = new long[LONGS];

    /** Made by Lincheck. */
    public RecordRingOperations() {}

    /** Writes a record of two numbers; whether it was taken. */
    @Operation(nonParallelGroup = "producer")
    public boolean write(@Param(name = "number") int number) {
        outgoing[0] = number;
        outgoing[1] = -number;
        return ring.write(outgoing);
    }

    /** Reads a record: both numbers, or nothing. */
    @Operation(nonParallelGroup = "consumer")
    public String read() {
        return ring.read(incoming) ? incoming[0] + " " + incoming[1] : "nothing";
    }

    /** What the writer has counted as lost. */
    @Operation(nonParallelGroup = "producer")
    public long dropped() {
        return ring.droppedRecords();
    }
}
