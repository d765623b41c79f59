package vorlauf.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vorlauf.plan.BankForm;
import vorlauf.plan.Step;

/** Writes the tiles of a bank as operations on slots. */
final class BankWriter {
    private static final int NOTHING = BankForm.NOTHING;

    private final Program.Instruction[] steps;
    private final int[] madeAt;
    private final Program.Sum sum;
    private final int from;
    private final int sums;
    private final List<Integer> members = new ArrayList<>();
    private final List<Program.BankOperation> operations = new ArrayList<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();

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

    /** Adds a tile: voices of one shape. */
    void tile(List<Voices.Voice> voices) {
        new Tile(voices).write();
    }

    Banks.Found found() {
        for (int channel = 0; channel < sums; channel++) {
            if (isWhole(channel)) {
                fold(channel);
            } else if (Arrays.stream(written[channel]).anyMatch(register -> register != NOTHING)) {
                operations.add(new Program.BankOperation(
                        BankForm.STORE, List.of(), BankForm.LANES, 0, channel, written[channel]));
            }
        }
        return new Banks.Found(
                members.stream().mapToInt(Integer::intValue).toArray(),
                new Program.Bank(List.copyOf(operations), slots, sums));
    }

    /** Whether all partial sums of a channel are the bank's, and the steps that add them are nobody else's. */
    private boolean isWhole(int channel) {
        int[] folded = sum.folded()[channel];
        boolean whole = folded.length == BankForm.LANES - 1;
        int[] partials = written[channel].clone();
        int next = 0;
        for (int half = BankForm.LANES / 2; whole && half >= 1; half /= 2) {
            for (int partial = 0; whole && partial < half; partial++) {
                int step = folded[next] < 0 ? -1 : madeAt[folded[next]];
                whole = step >= 0
                        && steps[step].code() == Step.ADD
                        && steps[step].inputs()[0] == partials[partial]
                        && steps[step].inputs()[1] == partials[partial + half]
                        && isLast(channel, partial)
                        && isLast(channel, partial + half);
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
            operations.add(new Program.BankOperation(code, rows, BankForm.LANES, 0, channel, whole));
        }
    }

    private final class Tile {
        private final List<Voices.Voice> voices;
        private final Voices.Voice first;
        private final int firstLane;
        private final int[] slotOf;
        private final int[] lastUse;
        private final Map<List<Integer>, Integer> fetched = new HashMap<>();

        Tile(List<Voices.Voice> voices) {
            this.voices = voices;
            first = voices.getFirst();
            firstLane = first.input() % BankForm.LANES;
            slotOf = new int[first.steps().length];
            lastUse = new int[first.steps().length];
        }

        void write() {
            fetchSums();
            findLastUses();
            for (int step = 0; step < slotOf.length; step++) {
                step(step);
            }
            for (int channel = 0; channel < sums; channel++) {
                begin(channel);
            }
            for (int step = 0; step < slotOf.length; step++) {
                release(step, Integer.MAX_VALUE);
            }
            fetched.values().forEach(free::push);
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
                    buffers[(firstLane + count) % BankForm.LANES] = sum.after()[channel][before];
                }
                if (count > 0) {
                    fetch(BankForm.FETCH_EACH, count, firstLane, channel, buffers);
                }
            }
        }

        private boolean isFromOutside(int channel, int voice) {
            return first.added()[channel] >= 0
                    && !first.begins()[channel]
                    && Voices.before(sum, channel, first.input() + voice) < from;
        }

        private void fetch(int code, int count, int lane, int target, int[] buffers) {
            operations.add(new Program.BankOperation(code, List.of(), count, lane, target, buffers));
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
            List<Program.Instruction> rows = new ArrayList<>();
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
            operations.add(new Program.BankOperation(
                    rows.getFirst().code(), rows, rows.size(), firstLane, slotOf[step], operands));
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
                fetch(BankForm.FETCH_SHARED, BankForm.LANES, 0, slot, new int[] {registers.getFirst()});
            } else {
                int[] buffers = new int[BankForm.LANES];
                Arrays.fill(buffers, NOTHING);
                for (int voice = 0; voice < registers.size(); voice++) {
                    buffers[(firstLane + voice) % BankForm.LANES] = registers.get(voice);
                }
                fetch(BankForm.FETCH_EACH, registers.size(), firstLane, slot, buffers);
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
            boolean readInside =
                    Arrays.stream(first.operands()).flatMapToInt(Arrays::stream).anyMatch(operand -> operand == step);
            return beginning == 1 && !readInside ? channelThatBegins : newSlot();
        }

        private void begin(int channel) {
            int step = first.added()[channel];
            if (step >= 0 && first.begins()[channel] && slotOf[step] != channel) {
                operations.add(new Program.BankOperation(
                        BankForm.SET, List.of(), voices.size(), firstLane, channel, new int[] {slotOf[step]}));
            }
        }

        private int newSlot() {
            return free.isEmpty() ? slots++ : free.pop();
        }

        /** Gives the slot of a step back that is used for the last time. */
        private void release(int step, int now) {
            if (step >= 0 && lastUse[step] == now && slotOf[step] >= sums) {
                free.push(slotOf[step]);
                lastUse[step] = -2;
            }
        }

        private void noteWritten() {
            for (int channel = 0; channel < sums; channel++) {
                if (first.added()[channel] < 0) {
                    continue;
                }
                for (int voice = 0; voice < voices.size(); voice++) {
                    int lane = (firstLane + voice) % BankForm.LANES;
                    written[channel][lane] = sum.after()[channel][first.input() + voice];
                }
            }
        }
    }
}
