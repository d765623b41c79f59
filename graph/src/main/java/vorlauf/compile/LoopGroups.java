package vorlauf.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.LoopVoice;
import vorlauf.plan.Step;

/**
 * Finds loops that are rendered in one pass each, such as combs and plucked strings: cycles of the shapes of
 * {@link LoopVoice}. Sixteen of one shape stand behind a header, step by step.
 *
 * <p>What a loop reads of its lines, and what it adds up on the way, must be read by nobody else: it is never written.
 */
final class LoopGroups {
    private static final int[] NO_OPERANDS = {};
    private static final int NOWHERE = -1;

    private final Program.Instruction[] steps;
    private final int[] readers;
    private final int groupsBefore;
    private final List<List<Program.Instruction>> groups = new ArrayList<>();
    private final List<Program.Instruction> rest = new ArrayList<>();

    /**
     * Sorts the steps of a section of cycles.
     *
     * @param program where they come from
     * @param readers how many steps read each register
     * @param groupsBefore headers of loops that the program has already
     */
    LoopGroups(Program program, List<Program.Instruction> section, int[] readers, int groupsBefore) {
        steps = section.toArray(Program.Instruction[]::new);
        this.readers = readers;
        this.groupsBefore = groupsBefore;
        boolean[] grouped = new boolean[steps.length];
        for (List<int[]> alike : SectionCycles.alike(program, steps)) {
            for (int from = 0; from < alike.size(); from += Packing.MOST_LANES) {
                group(alike.subList(from, Math.min(alike.size(), from + Packing.MOST_LANES)), grouped);
            }
        }
        for (int step = 0; step < steps.length; step++) {
            if (!grouped[step]) {
                rest.add(steps[step]);
            }
        }
    }

    /** Steps with their headers; each group is to be a section of its own. */
    List<List<Program.Instruction>> groups() {
        return groups;
    }

    /** Steps of other cycles, as they were. */
    List<Program.Instruction> rest() {
        return rest;
    }

    private void group(List<int[]> cycles, boolean[] grouped) {
        List<Loop> loops = new ArrayList<>();
        for (int[] cycle : cycles) {
            Loop loop = loop(cycle);
            if (loop == null || loop.shape() != (loops.isEmpty() ? loop : loops.getFirst()).shape()) {
                return;
            }
            loops.add(loop);
        }
        int count = loops.size();
        List<Program.Instruction> group = new ArrayList<>();
        for (int row = 0; row < loops.getFirst().rows().length; row++) {
            int first = loops.getFirst().rows()[row];
            if (count > 1) {
                group.add(header(Step.LANES, steps[first].node(), count));
            }
            for (Loop loop : loops) {
                group.add(steps[loop.rows()[row]]);
                grouped[loop.rows()[row]] = true;
            }
        }
        int node = steps[loops.getFirst().rows()[0]].node();
        int shape = loops.getFirst().shape();
        group.addFirst(header(Step.LOOPS, node, group.size(), count, shape, groupsBefore + groups.size()));
        groups.add(group);
    }

    private static Program.Instruction header(int code, int node, int... extras) {
        return new Program.Instruction(code, node, NO_OPERANDS, NO_OPERANDS, extras);
    }

    // ---- shapes -----------------------------------------------------------------------------------------------------

    /**
     * A cycle as a loop.
     *
     * @param rows its steps in the order of its shape
     */
    private record Loop(int shape, int[] rows) {}

    /** A cycle as a loop, or null where it has none of the shapes. */
    private @Nullable Loop loop(int[] cycle) {
        int[] taps = of(cycle, code -> code == Step.DELAY_READ);
        int[] adds = of(cycle, code -> code == Step.ADD);
        int[] sums = of(cycle, code -> code == Step.MULTIPLY_ADD);
        int[] writes = of(cycle, code -> code == Step.DELAY_WRITE);
        if (taps.length + adds.length + sums.length + writes.length != cycle.length || writes.length != taps.length) {
            return null;
        }
        Loop loop = null;
        if (taps.length == 1 && adds.length == 0 && sums.length == 1) {
            loop = comb(taps[0], sums[0], writes[0]);
        } else if (taps.length == 2 && adds.length == 1 && sums.length == 1) {
            loop = mean(taps, adds[0], sums[0], writes);
        } else if (taps.length == 2 && adds.length == 0 && sums.length == 2) {
            loop = twoTaps(taps, sums, writes);
        }
        return loop;
    }

    private @Nullable Loop comb(int tap, int sum, int write) {
        boolean fits = isAlone(tap) && adds(sum, out(tap), cycleOf(tap, sum)) && closes(write, tap, sum);
        return fits ? new Loop(LoopVoice.COMB, new int[] {tap, sum, write}) : null;
    }

    private @Nullable Loop mean(int[] taps, int add, int sum, int[] writes) {
        int[] read = steps[add].inputs();
        boolean both = (read[0] == out(taps[0]) && read[1] == out(taps[1]))
                || (read[0] == out(taps[1]) && read[1] == out(taps[0]));
        int[] ordered = closing(writes, taps, sum);
        boolean fits = both
                && ordered.length == 2
                && isAlone(taps[0])
                && isAlone(taps[1])
                && isAlone(add)
                && adds(sum, out(add), cycleOf(taps[0], taps[1], add, sum));
        return fits ? new Loop(LoopVoice.MEAN, new int[] {taps[0], taps[1], add, sum, ordered[0], ordered[1]}) : null;
    }

    private @Nullable Loop twoTaps(int[] taps, int[] sums, int[] writes) {
        int inner = steps[sums[1]].inputs()[2] == out(sums[0]) ? 0 : 1;
        int first = steps[sums[inner]].inputs()[0] == out(taps[0]) ? 0 : 1;
        int[] tapsInOrder = {taps[first], taps[1 - first]};
        int innerSum = sums[inner];
        int outerSum = sums[1 - inner];
        int[] ordered = closing(writes, tapsInOrder, outerSum);
        int[] outer = steps[outerSum].inputs();
        boolean fits = ordered.length == 2
                && isAlone(taps[0])
                && isAlone(taps[1])
                && isAlone(innerSum)
                && adds(innerSum, out(tapsInOrder[0]), cycleOf(taps[0], taps[1], innerSum, outerSum))
                && outer[0] == out(tapsInOrder[1])
                && outer[1] < 0
                && outer[2] == out(innerSum);
        int[] rows =
                fits ? new int[] {tapsInOrder[0], tapsInOrder[1], innerSum, outerSum, ordered[0], ordered[1]} : null;
        return rows == null ? null : new Loop(LoopVoice.TWO_TAPS, rows);
    }

    // ---- what a shape asks for --------------------------------------------------------------------------------------

    private int[] of(int[] cycle, IntPredicate code) {
        IntList found = new IntList(2);
        for (int step : cycle) {
            if (code.test(steps[step].code())) {
                found.add(step);
            }
        }
        return found.toArray();
    }

    private int out(int step) {
        return steps[step].outputs()[0];
    }

    /** Whether one step alone reads what a step makes. */
    private boolean isAlone(int step) {
        return readers[out(step)] == 1;
    }

    private int[] cycleOf(int... made) {
        int[] registers = new int[made.length];
        for (int i = 0; i < made.length; i++) {
            registers[i] = out(made[i]);
        }
        return registers;
    }

    /** Whether a weighted sum is that of a register and of one that is none of the cycle's. */
    private boolean adds(int sum, int register, int[] ofCycle) {
        int[] inputs = steps[sum].inputs();
        boolean outside = inputs[2] >= 0;
        for (int made : ofCycle) {
            outside &= inputs[2] != made;
        }
        return outside && inputs[0] == register && inputs[1] < 0;
    }

    /** Whether a line is written with the sum and read by a tap that comes first. */
    private boolean closes(int write, int tap, int sum) {
        int[] line = steps[tap].extras();
        return steps[write].inputs()[0] == out(sum)
                && steps[write].extras()[0] == line[0]
                && line[2] > 0
                && line[3] == 0;
    }

    /** The writes in the order of their taps; nothing where they do not close the loop. */
    private int[] closing(int[] writes, int[] taps, int sum) {
        int[] ordered = {NOWHERE, NOWHERE};
        for (int i = 0; i < 2; i++) {
            for (int write : writes) {
                ordered[i] = closes(write, taps[i], sum) ? write : ordered[i];
            }
        }
        return ordered[0] == NOWHERE || ordered[1] == NOWHERE || ordered[0] == ordered[1] ? NO_OPERANDS : ordered;
    }
}
