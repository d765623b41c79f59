package vorlauf.stress.ring;

/**
 * Numbered records through a queue that refuses what it has no room for, with a check of all that comes out.
 *
 * <p>Threads: {@link #write} on one, {@link #read} on another, {@link #account} after both.
 */
public final class RecordTransfer {
    static final int NOTHING_WRONG = 0;
    static final int TORN = 1;
    static final int OUT_OF_ORDER = 2;
    static final int LOST = 3;

    private static final int RECORDS = 8;
    private static final int MOST_LEFT = 8;

    private final RecordQueue queue;
    private final long[] outgoing = new long[RecordQueue.LONGS];
    private final long[] incoming = new long[RecordQueue.LONGS];
    private final boolean[] accepted = new boolean[RECORDS + 1];
    private long newest;
    private int received;
    private int wrong = NOTHING_WRONG;

    /** A transfer through an empty queue. */
    public RecordTransfer(RecordQueue queue) {
        this.queue = queue;
    }

    /** Offers records 1 to 8. */
    public void write() {
        for (int number = 1; number <= RECORDS; number++) {
            outgoing[0] = number;
            outgoing[1] = ~(long) number;
            outgoing[2] = 31L * number;
            accepted[number] = queue.write(outgoing);
        }
    }

    /** Reads what comes beside it; returns how many came. */
    public int read() {
        for (int attempt = 0; attempt < RECORDS; attempt++) {
            readOne();
        }
        return received;
    }

    /** Reads the rest and accounts for every record: all that were accepted came, no others did. */
    public int account() {
        for (int attempt = 0; attempt < MOST_LEFT; attempt++) {
            readOne();
        }
        int written = 0;
        for (boolean one : accepted) {
            written += one ? 1 : 0;
        }
        return wrong == NOTHING_WRONG && received != written ? LOST : wrong;
    }

    private void readOne() {
        if (!queue.read(incoming)) {
            return;
        }
        long number = incoming[0];
        if (wrong == NOTHING_WRONG && (incoming[1] != ~number || incoming[2] != 31 * number)) {
            wrong = TORN;
        }
        if (wrong == NOTHING_WRONG && number <= newest) {
            wrong = OUT_OF_ORDER;
        }
        newest = number;
        received++;
    }
}
