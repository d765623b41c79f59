package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.ControlCell;
import vorlauf.plan.PlanForm;
import vorlauf.plan.ScalarOperation;
import vorlauf.plan.Step;

/**
 * The instructions of a plan before buffers are assigned: each value has a register of its own, state has its place.
 *
 * <p>Built by {@link Lowering}, then only read.
 */
final class Program {
    /** One step; operands as {@link Step} describes them, with registers in place of buffers. */
    record Instruction(int code, int node, int[] outputs, int[] inputs, int[] extras) {}

    /** Instructions that are run for so many frames at a time; settling ones only in a plan's first two blocks. */
    record Section(int chunkFrames, boolean cycle, boolean settling, List<Instruction> instructions) {
        Section with(List<Instruction> others) {
            return new Section(chunkFrames, cycle, settling, others);
        }
    }

    /** Registers that a payload (samples, user code) reads and writes beyond what a step holds. */
    record Bundle(Object resource, int[] inputs, int[] outputs) {}

    /**
     * A sum and how it came about.
     *
     * @param node the node
     * @param after for each channel and each input the operand of the input's partial sum behind it, {@link #NOTHING} where
     *     the input has nothing for the channel
     * @param folded for each channel what the partial sums are added to, by halves, the sum itself last
     */
    record Sum(int node, int[][] after, int[][] folded) {
        static final int PARTIALS = 16;
        static final int NOTHING = Integer.MAX_VALUE;
    }

    /**
     * A bank of voices, see {@link vorlauf.plan.BankForm}, with registers in place of buffers.
     *
     * @param operations what is done, in order; rows stand in the step table in this order
     * @param slots slots that are needed
     * @param sums how many of them are partial sums
     */
    record Bank(List<BankOperation> operations, int slots, int sums) {}

    /**
     * One step of up to sixteen voices.
     *
     * @param rows the voices' instructions; none where something is fetched, gathered, set or stored
     * @param lanes the lane of each voice
     */
    record BankOperation(int code, List<Instruction> rows, int[] lanes, int target, int[] operands) {}

    final List<Bank> banks = new ArrayList<>();
    final List<Sum> sums = new ArrayList<>();
    private static final int[] NOTHING = {};

    final List<Section> sections = new ArrayList<>();
    final StateRanges states = new StateRanges();
    final List<Object> payloads = new ArrayList<>();
    final List<ControlCell> cells = new ArrayList<>();
    final Constants constants = new Constants();

    /** Five ints each, as a plan has them. */
    final IntList scalarSteps = new IntList(16);

    final List<String> meters = new ArrayList<>();
    final IntList meterOffsets = new IntList(4);
    final int movingScalars;

    /** How many of these, the last ones, nothing moves: they are for {@link PlanPatch}. */
    final int spareScalars;

    int[] outputs = NOTHING;

    private int doubles;
    private int longs;
    private int registers;

    /** By index of a constant what {@link #constantOperand} gives. */
    private int[] @Nullable [] operandOf = new int[64][];

    /** How many steps read each register, and the outputs. */
    private int[] readers = new int[256];

    private List<Instruction> current = new ArrayList<>();
    private final List<Instruction> settling = new ArrayList<>();

    /** Constants of the plan that this one goes on from. */
    private final int firstConstant;

    /** The first of the scalars that move. */
    final int firstScalar;

    /** A program with so many scalars that move, and others to spare. */
    Program(int movingScalars, int spareScalars) {
        this.movingScalars = movingScalars + spareScalars;
        this.spareScalars = spareScalars;
        firstConstant = 0;
        firstScalar = 0;
    }

    /** A program of steps that are added to a plan: what moves has its spare scalars, all else comes behind what it has. */
    Program(Compiled goesOn) {
        PlanForm form = goesOn.plan().form();
        movingScalars = form.movingScalars();
        spareScalars = 0;
        firstConstant = form.constants().length;
        firstScalar = movingScalars - goesOn.program().spareScalars;
        doubles = form.doubles().length;
        longs = form.longs().length;
        payloads.addAll(Arrays.asList(form.payloads()));
    }

    int newRegister() {
        if (registers == readers.length) {
            readers = Arrays.copyOf(readers, 2 * registers);
        }
        return registers++;
    }

    int registerCount() {
        return registers;
    }

    /** The operand of a number. */
    int constant(double value) {
        return ~(movingScalars + firstConstant + constants.index(value));
    }

    /** The operand of a number as that of a node of one channel; not to be changed. */
    int[] constantOperand(double value) {
        int index = constants.index(value);
        if (index >= operandOf.length) {
            operandOf = Arrays.copyOf(operandOf, 2 * index);
        }
        int[] operand = operandOf[index];
        if (operand == null) {
            operand = new int[] {~(movingScalars + firstConstant + index)};
            operandOf[index] = operand;
        }
        return operand;
    }

    /** Whether an operand is a number that never moves. */
    boolean isConstant(int operand) {
        return operand < 0 && ~operand >= movingScalars && ~operand < Step.SAVED;
    }

    /** The number that a constant operand is. */
    double value(int operand) {
        return constants.value(~operand - movingScalars - firstConstant);
    }

    void scalarStep(int code, int target, int a, int b, int extra) {
        scalarSteps.add(code);
        scalarSteps.add(target);
        scalarSteps.add(a);
        scalarSteps.add(b);
        scalarSteps.add(extra);
    }

    void cell(int target, ControlCell cell) {
        scalarStep(ScalarOperation.CELL, target, cells.size(), 0, 0);
        cells.add(cell);
    }

    int payload(Object payload) {
        payloads.add(payload);
        return payloads.size() - 1;
    }

    /** Reserves doubles of a node, 0 at first, and returns where they begin. */
    int reserveDoubles(int node, int tag, int count) {
        states.add(node, tag, true, doubles, count);
        doubles += count;
        return doubles - count;
    }

    /** Reserves longs of a node, 0 at first, and returns where they begin. */
    int reserveLongs(int node, int tag, int count) {
        states.add(node, tag, false, longs, count);
        longs += count;
        return longs - count;
    }

    double[] initialDoubles() {
        return new double[doubles];
    }

    long[] initialLongs() {
        return new long[longs];
    }

    void emit(int code, int node, int[] outputs, int[] inputs, int... extras) {
        if (outputs.length > Step.MOST_OUTPUTS
                || inputs.length > Step.MOST_INPUTS
                || extras.length > Step.MOST_EXTRAS) {
            throw new IllegalStateException("step " + Step.name(code) + " does not fit the step table");
        }
        Instruction instruction = new Instruction(code, node, outputs, inputs, extras);
        current.add(instruction);
        count(Buffers.operands(this, instruction), 1);
    }

    /** What is heard. */
    void hear(int[] registers) {
        outputs = registers;
        count(registers, 1);
    }

    private void count(int[] operands, int more) {
        for (int operand : operands) {
            if (operand >= 0) {
                readers[operand] += more;
            }
        }
    }

    /** A step is taken out, or a register that it has read is not any more. */
    void forget(int... operands) {
        count(operands, -1);
    }

    /** Emits coefficients of numbers that never move: once they are reached, they stay. */
    void emitSettling(int code, int node, int[] inputs, int... extras) {
        settling.add(new Instruction(code, node, NOTHING, inputs, extras)); // reads scalars alone
    }

    /** Puts what settles before everything else. */
    void endProgram(int blockFrames) {
        if (!settling.isEmpty()) {
            sections.addFirst(new Section(blockFrames, false, true, settling));
        }
    }

    /** How many steps read each register, and the outputs, as they are now. */
    int[] readers() {
        return Arrays.copyOf(readers, registers);
    }

    /** The same of one register. */
    int readers(int register) {
        return readers[register];
    }

    void endSection(int chunkFrames, boolean cycle) {
        if (!current.isEmpty()) {
            sections.add(new Section(chunkFrames, cycle, false, current));
            current = new ArrayList<>();
        }
    }
}
