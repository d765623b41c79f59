package vorlauf.compile;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Voices of a section: for an input of a sum the steps that lead to it and to nothing else. */
final class Voices {
    /** Operand of a voice's step that is a scalar, that comes from outside; from {@link #SUM} on down: partial sums. */
    static final int SCALAR = -1;

    static final int OUTSIDE = -2;
    static final int SUM = -10;

    /** Most steps of a voice. */
    private static final int MOST_STEPS = 256;

    private static final int NOWHERE = -1;

    /**
     * A voice.
     *
     * @param input its place in the sum
     * @param steps its steps, in order
     * @param operands for each step and operand the voice's step that makes it, or one of the codes above
     * @param added for each channel the voice's step that is its partial sum, or what that begins with
     * @param begins for each channel whether its partial sum begins with this voice
     * @param fromOutside a bit for each channel whose partial sum the bank has not made itself
     * @param shape what voices have to have in common to stand beside each other
     * @param deepestRead depth of the deepest step that it reads, -1 for none
     * @param depth least depth of what it hands out
     */
    record Voice(
            int input,
            int[] steps,
            int[][] operands,
            int[] added,
            boolean[] begins,
            long fromOutside,
            int[] shape,
            int deepestRead,
            int depth) {}

    private final Program.Instruction[] steps;
    private final int[] madeAt;
    private final int[] readers;
    private final Needs needs;
    private final int[] depth;

    /** How often a voice reads a register; zeros between two voices. */
    private final int[] reads;

    private final int[] local;
    private final boolean[] taken;
    private final Search search = new Search();

    Voices(Program.Instruction[] steps, int[] madeAt, int[] readers, Needs needs, int[] depth) {
        this.steps = steps;
        this.madeAt = madeAt;
        this.readers = readers;
        this.needs = needs;
        this.depth = depth;
        this.reads = new int[readers.length];
        this.local = new int[steps.length];
        Arrays.fill(local, NOWHERE);
        this.taken = new boolean[steps.length];
    }

    /** The steps of these voices belong to a bank: they are in no other voice. */
    void take(Collection<Voice> voices) {
        for (Voice voice : voices) {
            take(voice.steps());
        }
    }

    void take(int[] members) {
        for (int step : members) {
            taken[step] = true;
        }
    }

    /**
     * The voice of an input, or null where it cannot stand in a lane.
     *
     * @param from the first input of the bank: partial sums behind it are the bank's own
     */
    @Nullable
    Voice of(Program.Sum sum, int input, int from) {
        search.begin(sum, input, from);
        return search.voice();
    }

    /** The input before this one in its partial sum, or -1. */
    static int before(Program.Sum sum, int channel, int input) {
        int before = input - Program.Sum.PARTIALS;
        while (before >= 0 && sum.after()[channel][before] == Program.Sum.NOTHING) {
            before -= Program.Sum.PARTIALS;
        }
        return before;
    }

    /** One search at a time; its room is used again for the next. */
    private final class Search {
        private static final int[] NO_CHANNELS = {};

        private Program.@Nullable Sum sum;
        private int input;
        private int from;

        /** By channel: the partial sum before the voice and its input, the one behind it and the step that makes that. */
        private int[] sumOf = NO_CHANNELS;

        private int[] before = NO_CHANNELS;
        private int[] added = NO_CHANNELS;
        private int[] root = NO_CHANNELS;
        private boolean[] begins = {};

        /** Steps to visit, the next one last: upwards, each once. */
        private final IntList open = new IntList(8);

        /** Steps of the voice, the last one first. */
        private final IntList kept = new IntList(12);

        private final IntList shape = new IntList(64);

        /** The voice before, of the same sum: one that is like it has its arrays. */
        private @Nullable Voice last;

        private long fromOutside;
        private int deepestRead;
        private int depthOfRoots;
        private boolean isVoice;

        @SuppressWarnings("ReferenceEquality") // another sum with the same inputs is another one
        void begin(Program.Sum of, int ofInput, int firstInput) {
            if (sum != of) {
                int channels = of.after().length;
                sumOf = new int[channels];
                before = new int[channels];
                added = new int[channels];
                root = new int[channels];
                begins = new boolean[channels];
                last = null;
                sum = of;
            }
            input = ofInput;
            from = firstInput;
            open.clear();
            kept.clear();
            fromOutside = 0;
            deepestRead = -1;
            depthOfRoots = Integer.MAX_VALUE;
            isVoice = true;
            findRoots(of);
        }

        @Nullable
        Voice voice() {
            while (isVoice && !open.isEmpty()) {
                visit(open.removeLast());
            }
            Voice voice = isVoice && !kept.isEmpty() ? made() : null;
            for (int i = 0; i < kept.size(); i++) {
                local[kept.get(i)] = NOWHERE;
                for (int register : steps[kept.get(i)].inputs()) {
                    forget(register);
                }
            }
            for (int channel = 0; channel < root.length; channel++) {
                forget(added[channel]);
            }
            return voice;
        }

        /** Puts a step where it belongs, unless it is there. */
        private void open(int step) {
            int at = open.size();
            while (at > 0 && open.get(at - 1) > step) {
                at--;
            }
            if (at == 0 || open.get(at - 1) != step) {
                open.insert(at, step);
            }
        }

        private void forget(int register) {
            if (register >= 0 && register != Program.Sum.NOTHING) {
                reads[register] = 0;
            }
        }

        private void findRoots(Program.Sum of) {
            Arrays.fill(root, NOWHERE);
            Arrays.fill(sumOf, NOWHERE);
            Arrays.fill(begins, false);
            for (int channel = 0; channel < root.length; channel++) {
                added[channel] = of.after()[channel][input];
            }
            for (int channel = 0; channel < root.length; channel++) {
                int register = added[channel];
                if (register == Program.Sum.NOTHING) {
                    continue;
                }
                int maker = register < 0 ? NOWHERE : madeAt[register];
                if (maker == NOWHERE || taken[maker]) {
                    isVoice = false;
                    return;
                }
                root[channel] = maker;
                before[channel] = before(of, channel, input);
                begins[channel] = before[channel] < 0;
                if (begins[channel]) {
                    reads[register]++;
                } else {
                    sumOf[channel] = of.after()[channel][before[channel]];
                    noteSum(channel, sumOf[channel], before[channel]);
                }
                open(maker);
            }
        }

        /** A partial sum that another bank or a row has made is read from outside. */
        private void noteSum(int channel, int register, int before) {
            isVoice &= register >= 0;
            if (before < from && register >= 0) {
                fromOutside |= 1L << channel;
                deepestRead = Math.max(deepestRead, madeAt[register] == NOWHERE ? -1 : depth[madeAt[register]]);
            }
        }

        private int channelOf(int step) {
            for (int channel = 0; channel < root.length; channel++) {
                if (root[channel] == step && !begins[channel]) {
                    return channel;
                }
            }
            return NOWHERE;
        }

        /** Keeps a step that only this voice reads; all others are read from outside. */
        private void visit(int step) {
            Program.Instruction instruction = steps[step];
            int channel = channelOf(step);
            boolean isRoot = channel != NOWHERE;
            boolean ownAlone = isRoot || isReadHereAlone(instruction);
            if (!PackedCodes.hasLanes(instruction.code()) || taken[step] || !ownAlone || kept.size() == MOST_STEPS) {
                isVoice &= !isRoot && !isBeginning(step);
                deepestRead = Math.max(deepestRead, depth[step]);
                return;
            }
            kept.add(step);
            for (int register : instruction.inputs()) {
                if (register >= 0 && !(isRoot && register == sumOf[channel])) {
                    reads[register]++;
                    if (madeAt[register] != NOWHERE && mayOpen(madeAt[register])) {
                        open(madeAt[register]);
                    }
                }
            }
            if (isRoot || isBeginning(step)) {
                depthOfRoots = Math.min(depthOfRoots, depth[step]);
            }
        }

        private boolean isReadHereAlone(Program.Instruction instruction) {
            int[] outputs = instruction.outputs();
            return outputs.length == 1 && reads[outputs[0]] == readers[outputs[0]];
        }

        private boolean isBeginning(int step) {
            for (int channel = 0; channel < root.length; channel++) {
                if (root[channel] == step && begins[channel]) {
                    return true;
                }
            }
            return false;
        }

        /** What has several outputs is never in a lane. */
        private boolean mayOpen(int maker) {
            if (steps[maker].outputs().length == 1) {
                return true;
            }
            deepestRead = Math.max(deepestRead, depth[maker]);
            return false;
        }

        private @Nullable Voice made() {
            int[] order = new int[kept.size()];
            for (int i = 0; i < order.length; i++) {
                order[i] = kept.get(order.length - 1 - i);
                local[order[i]] = i;
            }
            shape.clear();
            int filters = 0;
            int oscillators = 0;
            int outside = 0;
            for (int step : order) {
                Program.Instruction instruction = steps[step];
                int channel = channelOf(step);
                filters += PackedCodes.isFilter(instruction.code()) ? 1 : 0;
                oscillators += PackedCodes.isOscillator(instruction.code()) ? 1 : 0;
                shape.add(instruction.code());
                for (int register : instruction.inputs()) {
                    int operand = operand(register, channel);
                    outside += operand == OUTSIDE ? 1 : 0;
                    shape.add(operand);
                }
                noteNeeds(step);
            }
            for (int channel = 0; channel < root.length; channel++) {
                shape.add(root[channel] == NOWHERE ? NOWHERE : local[root[channel]]);
                shape.add(begins[channel] ? 1 : 0);
            }
            boolean worth = filters + oscillators > 0 && outside <= filters;
            return worth ? made(order) : null;
        }

        private void noteNeeds(int step) {
            for (int i = needs.begin(step); i < needs.begin(step + 1); i++) {
                int need = needs.at(i);
                if (local[need] == NOWHERE && !isOwnSum(need)) {
                    deepestRead = Math.max(deepestRead, depth[need]);
                }
            }
        }

        private Voice made(int[] order) {
            Voice like = last;
            if (like == null || !shape.isLike(like.shape())) {
                int[][] operands = new int[order.length][];
                int at = 0;
                for (int i = 0; i < order.length; i++) {
                    operands[i] = new int[steps[order[i]].inputs().length];
                    at++; // its code
                    for (int k = 0; k < operands[i].length; k++) {
                        operands[i][k] = shape.get(at++);
                    }
                }
                int[] ends = new int[root.length];
                for (int channel = 0; channel < ends.length; channel++) {
                    ends[channel] = shape.get(at + 2 * channel);
                }
                like = new Voice(input, order, operands, ends, begins.clone(), 0, shape.toArray(), 0, 0);
                last = like;
            }
            return new Voice(
                    input,
                    order,
                    like.operands(),
                    like.added(),
                    like.begins(),
                    fromOutside,
                    like.shape(),
                    deepestRead,
                    depthOfRoots);
        }

        private int operand(int register, int channel) {
            if (register < 0) {
                return SCALAR;
            }
            if (channel != NOWHERE && register == sumOf[channel]) {
                return SUM - channel;
            }
            int maker = madeAt[register];
            return maker == NOWHERE || local[maker] == NOWHERE ? OUTSIDE : local[maker];
        }

        /** Whether a step is a partial sum of the bank that this voice would join. */
        private boolean isOwnSum(int step) {
            for (int channel = 0; channel < root.length; channel++) {
                if (sumOf[channel] >= 0 && before[channel] >= from && madeAt[sumOf[channel]] == step) {
                    return true;
                }
            }
            return false;
        }
    }
}
