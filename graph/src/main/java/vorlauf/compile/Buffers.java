package vorlauf.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vorlauf.plan.Step;

/**
 * Pass <i>buffered</i>: gives each register a buffer; buffers are used again when their value is dead.
 *
 * <p>Linear scan over the steps. Everything that a cycle reads or writes lives from its first to its last step, because its
 * steps run again for each chunk.
 *
 * @param bufferOf buffer of each register
 * @param count buffers of the plan
 * @param firstUse position of the step that writes a register
 * @param lastUse position of the last step that reads it
 * @param dead for each position the registers whose value dies there and whose buffer is not taken by that step
 */
record Buffers(int[] bufferOf, int count, int[] firstUse, int[] lastUse, List<List<Integer>> dead) {

    static Buffers of(Program program, boolean reuse) {
        return new Scan(program, reuse).run();
    }

    private static final class Scan {
        private final Program program;
        private final boolean reuse;
        private final int[] bufferOf;
        private final int[] firstUse;
        private final int[] lastUse;
        private final ArrayDeque<Integer> free = new ArrayDeque<>();
        private final List<List<Integer>> endingAt = new ArrayList<>();
        private final List<List<Integer>> dead = new ArrayList<>();
        private int count;

        Scan(Program program, boolean reuse) {
            this.program = program;
            this.reuse = reuse;
            bufferOf = new int[program.registerCount()];
            firstUse = new int[program.registerCount()];
            lastUse = new int[program.registerCount()];
            Arrays.fill(bufferOf, -1);
            Arrays.fill(firstUse, -1);
            Arrays.fill(lastUse, -1);
        }

        Buffers run() {
            int length = findLifetimes();
            for (int i = 0; i < length; i++) {
                endingAt.add(List.of());
                dead.add(List.of());
            }
            for (int register = 0; register < lastUse.length; register++) {
                if (lastUse[register] >= 0 && lastUse[register] < length) {
                    add(endingAt, lastUse[register], register);
                }
            }
            int position = 0;
            for (Program.Section section : program.sections) {
                position = section.cycle() ? allocateCycle(section, position) : allocateStraight(section, position);
            }
            return new Buffers(bufferOf, count, firstUse, lastUse, dead);
        }

        private int findLifetimes() {
            int position = 0;
            for (Program.Section section : program.sections) {
                int end = position + section.instructions().size() - 1;
                int begin = position;
                for (Program.Instruction instruction : section.instructions()) {
                    int write = section.cycle() ? begin : position;
                    int read = section.cycle() ? end : position;
                    for (int register : written(program, instruction)) {
                        firstUse[register] = firstUse[register] < 0 ? write : firstUse[register];
                        lastUse[register] = Math.max(lastUse[register], read);
                    }
                    for (int register : read(program, instruction)) {
                        lastUse[register] = Math.max(lastUse[register], read);
                    }
                    position++;
                }
            }
            for (int register : program.outputs) {
                lastUse[register] = position;
            }
            return position;
        }

        private int allocateStraight(Program.Section section, int begin) {
            int position = begin;
            for (Program.Instruction instruction : section.instructions()) {
                List<Integer> released = new ArrayList<>(0);
                if (Step.mayAlias(instruction.code())) {
                    release(position, released);
                }
                for (int register : written(program, instruction)) {
                    take(register);
                }
                if (!Step.mayAlias(instruction.code())) {
                    release(position, released);
                }
                noteDead(position, instruction, released);
                position++;
            }
            return position;
        }

        private int allocateCycle(Program.Section section, int begin) {
            int position = begin;
            for (Program.Instruction instruction : section.instructions()) {
                for (int register : written(program, instruction)) {
                    take(register);
                }
                position++;
            }
            List<Integer> released = new ArrayList<>(0);
            for (int register : endingAt.get(position - 1)) {
                giveBack(register, released);
            }
            dead.set(position - 1, released);
            return position;
        }

        private void take(int register) {
            if (bufferOf[register] < 0) {
                Integer buffer = reuse ? free.pollFirst() : null;
                bufferOf[register] = buffer == null ? count++ : buffer;
            }
        }

        private void release(int position, List<Integer> released) {
            for (int register : endingAt.get(position)) {
                if (bufferOf[register] >= 0) {
                    giveBack(register, released);
                }
            }
        }

        private void giveBack(int register, List<Integer> released) {
            free.addFirst(bufferOf[register]);
            released.add(register);
        }

        /** A buffer that the step itself took over is not dead; a result that nobody reads is. */
        private void noteDead(int position, Program.Instruction instruction, List<Integer> released) {
            List<Integer> taken = new ArrayList<>(1);
            for (int register : written(program, instruction)) {
                if (lastUse[register] > position) {
                    taken.add(bufferOf[register]);
                } else if (!released.contains(register)) {
                    giveBack(register, released);
                }
            }
            released.removeIf(register -> taken.contains(bufferOf[register]));
            if (!released.isEmpty()) {
                dead.set(position, released);
            }
        }

        private static void add(List<List<Integer>> lists, int index, int value) {
            if (lists.get(index).isEmpty()) {
                lists.set(index, new ArrayList<>(2));
            }
            lists.get(index).add(value);
        }
    }

    /** Registers that a step writes. */
    static int[] written(Program program, Program.Instruction instruction) {
        Program.Bundle bundle = bundle(program, instruction);
        return bundle == null ? instruction.outputs() : bundle.outputs();
    }

    /** Registers that a step reads. */
    static int[] read(Program program, Program.Instruction instruction) {
        Program.Bundle bundle = bundle(program, instruction);
        int[] operands = bundle == null ? instruction.inputs() : bundle.inputs();
        int registers = 0;
        for (int operand : operands) {
            registers += operand >= 0 ? 1 : 0;
        }
        if (registers == operands.length) {
            return operands;
        }
        int[] read = new int[registers];
        int next = 0;
        for (int operand : operands) {
            if (operand >= 0) {
                read[next++] = operand;
            }
        }
        return read;
    }

    private static Program.@org.jspecify.annotations.Nullable Bundle bundle(
            Program program, Program.Instruction instruction) {
        boolean bundled = instruction.code() == Step.SAMPLES || instruction.code() == Step.CUSTOM;
        return bundled ? (Program.Bundle) program.payloads.get(instruction.extras()[0]) : null;
    }
}
