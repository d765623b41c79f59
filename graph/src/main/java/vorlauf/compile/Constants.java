package vorlauf.compile;

import java.util.Arrays;

/** The numbers of a program, each once, in the order of their first use; there is only one zero. */
final class Constants {
    private double[] values = new double[64];
    private int size;

    /** Places of a hash table with open addressing: index + 1 of a number, 0 where a place is free. */
    private int[] places = new int[256];

    /** The index of a number, which is added where it is new. */
    int index(double number) {
        double value = number == 0 ? 0 : number;
        int place = place(value);
        if (places[place] == 0) {
            if (size == values.length) {
                grow();
                place = place(value);
            }
            values[size++] = value;
            places[place] = size;
        }
        return places[place] - 1;
    }

    double value(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }

    private int place(double value) {
        long bits = Double.doubleToLongBits(value);
        // Numbers of few digits differ in their upper bits alone, and a product carries upwards: its top bits are
        // taken.
        int mask = places.length - 1;
        int place = (int) ((bits * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (places[place] != 0 && Double.doubleToLongBits(values[places[place] - 1]) != bits) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        values = Arrays.copyOf(values, 2 * size);
        places = new int[4 * values.length];
        for (int i = 0; i < size; i++) {
            places[place(values[i])] = i + 1;
        }
    }
}
