package vorlauf.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs that are done in one go and become one part of the results.
 *
 * @param round that it belongs to
 * @param number in its round
 * @param stretches of runs, at least one
 */
public record Slice(int round, int number, List<Stretch> stretches) {
    public Slice {
        stretches = List.copyOf(stretches);
    }

    /**
     * Repetitions of one scenario.
     *
     * @param cell number of the scenario in its grid
     * @param first repetition, from 0
     * @param count how many
     */
    public record Stretch(int cell, int first, int count) {}

    /** How many runs it has. */
    public int runs() {
        return stretches.stream().mapToInt(Stretch::count).sum();
    }

    /** The name of its part. */
    String fileName() {
        return String.format(Locale.ROOT, "part-%03d-%06d.parquet", round, number);
    }

    /** Whether a file is a part by its name. */
    static boolean isFileName(String name) {
        return name.matches("part-\\d+-\\d+\\.parquet");
    }

    /**
     * How a plan is cut. It must not depend on how many cores there are, or a sweep could not go on elsewhere.
     *
     * @param deadlines of a slice, about; a single run may have more
     */
    record Cut(long deadlines) {
        private static final int MOST_RUNS = 20_000;

        /** So many slices a round at least, where there is work for them: else cores would have nothing to do. */
        private static final int LEAST_SLICES = 32;

        /** But none of less than this part of a usual slice: a part takes a few milliseconds to write. */
        private static final int LEAST_WORK = 512;

        /** The slices of a round: repetitions {@code first} to {@code end} (without) of each of these scenarios. */
        List<Slice> slices(int round, int[] cells, long[] cellDeadlines, int first, int end) {
            double all = 0;
            for (int cell : cells) {
                all += (double) cellDeadlines[cell] * (end - first);
            }
            double budget = Math.min((double) deadlines, Math.max(all / LEAST_SLICES, (double) deadlines / LEAST_WORK));
            List<Slice> slices = new ArrayList<>();
            List<Stretch> stretches = new ArrayList<>();
            double room = budget;
            int runs = 0;
            for (int cell : cells) {
                int next = first;
                while (next < end) {
                    long fit = (long) Math.max(1, Math.ceil(room / cellDeadlines[cell]));
                    int count = (int) Math.min(Math.min(end - next, MOST_RUNS - runs), fit);
                    stretches.add(new Stretch(cell, next, count));
                    next += count;
                    runs += count;
                    room -= (double) count * cellDeadlines[cell];
                    if (room <= 0 || runs == MOST_RUNS) {
                        slices.add(new Slice(round, slices.size(), stretches));
                        stretches.clear();
                        room = budget;
                        runs = 0;
                    }
                }
            }
            if (!stretches.isEmpty()) {
                slices.add(new Slice(round, slices.size(), stretches));
            }
            return slices;
        }
    }
}
