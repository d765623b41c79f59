package vorlauf.compile;

import java.util.function.IntUnaryOperator;

/**
 * The state of a program: which range of the doubles or the longs belongs to which node. Ranges with equal node, tag and
 * size are the same state, in their order.
 */
final class StateRanges {
    private static final int WIDTH = 5;

    private final IntList values = new IntList(64);

    void add(int node, int tag, boolean isDouble, int offset, int count) {
        values.add(node);
        values.add(tag);
        values.add(isDouble ? 1 : 0);
        values.add(offset);
        values.add(count);
    }

    /** Adds ranges of others whose nodes have a number here; {@code numberOf} gives it, or less than 0. */
    void addAll(StateRanges others, IntUnaryOperator numberOf) {
        for (int range = 0; range < others.size(); range++) {
            int node = numberOf.applyAsInt(others.node(range));
            if (node >= 0) {
                int at = values.size();
                values.addAll(others.values, WIDTH * range, WIDTH * (range + 1));
                values.set(at, node);
            }
        }
    }

    /** Whose they are, four ints a range as a plan has them. */
    int[] owners() {
        int[] owners = new int[4 * size()];
        for (int i = 0; i < size(); i++) {
            owners[4 * i] = node(i);
            owners[4 * i + 1] = isDouble(i) ? 1 : 0;
            owners[4 * i + 2] = offset(i);
            owners[4 * i + 3] = count(i);
        }
        return owners;
    }

    int size() {
        return values.size() / WIDTH;
    }

    int node(int range) {
        return values.get(WIDTH * range);
    }

    boolean isDouble(int range) {
        return values.get(WIDTH * range + 2) == 1;
    }

    int offset(int range) {
        return values.get(WIDTH * range + 3);
    }

    int count(int range) {
        return values.get(WIDTH * range + 4);
    }

    /** Whether a range may take over what another one holds. */
    boolean isLike(int range, StateRanges others, int other) {
        return values.get(WIDTH * range + 1) == others.values.get(WIDTH * other + 1)
                && isDouble(range) == others.isDouble(other)
                && count(range) == others.count(other);
    }
}
