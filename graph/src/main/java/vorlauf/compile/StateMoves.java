package vorlauf.compile;

import java.util.Arrays;
import java.util.List;

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
     * Moves for the nodes of {@code next} that continue nodes of {@code before}: ranges of a node continue each other in
     * order where their tags and sizes agree. Ranges that touch are joined.
     */
    static StateMoves between(Program before, Program next, int[] previous) {
        int[][] ranges = rangesOf(before, previous.length);
        Joined doubles = new Joined();
        Joined longs = new Joined();
        int[] taken = new int[ranges.length];
        for (Program.State state : next.states) {
            int old = state.node() < previous.length ? previous[state.node()] : -1;
            if (old < 0 || old >= ranges.length) {
                continue;
            }
            int[] candidates = ranges[old];
            for (int i = taken[old]; i < candidates.length; i++) {
                Program.State candidate = before.states.get(candidates[i]);
                if (candidate.tag() == state.tag()
                        && candidate.isDouble() == state.isDouble()
                        && candidate.count() == state.count()) {
                    (state.isDouble() ? doubles : longs).add(candidate.offset(), state.offset(), state.count());
                    taken[old] = i + 1;
                    break;
                }
            }
        }
        return new StateMoves(doubles.ranges(), longs.ranges());
    }

    private static int[][] rangesOf(Program program, int atLeast) {
        List<Program.State> states = program.states;
        int nodes = atLeast;
        for (Program.State state : states) {
            nodes = Math.max(nodes, state.node() + 1);
        }
        int[] counts = new int[nodes];
        for (Program.State state : states) {
            counts[state.node()]++;
        }
        int[][] ranges = new int[nodes][];
        for (int node = 0; node < nodes; node++) {
            ranges[node] = new int[counts[node]];
        }
        Arrays.fill(counts, 0);
        for (int i = 0; i < states.size(); i++) {
            int node = states.get(i).node();
            ranges[node][counts[node]++] = i;
        }
        return ranges;
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
