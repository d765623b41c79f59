package vorlauf.stress.lincheck;

import java.util.ArrayDeque;

/** What a ring of three records does, one operation after another. */
public class RecordQueue {
    private static final int CAPACITY_RECORDS = 3;

    private final ArrayDeque<Integer> numbers = new ArrayDeque<>();
    private long dropped;

    /** Made by Lincheck. */
    public RecordQueue() {}

    /** As {@link RecordRingOperations#write}. */
    public boolean write(int number) {
        if (numbers.size() == CAPACITY_RECORDS) {
            dropped++;
            return false;
        }
        return numbers.add(number);
    }

    /** As {@link RecordRingOperations#read}. */
    public String read() {
        Integer number = numbers.poll();
        return number == null ? "nothing" : number + " " + -number;
    }

    /** As {@link RecordRingOperations#dropped}. */
    public long dropped() {
        return dropped;
    }
}
