package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vorlauf.plan.BankForm;
import vorlauf.plan.Step;

/** Writes the tiles of a bank as operations on slots. */
final class BankWriter {
    private static final int NOTHING = BankForm.NOTHING;

    /** Last use of a slot that somebody else gives back. */
    private static final int KEPT = -3;

    private final Program.Instruction[] steps;
    private final int[] madeAt;
    private final Program.Sum sum;
    private final int from;
    private final int sums;
    private final IntList members = new IntList(64);
    private final List<Program.BankOperation> operations = new ArrayList<>();

    /** Slots that are given back; the lowest is taken first, so that a tile has the same slots whatever was before it. */
    private final BitSet free = new BitSet();

    /** For each channel and lane the register that the bank has to write, or nothing. */
    private final int[][] written;

    private int slots;

    /** @param from the bank's first input */
    BankWriter(Program.Instruction[] steps, int[] madeAt, Program.Sum sum, int from) {
        this.madeAt = madeAt;
        this.steps = steps;
        this.sum = sum;
        this.from = from;
        sums = sum.after().length;
        slots = sums;
        written = new int[sums][BankForm.LANES];
        for (int[] lanes : written) {
            Arrays.fill(lanes, NOTHING);
        }
    }

    /** So many lanes from one on; behind the last comes the first. */
    static int[] lanes(int first, int count) {
        int[] lanes = new int[count];
        for (int i = 0; i < count; i++) {
            lanes[i] = (first + i) % BankForm.LANES;
        }
        return lanes;
    }

    /** Adds a tile: voices of one shape that follow each other in the sum, each in the lane of its partial sum. */
    void tile(List<Voices.Voice> voices) {
        new Tile(voices, lanes(voices.getFirst().input() % BankForm.LANES, voices.size())).write();
    }

    /**
     * Adds a tile of voices of one shape in any lanes, whose results the sum takes later: gives the slot of each step of
     * {@code taps}, which is the bank's until it is given back.
     */
    int[] tile(List<Voices.Voice> voices, int[] lanes, int[] taps) {
        Tile tile = new Tile(voices, lanes);
        tile.keep(taps);
        tile.write();
        return Arrays.stream(taps).map(tap -> tile.slotOf[tap]).toArray();
    }

    int newSlot() {
        int slot = free.nextSetBit(0);
        if (slot < 0) {
            return slots++;
        }
        free.clear(slot);
        return slot;
    }

    void giveBack(int slot) {
        free.set(slot);
    }

    /** Adds an operation that has no rows. */
    void add(int code, int[] lanes, int target, int[] operands) {
        operations.add(new Program.BankOperation(code, List.of(), lanes, target, operands));
    }

    /** Adds an operation with a row in each lane. */
    void add(int[] rows, int[] lanes, int target, int[] operands) {
        List<Program.Instruction> instructions = new ArrayList<>();
        for (int row : rows) {
            instructions.add(steps[row]);
            members.add(row);
        }
        operations.add(
                new Program.BankOperation(instructions.getFirst().code(), instructions, lanes, target, operands));
    }

    /** From here on a lane of a partial sum is what the input has left there. */
    void noteWritten(int channel, int input) {
        written[channel][input % BankForm.LANES] = sum.after()[channel][input];
    }

    Banks.Found found() {
        for (int channel = 0; channel < sums; channel++) {
            if (isWhole(channel)) {
                fold(channel);
            } else if (Arrays.stream(written[channel]).anyMatch(register -> register != NOTHING)) {
                add(BankForm.STORE, lanes(0, BankForm.LANES), channel, written[channel]);
            }
        }
        return new Banks.Found(members.toArray(), new Program.Bank(List.copyOf(operations), slots, sums));
    }

    /** Whether all partial sums of a channel are the bank's, and the steps that add them are nobody else's. */
    private boolean isWhole(int channel) {
        int[] partials = written[channel].clone();
        boolean whole = isFoldOf(channel, partials);
        for (int lane = 0; whole && lane < BankForm.LANES; lane++) {
            whole = isLast(channel, lane);
        }
        return whole;
    }

    /** Whether the sum of a channel is made of these partial sums, which are used up, and nothing else, in steps of this section. */
    boolean isFoldOf(int channel, int[] partials) {
        int[] folded = sum.folded()[channel];
        boolean whole = folded.length == BankForm.LANES - 1;
        int next = 0;
        for (int half = BankForm.LANES / 2; whole && half >= 1; half /= 2) {
            for (int partial = 0; whole && partial < half; partial++) {
                int step = folded[next] < 0 ? -1 : madeAt[folded[next]];
                whole = step >= 0
                        && steps[step].code() == Step.ADD
                        && steps[step].inputs()[0] == partials[partial]
                        && steps[step].inputs()[1] == partials[partial + half];
                partials[partial] = folded[next++];
            }
        }
        return whole;
    }

    /** Whether a lane has what the last input of the sum has left there. */
    private boolean isLast(int channel, int lane) {
        int last = sum.after()[channel].length - 1;
        last -= Math.floorMod(last - lane, BankForm.LANES);
        return last >= 0 && sum.after()[channel][last] == written[channel][lane];
    }

    private void fold(int channel) {
        int[] folded = sum.folded()[channel];
        int[] whole = {folded[folded.length - 1]};
        int next = 0;
        for (int half = BankForm.LANES / 2; half >= 1; half /= 2) {
            List<Program.Instruction> rows = new ArrayList<>();
            for (int partial = 0; partial < half; partial++) {
                int step = madeAt[folded[next++]];
                rows.add(steps[step]);
                members.add(step);
            }
            int code = half == BankForm.LANES / 2 ? BankForm.FOLD : BankForm.DONE;
            operations.add(new Program.BankOperation(code, rows, lanes(0, BankForm.LANES), channel, whole));
        }
    }

    private final class Tile {
        private final List<Voices.Voice> voices;
        private final Voices.Voice first;
        private final int[] lanes;
        private final int[] slotOf;
        private final int[] lastUse;
        private final Map<List<Integer>, Integer> fetched = new HashMap<>();

        Tile(List<Voices.Voice> voices, int[] lanes) {
            this.voices = voices;
            this.lanes = lanes;
            first = voices.getFirst();
            slotOf = new int[first.steps().length];
            lastUse = new int[first.steps().length];
            findLastUses();
        }

        /** Lets the slots of steps live on. */
        void keep(int[] taps) {
            for (int tap : taps) {
                lastUse[tap] = KEPT;
            }
        }

        void write() {
            fetchSums();
            for (int step = 0; step < slotOf.length; step++) {
                step(step);
            }
            for (int channel = 0; channel < sums; channel++) {
                begin(channel);
            }
            for (int step = 0; step < slotOf.length; step++) {
                release(step, Integer.MAX_VALUE);
            }
            fetched.values().forEach(free::set);
            noteWritten();
        }

        /** Partial sums that the bank has not made itself: those of the tile's first voices. */
        private void fetchSums() {
            for (int channel = 0; channel < sums; channel++) {
                int count = 0;
                int[] buffers = new int[BankForm.LANES];
                Arrays.fill(buffers, NOTHING);
                for (; count < voices.size() && isFromOutside(channel, count); count++) {
                    int before = Voices.before(sum, channel, first.input() + count);
                    buffers[lanes[count]] = sum.after()[channel][before];
                }
                if (count > 0) {
                    add(BankForm.FETCH_EACH, Arrays.copyOf(lanes, count), channel, buffers);
                }
            }
        }

        private boolean isFromOutside(int channel, int voice) {
            return first.added()[channel] >= 0
                    && !first.begins()[channel]
                    && Voices.before(sum, channel, first.input() + voice) < from;
        }

        private void findLastUses() {
            Arrays.fill(lastUse, -1);
            for (int step = 0; step < slotOf.length; step++) {
                for (int operand : first.operands()[step]) {
                    if (operand >= 0) {
                        lastUse[operand] = step;
                    }
                }
            }
            for (int channel = 0; channel < sums; channel++) {
                if (first.begins()[channel] && first.added()[channel] >= 0) {
                    lastUse[first.added()[channel]] = Integer.MAX_VALUE;
                }
            }
        }

        private void step(int step) {
            List<Program.Instruction> rows = new ArrayList<>(voices.size());
            for (Voices.Voice voice : voices) {
                rows.add(steps[voice.steps()[step]]);
                members.add(voice.steps()[step]);
            }
            int[] kinds = first.operands()[step];
            int[] operands = new int[kinds.length];
            for (int i = 0; i < kinds.length; i++) {
                int kind = kinds[i];
                operands[i] = kind >= 0
                        ? slotOf[kind]
                        : kind == Voices.SCALAR
                                ? NOTHING
                                : kind == Voices.OUTSIDE ? fetched(rows, i) : Voices.SUM - kind;
            }
            for (int kind : kinds) {
                release(kind, step);
            }
            slotOf[step] = target(step);
            operations.add(new Program.BankOperation(rows.getFirst().code(), rows, lanes, slotOf[step], operands));
        }

        /** The slot that an operand from outside is fetched into, once a tile. */
        private int fetched(List<Program.Instruction> rows, int operand) {
            List<Integer> registers = new ArrayList<>();
            for (Program.Instruction row : rows) {
                registers.add(row.inputs()[operand]);
            }
            Integer known = fetched.get(registers);
            if (known != null) {
                return known;
            }
            int slot = newSlot();
            fetched.put(registers, slot);
            if (registers.stream().distinct().count() == 1) {
                add(BankForm.FETCH_SHARED, lanes(0, BankForm.LANES), slot, new int[] {registers.getFirst()});
            } else {
                int[] buffers = new int[BankForm.LANES];
                Arrays.fill(buffers, NOTHING);
                for (int voice = 0; voice < registers.size(); voice++) {
                    buffers[lanes[voice]] = registers.get(voice);
                }
                add(BankForm.FETCH_EACH, lanes, slot, buffers);
            }
            return slot;
        }

        /** A partial sum goes where the sum is, and so does what it begins with where nothing else reads that. */
        private int target(int step) {
            int beginning = 0;
            int channelThatBegins = NOTHING;
            for (int channel = 0; channel < sums; channel++) {
                if (first.added()[channel] == step && !first.begins()[channel]) {
                    return channel;
                }
                if (first.added()[channel] == step) {
                    beginning++;
                    channelThatBegins = channel;
                }
            }
            return beginning == 1 && !isReadInside(step) ? channelThatBegins : newSlot();
        }

        private boolean isReadInside(int step) {
            for (int[] operands : first.operands()) {
                for (int operand : operands) {
                    if (operand == step) {
                        return true;
                    }
                }
            }
            return false;
        }

        private void begin(int channel) {
            int step = first.added()[channel];
            if (step >= 0 && first.begins()[channel] && slotOf[step] != channel) {
                add(BankForm.SET, lanes, channel, new int[] {slotOf[step]});
            }
        }

        /** Gives the slot of a step back that is used for the last time. */
        private void release(int step, int now) {
            if (step >= 0 && lastUse[step] == now && slotOf[step] >= sums) {
                free.set(slotOf[step]);
                lastUse[step] = -2;
            }
        }

        private void noteWritten() {
            for (int channel = 0; channel < sums; channel++) {
                for (int voice = 0; first.added()[channel] >= 0 && voice < voices.size(); voice++) {
                    BankWriter.this.noteWritten(channel, first.input() + voice);
                }
            }
        }
    }
}
