package vorlauf.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a slot is gathered from, vector by vector, for vectors of any width.
 *
 * @param byWidth for vectors of 1, 2, 4, 8, 16 lanes the vectors of the slot, each with the pieces that it is made of
 * @param whole the pieces of all lanes, {@value #MOST_SUMMED} at least: where there are fewer, more follow that have no lanes
 * @param sources how many slots it is gathered from
 */
record LaneGather(Piece[][][] byWidth, Piece[] whole, int sources) {
    /** Slots that are gathered from where lanes are added to sums at once. */
    static final int MOST_SUMMED = 5;

    /** Pieces that a kernel puts together at once: where there are fewer, more follow that have no lanes. */
    static final int AT_ONCE = 4;

    private static final int LANES = BankForm.LANES;

    /**
     * Lanes of a vector that come from one other vector.
     *
     * @param slot where that is
     * @param from its first lane
     * @param index for each lane here which of the lanes there
     * @param active the lanes that come from there
     */
    record Piece(int slot, int from, int[] index, boolean[] active) {}

    /** Sorts lanes by where they come from; {@code places} is, for each, {@link BankForm#place} or nothing. */
    static LaneGather of(int[] places) {
        Piece[][][] byWidth = new Piece[1 + Integer.numberOfTrailingZeros(LANES)][][];
        for (int i = 0; i < byWidth.length; i++) {
            int width = 1 << i;
            byWidth[i] = new Piece[LANES / width][];
            for (int vector = 0; vector < byWidth[i].length; vector++) {
                byWidth[i][vector] = pieces(Arrays.copyOfRange(places, vector * width, (vector + 1) * width), AT_ONCE);
            }
        }
        return new LaneGather(byWidth, pieces(places, MOST_SUMMED), sources(places));
    }

    /** How many slots there are among places. */
    static int sources(int[] places) {
        return (int) Arrays.stream(places)
                .filter(place -> place >= 0)
                .map(place -> place / LANES)
                .distinct()
                .count();
    }

    /** The vectors of a slot, where a vector has so many lanes. */
    Piece[][] vectors(int width) {
        return byWidth[Integer.numberOfTrailingZeros(width)];
    }

    /** Pieces by the order of their first lanes, and as many behind them as make a multiple of some number. */
    private static Piece[] pieces(int[] places, int multiple) {
        int width = places.length;
        List<Piece> pieces = new ArrayList<>();
        for (int lane = 0; lane < width; lane++) {
            if (places[lane] >= 0 && isFirst(places, lane)) {
                pieces.add(piece(places, places[lane] / width));
            }
        }
        while (pieces.size() % multiple != 0) {
            Piece again = pieces.get(0);
            pieces.add(new Piece(again.slot(), again.from(), again.index(), new boolean[width]));
        }
        return pieces.toArray(new Piece[0]);
    }

    /** Whether no lane before this one comes from the same vector. */
    private static boolean isFirst(int[] places, int lane) {
        for (int before = 0; before < lane; before++) {
            if (places[before] >= 0 && places[before] / places.length == places[lane] / places.length) {
                return false;
            }
        }
        return true;
    }

    private static Piece piece(int[] places, int vector) {
        int width = places.length;
        int[] index = new int[width];
        boolean[] active = new boolean[width];
        for (int lane = 0; lane < width; lane++) {
            active[lane] = places[lane] >= 0 && places[lane] / width == vector;
            index[lane] = active[lane] ? places[lane] % width : lane;
        }
        int first = vector * width;
        return new Piece(first / LANES, first % LANES, index, active);
    }
}
