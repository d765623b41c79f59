package vorlauf.check.subject;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vorlauf.check.model.BrokenPromise;
import vorlauf.check.model.Scenario;
import vorlauf.ring.RecordRing;

/** A writer that drops what does not fit, a reader, and the count of what was dropped. Variants: capacity 1, 2 and 3. */
public final class RecordRingScenario implements Scenario {
    /** Capacities 1 to 3. */
    public static final int VARIANTS = 3;

    private static final int RECORDS = 4;
    private static final int LONGS = 2;
    private static final Constructor<?> AT_POSITION =
            Hidden.constructor(RecordRing.class.getName(), int.class, int.class, long.class);

    private final int capacityRecords;
    private @Nullable RecordRing made;
    private long lastRead;
    private long read;

    /** One execution with a capacity of {@code variant + 1}. */
    public RecordRingScenario(int variant) {
        this.capacityRecords = variant + 1;
    }

    @Override
    public List<String> threads() {
        return List.of("writer", "reader");
    }

    @Override
    public void setUp() throws Throwable {
        made = (RecordRing) Hidden.make(AT_POSITION, LONGS, capacityRecords, (1L << 31) - 2);
    }

    private RecordRing ring() {
        RecordRing ring = made;
        if (ring == null) {
            throw new IllegalStateException("not set up");
        }
        return ring;
    }

    @Override
    public void run(int thread) {
        if (thread == 0) {
            long[] record = new long[LONGS];
            for (int number = 1; number <= RECORDS; number++) {
                record[0] = number;
                record[1] = -number;
                ring().write(record);
            }
        } else {
            for (int call = 0; call < RECORDS - 1; call++) {
                readOne();
            }
            long dropped = ring().droppedRecords();
            if (dropped < 0 || dropped > RECORDS) {
                throw new BrokenPromise("every loss is counted", dropped + " of " + RECORDS + " records were dropped");
            }
        }
    }

    private boolean readOne() {
        long[] record = new long[LONGS];
        if (!ring().read(record)) {
            return false;
        }
        if (record[1] != -record[0] || record[0] <= lastRead || record[0] > RECORDS) {
            throw new BrokenPromise(
                    "records in order, once and whole",
                    "after record " + lastRead + " came one of " + record[0] + " and " + record[1]);
        }
        lastRead = record[0];
        read++;
        return true;
    }

    @Override
    public void finish() {
        long there = 0;
        while (readOne()) {
            there++;
        }
        if (there > capacityRecords) {
            throw new BrokenPromise("capacity", there + " records were in a ring of " + capacityRecords);
        }
        if (read + ring().droppedRecords() != RECORDS) {
            throw new BrokenPromise(
                    "every loss is counted",
                    read + " came and " + ring().droppedRecords() + " were dropped of " + RECORDS);
        }
        fillAgain();
    }

    private void fillAgain() {
        for (int number = 0; number < capacityRecords; number++) {
            if (!ring().write(new long[] {1, -1})) {
                throw new BrokenPromise("capacity", "an empty ring of " + capacityRecords + " takes only " + number);
            }
        }
        if (ring().write(new long[] {1, -1})) {
            throw new BrokenPromise("capacity", "a full ring takes one more record");
        }
    }

    @Override
    public Map<String, Object> roots() {
        return made == null ? Map.of() : Map.of("ring", made);
    }
}
