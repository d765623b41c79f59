package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.Step;

/** The cycles of a section, told apart: steps that read each other or use one line. */
final class SectionCycles {
    private static final int SCALAR = -1;
    private static final int OUTSIDE = -2;

    private final Program program;
    private final Program.Instruction[] steps;
    private final Map<Integer, Integer> madeAt = new HashMap<>();

    /** For each step another of the same cycle, the first of which stands for all. */
    private final int[] first;

    private SectionCycles(Program program, Program.Instruction[] steps) {
        this.program = program;
        this.steps = steps;
        first = new int[steps.length];
        Arrays.setAll(first, step -> step);
        join();
    }

    /**
     * The steps of each cycle, in order; cycles of one shape are in one list: they have the same steps, wired in the same way,
     * through as many lines.
     */
    static List<List<int[]>> alike(Program program, Program.Instruction[] steps) {
        SectionCycles cycles = new SectionCycles(program, steps);
        Map<List<Integer>, List<int[]>> byShape = new LinkedHashMap<>();
        for (int[] cycle : cycles.all()) {
            byShape.computeIfAbsent(cycles.shape(cycle), none -> new ArrayList<>())
                    .add(cycle);
        }
        return List.copyOf(byShape.values());
    }

    /** Whether a step reads or writes a line, which is its first extra. */
    static boolean hasLine(int code) {
        return code == Step.DELAY_WRITE
                || code == Step.DELAY_READ
                || code == Step.DELAY_READ_MODULATED
                || code == Step.DELAY_READ_MODULATED_RAMP;
    }

    private void join() {
        Map<Integer, Integer> ofNode = new HashMap<>();
        Map<Integer, Integer> ofLine = new HashMap<>();
        for (int step = 0; step < steps.length; step++) {
            for (int register : Buffers.written(program, steps[step])) {
                madeAt.put(register, step);
            }
        }
        for (int step = 0; step < steps.length; step++) {
            if (steps[step].code() >= Step.SPACE) { // the channels of a meter count for one
                join(step, ofNode.putIfAbsent(steps[step].node(), step));
            }
            if (hasLine(steps[step].code())) {
                join(step, ofLine.putIfAbsent(steps[step].extras()[0], step));
            }
            for (int register : Buffers.read(program, steps[step])) {
                join(step, madeAt.get(register));
            }
        }
    }

    private void join(int step, @Nullable Integer other) {
        if (other != null) {
            int a = firstOf(step);
            int b = firstOf(other);
            first[Math.max(a, b)] = Math.min(a, b);
        }
    }

    private int firstOf(int step) {
        int at = step;
        while (first[at] != at) {
            first[at] = first[first[at]];
            at = first[at];
        }
        return at;
    }

    private List<int[]> all() {
        Map<Integer, IntList> byFirst = new LinkedHashMap<>();
        for (int step = 0; step < steps.length; step++) {
            byFirst.computeIfAbsent(firstOf(step), none -> new IntList(8)).add(step);
        }
        return byFirst.values().stream().map(IntList::toArray).toList();
    }

    private List<Integer> shape(int[] cycle) {
        Map<Integer, Integer> local = new HashMap<>();
        Map<Integer, Integer> lines = new HashMap<>();
        for (int i = 0; i < cycle.length; i++) {
            for (int register : steps[cycle[i]].outputs()) {
                local.put(register, i);
            }
        }
        List<Integer> shape = new ArrayList<>();
        for (int step : cycle) {
            Program.Instruction instruction = steps[step];
            shape.add(instruction.code());
            shape.add(instruction.outputs().length);
            for (int operand : instruction.inputs()) {
                shape.add(operand < 0 ? SCALAR : local.getOrDefault(operand, OUTSIDE));
            }
            if (hasLine(instruction.code())) {
                shape.add(lines.computeIfAbsent(instruction.extras()[0], none -> lines.size()));
            }
        }
        return shape;
    }
}
