package vorlauf.compile;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Operation;
import vorlauf.plan.PlanForm;
import vorlauf.plan.ScalarOperation;
import vorlauf.plan.Step;

/**
 * An edit of parameters of filters, frequencies of oscillators and gains as a change of their operands in the plan before (0026):
 * steps, groups, buffers and state stay where they are, and nothing is compiled.
 *
 * <p>In the transition such an operand is a scalar on its way from the old number to the new one, which the plan has to spare;
 * in the settled plan it is the new number, which is added to the constants.
 */
final class PlanPatch {
    /** Moving scalars that a plan has to spare. */
    static final int SPARE_SCALARS = 8;

    /** Numbers that are added, as a rule, before a plan is compiled anew and has only those that it reads. */
    private static final int MOST_ADDED = 256;

    /** Rows that a group has to have before one of them is taken out. */
    private static final int FEWEST_ROWS = 3;

    private static final int NOWHERE = -1;

    private final PlanForm before;
    private final StateRanges states;
    private final Graph.Node[] nodes;
    private final int firstSpare;
    private final int fadeFrames;

    private final int[] settled;
    private final int[] between;
    private int[] sections;
    private double[] constants;
    private int[] scalarSteps;
    private int changes;

    private PlanPatch(Compiled before, Graph next, int fadeFrames) {
        this.before = before.plan().form();
        states = before.states();
        nodes = next.nodes();
        this.fadeFrames = fadeFrames;
        firstSpare = before.program().movingScalars - before.program().spareScalars;
        settled = this.before.steps().clone();
        between = this.before.steps().clone();
        sections = this.before.sections();
        constants = this.before.constants();
        scalarSteps = this.before.scalarSteps();
    }

    /**
     * An edit as changes of the plan before.
     *
     * @param transition the plan that fades, to follow the one before
     * @param settled the plan of the new graph, to follow that; null where it has to be compiled
     * @param states where the plan that fades has the state of the new graph
     */
    record Forms(PlanForm transition, @Nullable PlanForm settled, StateRanges states) {}

    /** Whether a plan may be changed instead of being compiled. */
    static boolean mayChange(Compiled plan, long fadeFrames) {
        int numbers = plan.program().constants.size();
        return plan.program().spareScalars > 0
                && plan.plan().form().constants().length - numbers <= Math.max(MOST_ADDED, numbers)
                && fadeFrames > 0
                && fadeFrames <= Integer.MAX_VALUE;
    }

    /**
     * The edit, or null where it has to be compiled.
     *
     * @param next a graph of the shape of the one before, in which only numbers differ
     * @param readers nodes that read one of these, in order
     */
    static @Nullable Forms of(Compiled before, Checked next, int[] readers, long fadeFrames) {
        if (!mayChange(before, fadeFrames) || readers.length == 0 || readers.length > SPARE_SCALARS) {
            return null;
        }
        PlanPatch patch = new PlanPatch(before, next.graph(), (int) fadeFrames);
        for (int reader : readers) {
            if (!patch.change(before.checked().graph(), next, reader)) {
                return null;
            }
        }
        return patch.forms();
    }

    private Forms forms() {
        return new Forms(
                before.changed(between, sections, constants, scalarSteps, titles(nodes)),
                before.changed(settled, before.sections(), constants, before.scalarSteps(), titles(nodes)),
                states);
    }

    /** Holds no more than the nodes: a patch holds the plan before it, and so would each plan all that came before. */
    static IntFunction<String> titles(Graph.Node[] nodes) {
        return node -> nodes[node].title();
    }

    /** Changes the operands that are numbers which a node reads; false where it cannot be told which those are. */
    private boolean change(Graph old, Checked next, int node) {
        return switch (next.graph().operation(node)) {
            case Operation.Oscillator ignored ->
                change(old, next, node, Step.OSCILLATOR, Step.OSCILLATOR_AUDIO, 1) != NOWHERE;
            case Operation.Binary ignored -> {
                int operand =
                        change(old, next, node, Step.MULTIPLY_RAMP, Step.MULTIPLY_RAMP + 1, next.channels()[node]);
                yield operand != NOWHERE && !isInSum(operand);
            }
            default -> {
                boolean done = change(old, next, node, Step.BIQUAD_PREPARE, Step.ADSR_PREPARE, 1) != NOWHERE;
                yield done && leaveSettling(rows(between, node, Step.BIQUAD_PREPARE, Step.ADSR_PREPARE)[0]);
            }
        };
    }

    /**
     * Changes operands of the steps with a code in a range that a node has, if there are as many as it must have; gives the last
     * operand that was there before.
     */
    private int change(Graph old, Checked next, int node, int firstCode, int behindCode, int count) {
        int[] rows = rows(settled, node, firstCode, behindCode);
        int[] fading = rows(between, node, firstCode, behindCode);
        int[] inputs = next.graph().inputs(node);
        int last = NOWHERE;
        for (int slot = 0; slot < inputs.length; slot++) {
            if (next.graph().kind(inputs[slot]) != Graph.CONSTANT || old.kind(inputs[slot]) != Graph.CONSTANT) {
                continue;
            }
            double was = old.number(inputs[slot]);
            double value = next.graph().number(inputs[slot]);
            if (was != value) {
                int operand = operand(firstCode, slot);
                last = rows.length == count && operand >= 0 && changes < SPARE_SCALARS
                        ? change(rows, fading, operand, was, value)
                        : NOWHERE;
                if (last == NOWHERE) {
                    return NOWHERE;
                }
            }
        }
        return last;
    }

    /** Which operand of its steps an input of a node is; less than 0 where it is none that can be a number. */
    private static int operand(int firstCode, int slot) {
        return switch (firstCode) {
            case Step.OSCILLATOR -> slot;
            case Step.MULTIPLY_RAMP -> 1; // the buffer comes first
            default -> slot - 1;
        };
    }

    private int change(int[] rows, int[] fading, int operand, double was, double value) {
        int now = settled[rows[0] + Step.IN + operand];
        int number = ~now - before.movingScalars();
        boolean known = now < 0 && ~now < Step.SAVED && number >= 0 && constants[number] == was;
        for (int row : rows) {
            known &= settled[row + Step.IN + operand] == now;
        }
        if (!known) {
            return NOWHERE;
        }
        int target = firstSpare + changes++;
        int added = before.movingScalars() + constants.length;
        constants = Arrays.copyOf(constants, constants.length + 1);
        constants[constants.length - 1] = value == 0 ? 0 : value;
        int[] fade = {ScalarOperation.FADE, target, ~now, added, fadeFrames};
        int length = scalarSteps.length;
        scalarSteps = Arrays.copyOf(scalarSteps, length + fade.length);
        System.arraycopy(fade, 0, scalarSteps, length, fade.length);
        for (int i = 0; i < rows.length; i++) {
            settled[rows[i] + Step.IN + operand] = ~added;
            between[fading[i] + Step.IN + operand] = ~target;
        }
        return now;
    }

    /** Whether a sum, which has the code of a gain that is rounded with it, reads a number: it may be that of the gain. */
    private boolean isInSum(int number) {
        for (int at = 0; at < settled.length; at += Step.LENGTH) {
            int code = settled[at];
            boolean sum = code == Step.MULTIPLY_ADD
                    || code == Step.MULTIPLY_ADD_RAMP
                    || code == Step.SINE_MULTIPLY_ADD
                    || code == Step.SINE_MULTIPLY_ADD_RAMP;
            if (sum && settled[at + Step.IN + 1] == number) {
                return true;
            }
        }
        return false;
    }

    /** Where the steps of a node are that have a code in a range. */
    private static int[] rows(int[] steps, int node, int firstCode, int behindCode) {
        IntList rows = new IntList(4);
        for (int at = 0; at < steps.length; at += Step.LENGTH) {
            if (steps[at + Step.NODE] == node && steps[at] >= firstCode && steps[at] < behindCode) {
                rows.add(at);
            }
        }
        return rows.toArray();
    }

    /**
     * Has coefficients computed in each block that were settled in the first ones: their row becomes the last of its section,
     * and a section of its own. False where its group is too small to lose a row.
     */
    private boolean leaveSettling(int row) {
        int step = row / Step.LENGTH;
        int section = 0;
        while (step < sections[section] || step >= sections[section + 1]) {
            section += 4;
        }
        if (sections[section + 3] == 0) {
            return true; // it is computed in each block
        }
        int header = sections[section];
        while (header + rows(header) < step) {
            header += 1 + rows(header);
        }
        if (header < step) {
            if (rows(header) < FEWEST_ROWS) {
                return false;
            }
            between[header * Step.LENGTH + Step.EXTRA]--;
        }
        int last = sections[section + 1] - 1;
        int[] own = Arrays.copyOfRange(between, row, row + Step.LENGTH);
        System.arraycopy(between, row + Step.LENGTH, between, row, (last - step) * Step.LENGTH);
        System.arraycopy(own, 0, between, last * Step.LENGTH, Step.LENGTH);
        int[] more = new int[sections.length + 4];
        System.arraycopy(sections, 0, more, 0, section + 4);
        System.arraycopy(sections, section + 4, more, section + 8, sections.length - section - 4);
        more[section + 1] = last;
        more[section + 4] = last;
        more[section + 5] = last + 1;
        more[section + 6] = sections[section + 2];
        sections = more;
        return true;
    }

    /** Steps behind one that are its rows. */
    private int rows(int step) {
        return between[step * Step.LENGTH] == Step.LANES ? between[step * Step.LENGTH + Step.EXTRA] : 0;
    }
}
