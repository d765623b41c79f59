package vorlauf.compile;

import java.util.Arrays;

/** Ints that grow at their end, unboxed. */
final class IntList {
    private int[] values;
    private int size;

    /** An empty list with room for so many. */
    IntList(int room) {
        values = new int[Math.max(4, room)];
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    /** Puts a value before the one at an index, or at the end. */
    void insert(int index, int value) {
        add(value);
        System.arraycopy(values, index, values, index + 1, size - 1 - index);
        values[index] = value;
    }

    /** Adds {@code other[from .. to)}. */
    void addAll(int[] other, int from, int to) {
        int count = to - from;
        if (size + count > values.length) {
            values = Arrays.copyOf(values, Math.max(size + count, 2 * size));
        }
        System.arraycopy(other, from, values, size, count);
        size += count;
    }

    /** Adds a part of another list. */
    void addAll(IntList other, int from, int to) {
        addAll(other.values, from, to);
    }

    int get(int index) {
        return values[index];
    }

    void set(int index, int value) {
        values[index] = value;
    }

    int removeLast() {
        return values[--size];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }

    /** Whether it holds the same ints. */
    boolean isLike(int[] other) {
        return Arrays.equals(values, 0, size, other, 0, other.length);
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
