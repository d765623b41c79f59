package vorlauf.compile;

import java.util.Arrays;

/**
 * Which ranges of state a plan takes over from the plan before it.
 *
 * @param doubles three ints a range: from, to, count
 * @param longs the same for longs
 */
record StateMoves(int[] doubles, int[] longs) {
    private static final StateMoves NONE = new StateMoves(new int[0], new int[0]);

    static StateMoves none() {
        return NONE;
    }

    /**
     * Moves for the nodes of {@code own} that continue nodes of {@code old}: ranges of a node continue each other in
     * order where their tags and sizes agree. Ranges that touch are joined.
     */
    static StateMoves between(StateRanges old, StateRanges own, int[] previous) {
        int[] following = new int[old.size()];
        int[] candidate = firstOfNodes(old, following);
        Builder moves = new Builder();
        for (int range = 0; range < own.size(); range++) {
            int node = own.node(range) < previous.length ? previous[own.node(range)] : -1;
            if (node < 0 || node >= candidate.length) {
                continue;
            }
            int from = candidate[node];
            while (from >= 0 && !own.isLike(range, old, from)) {
                from = following[from];
            }
            if (from >= 0) {
                moves.add(old, from, own, range);
                candidate[node] = following[from];
            }
        }
        return moves.moves();
    }

    /** The first range of each node; {@code following} receives the next one of the same node behind each. */
    private static int[] firstOfNodes(StateRanges ranges, int[] following) {
        int nodes = 0;
        for (int range = 0; range < ranges.size(); range++) {
            nodes = Math.max(nodes, ranges.node(range) + 1);
        }
        int[] first = new int[nodes];
        Arrays.fill(first, -1);
        for (int range = ranges.size() - 1; range >= 0; range--) {
            following[range] = first[ranges.node(range)];
            first[ranges.node(range)] = range;
        }
        return first;
    }

    /** Collects ranges that are taken over, in the order in which they are in the next plan. */
    static final class Builder {
        private final Joined doubles = new Joined();
        private final Joined longs = new Joined();

        /** One range is taken over by another. */
        void add(StateRanges old, int from, StateRanges own, int range) {
            // Not one call on a choice of the two: C2 of JDK 25 gives null for that where it had left both away
            // (decision 0016).
            if (own.isDouble(range)) {
                doubles.add(old.offset(from), own.offset(range), own.count(range));
            } else {
                longs.add(old.offset(from), own.offset(range), own.count(range));
            }
        }

        StateMoves moves() {
            return new StateMoves(doubles.ranges(), longs.ranges());
        }
    }

    /** Collects ranges and joins those that follow each other on both sides. */
    private static final class Joined {
        private int[] ranges = new int[48];
        private int length;

        void add(int from, int to, int count) {
            if (length > 0
                    && ranges[length - 3] + ranges[length - 1] == from
                    && ranges[length - 2] + ranges[length - 1] == to) {
                ranges[length - 1] += count;
                return;
            }
            ranges = length + 3 > ranges.length ? Arrays.copyOf(ranges, 2 * ranges.length) : ranges;
            ranges[length++] = from;
            ranges[length++] = to;
            ranges[length++] = count;
        }

        int[] ranges() {
            return Arrays.copyOf(ranges, length);
        }
    }
}
