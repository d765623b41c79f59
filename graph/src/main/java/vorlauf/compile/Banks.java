package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.BankForm;

/**
 * Finds banks: sums whose inputs are alike voice by voice, whoever declared them.
 *
 * <p>A voice is what leads to one input of a sum and to nothing else ({@link Voices}). Voices that follow each other in a sum
 * and have the same steps, wired in the same way, stand beside each other in a tile of sixteen lanes; the lane of a voice is
 * the partial sum that it is added to ({@link Sums}). Tiles of several kinds follow each other in a bank, and the partial sums
 * stay in its lanes between them.
 *
 * <p>No bank waits for what waits for it: what a bank reads is less deep than everything that it hands out.
 */
final class Banks {
    /** Voices from which a bank is worth its while. */
    static final int FEWEST_VOICES = 8;

    /** Lanes that a tile has to have on average. */
    private static final int FEWEST_LANES = 6;

    /**
     * A bank and the steps that it is made of.
     *
     * @param members the steps, in the order of its rows
     */
    record Found(int[] members, Program.Bank bank) {}

    private final Program program;
    private final Program.Instruction[] steps;
    private final int[] madeAt;
    private final int[] readers;
    private final int[] depth;
    private final Voices voices;

    Banks(Program program, Program.Instruction[] steps, int[] madeAt, int[] readers, Needs needs, int[] depth) {
        this.program = program;
        this.steps = steps;
        this.madeAt = madeAt;
        this.readers = readers;
        this.depth = depth;
        this.voices = new Voices(steps, madeAt, readers, needs, depth);
    }

    List<Found> find() {
        List<Found> found = new ArrayList<>();
        for (Program.Sum sum : program.sums) {
            if (sum.after()[0].length >= FEWEST_VOICES) {
                find(sum, found);
            }
        }
        return found;
    }

    /** Banks of voices that follow each other, but where a bank of all of them needs fewer tiles. */
    private void find(Program.Sum sum, List<Found> found) {
        OfSum following = new OfSum(sum);
        following.find();
        int inputs = sum.after()[0].length;
        boolean fewest = following.tilesOfAll() == (inputs + BankForm.LANES - 1) / BankForm.LANES;
        Found mixed = fewest
                ? null
                : MixedBank.of(sum, steps, madeAt, readers, depth, following::asOne, following.tilesOfAll());
        if (mixed == null) {
            following.make(found);
        } else {
            voices.take(mixed.members());
            found.add(mixed);
        }
    }

    /** The banks of one sum. */
    private final class OfSum {
        private final Program.Sum sum;
        private final List<List<List<Voices.Voice>>> banks = new ArrayList<>();
        private final List<Voices.Voice> current = new ArrayList<>();
        private int leastHandedOut;
        private int deepestRead;

        /** The voices of the first inputs, as many as were looked at for a bank that begins with the first one. */
        private final Voices.@Nullable Voice[] first;

        private int firstCount;

        OfSum(Program.Sum sum) {
            this.sum = sum;
            first = new Voices.Voice[sum.after()[0].length];
        }

        /** The voice of an input in a bank that begins with the first one, or null. */
        Voices.@Nullable Voice asOne(int input) {
            return input < firstCount ? first[input] : voices.of(sum, input, 0);
        }

        /** How many tiles there are where all inputs are in one bank; else more than any number. */
        int tilesOfAll() {
            int voices = 0;
            for (List<Voices.Voice> tile : banks.size() == 1 ? banks.getFirst() : List.<List<Voices.Voice>>of()) {
                voices += tile.size();
            }
            return voices == sum.after()[0].length ? banks.getFirst().size() : Integer.MAX_VALUE;
        }

        void make(List<Found> found) {
            for (List<List<Voices.Voice>> tiles : banks) {
                tiles.forEach(voices::take);
                BankWriter writer = new BankWriter(
                        steps, madeAt, sum, tiles.getFirst().getFirst().input());
                tiles.forEach(writer::tile);
                found.add(writer.found());
            }
        }

        void find() {
            int inputs = sum.after()[0].length;
            for (int input = 0; input < inputs; input++) {
                int from = current.isEmpty() ? input : current.getFirst().input();
                Voices.Voice voice = voices.of(sum, input, from);
                if (from == 0) {
                    first[firstCount++] = voice;
                }
                if (voice == null || !joins(voice)) {
                    close();
                    voice = voices.of(sum, input, input); // by itself it reads the partial sum from outside
                    if (voice == null || !joins(voice)) {
                        continue;
                    }
                }
                deepestRead = Math.max(deepestRead, voice.deepestRead());
                leastHandedOut = Math.min(leastHandedOut, voice.depth());
                current.add(voice);
            }
            close();
        }

        private boolean joins(Voices.Voice voice) {
            if (current.isEmpty()) {
                deepestRead = -1;
                leastHandedOut = Integer.MAX_VALUE;
            }
            return Math.max(deepestRead, voice.deepestRead()) < Math.min(leastHandedOut, voice.depth());
        }

        /** Ends the bank of the voices so far, if they are worth it. */
        private void close() {
            List<List<Voices.Voice>> tiles = tiles();
            if (current.size() >= FEWEST_VOICES && current.size() >= FEWEST_LANES * tiles.size()) {
                banks.add(tiles);
            }
            current.clear();
        }

        private List<List<Voices.Voice>> tiles() {
            List<List<Voices.Voice>> tiles = new ArrayList<>();
            List<Voices.Voice> tile = new ArrayList<>();
            for (Voices.Voice voice : current) {
                if (!tile.isEmpty()
                        && (tile.size() == BankForm.LANES
                                || (voice.fromOutside() & ~tile.getLast().fromOutside()) != 0
                                || !Arrays.equals(tile.getFirst().shape(), voice.shape()))) {
                    tiles.add(tile);
                    tile = new ArrayList<>();
                }
                tile.add(voice);
            }
            if (!tile.isEmpty()) {
                tiles.add(tile);
            }
            return tiles;
        }
    }

    /** A bank of filters beside each other that belong to no sum of voices: from buffers into lanes and back. */
    static Found ofFilters(Program.Instruction[] steps, int[] members) {
        int[] from = new int[BankForm.LANES];
        int[] to = new int[BankForm.LANES];
        Arrays.fill(from, BankForm.NOTHING);
        Arrays.fill(to, BankForm.NOTHING);
        List<Program.Instruction> rows = new ArrayList<>();
        for (int lane = 0; lane < members.length; lane++) {
            Program.Instruction row = steps[members[lane]];
            rows.add(row);
            from[lane] = row.inputs()[0];
            to[lane] = row.outputs()[0];
        }
        int[] lanes = BankWriter.lanes(0, members.length);
        int[] slot = {0};
        return new Found(
                members,
                new Program.Bank(
                        List.of(
                                new Program.BankOperation(BankForm.FETCH_EACH, List.of(), lanes, 0, from),
                                new Program.BankOperation(rows.getFirst().code(), rows, lanes, 0, slot),
                                new Program.BankOperation(BankForm.STORE, List.of(), lanes, 0, to)),
                        1,
                        0));
    }
}
