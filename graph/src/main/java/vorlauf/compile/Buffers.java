package vorlauf.compile;

import java.util.Arrays;
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
 * @param dead the registers whose value dies at a position and whose buffer is not taken by that step
 */
record Buffers(int[] bufferOf, int count, int[] firstUse, int[] lastUse, Positions dead) {

    /**
     * Registers by position.
     *
     * @param begin where those of each position begin; one more entry for the end of the last
     * @param registers position after position
     */
    record Positions(int[] begin, int[] registers) {
        int[] at(int position) {
            return Arrays.copyOfRange(registers, begin[position], begin[position + 1]);
        }
    }

    static Buffers of(Program program, boolean reuse) {
        return new Scan(program, reuse).run();
    }

    private static final class Scan {
        private final Program program;
        private final boolean reuse;
        private final int[] bufferOf;
        private final int[] firstUse;
        private final int[] lastUse;
        private final IntList free = new IntList(64);

        /** Registers that were released at the position in hand. */
        private final IntList released = new IntList(16);

        private final IntList dead;
        private int[] deadBegin = {};
        private Positions ending = new Positions(deadBegin, deadBegin);
        private int count;

        Scan(Program program, boolean reuse) {
            this.program = program;
            this.reuse = reuse;
            bufferOf = new int[program.registerCount()];
            firstUse = new int[program.registerCount()];
            lastUse = new int[program.registerCount()];
            dead = new IntList(program.registerCount());
            Arrays.fill(bufferOf, -1);
            Arrays.fill(firstUse, -1);
            Arrays.fill(lastUse, -1);
        }

        Buffers run() {
            int length = findLifetimes();
            ending = byLastUse(length);
            deadBegin = new int[length + 1];
            int position = 0;
            for (Program.Section section : program.sections) {
                position = section.cycle() ? allocateCycle(section, position) : allocateStraight(section, position);
            }
            return new Buffers(bufferOf, count, firstUse, lastUse, new Positions(deadBegin, dead.toArray()));
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
                    for (int operand : operands(program, instruction)) {
                        if (operand >= 0) {
                            lastUse[operand] = Math.max(lastUse[operand], read);
                        }
                    }
                    position++;
                }
            }
            for (int register : program.outputs) {
                lastUse[register] = position;
            }
            return position;
        }

        /** Counts, then places: registers in their order at each position. */
        private Positions byLastUse(int length) {
            int[] begin = new int[length + 1];
            for (int last : lastUse) {
                if (last >= 0 && last < length) {
                    begin[last + 1]++;
                }
            }
            for (int position = 0; position < length; position++) {
                begin[position + 1] += begin[position];
            }
            int[] registers = new int[begin[length]];
            int[] next = begin.clone();
            for (int register = 0; register < lastUse.length; register++) {
                int last = lastUse[register];
                if (last >= 0 && last < length) {
                    registers[next[last]++] = register;
                }
            }
            return new Positions(begin, registers);
        }

        private int allocateStraight(Program.Section section, int begin) {
            int position = begin;
            for (Program.Instruction instruction : section.instructions()) {
                int[] written = written(program, instruction);
                boolean mayAlias = Step.mayAlias(instruction.code());
                if (mayAlias) {
                    release(position);
                }
                for (int register : written) {
                    take(register);
                }
                if (!mayAlias) {
                    release(position);
                }
                noteDead(position, written);
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
                deadBegin[++position] = dead.size();
            }
            release(position - 1);
            noteDead(position - 1, NOTHING);
            return position;
        }

        private void take(int register) {
            if (bufferOf[register] < 0) {
                bufferOf[register] = reuse && !free.isEmpty() ? free.removeLast() : count++;
            }
        }

        /** The oldest last: it is the first to be taken, so that a sum goes where it has been until now. */
        private void release(int position) {
            for (int i = ending.begin()[position + 1] - 1; i >= ending.begin()[position]; i--) {
                int register = ending.registers()[i];
                if (bufferOf[register] >= 0) {
                    giveBack(register);
                }
            }
        }

        private void giveBack(int register) {
            free.add(bufferOf[register]);
            released.add(register);
        }

        /** A buffer that the step itself took over is not dead; a result that nobody reads is. */
        private void noteDead(int position, int[] written) {
            for (int register : written) {
                if (lastUse[register] <= position && !isReleased(register)) {
                    giveBack(register);
                }
            }
            for (int i = 0; i < released.size(); i++) {
                if (!isTaken(bufferOf[released.get(i)], position, written)) {
                    dead.add(released.get(i));
                }
            }
            while (!released.isEmpty()) {
                released.removeLast();
            }
            deadBegin[position + 1] = dead.size();
        }

        private boolean isReleased(int register) {
            for (int i = 0; i < released.size(); i++) {
                if (released.get(i) == register) {
                    return true;
                }
            }
            return false;
        }

        private boolean isTaken(int buffer, int position, int[] written) {
            for (int register : written) {
                if (lastUse[register] > position && bufferOf[register] == buffer) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final int[] NOTHING = {};

    /** Registers that a step writes. */
    static int[] written(Program program, Program.Instruction instruction) {
        Program.Bundle bundle = bundle(program, instruction);
        return bundle == null ? instruction.outputs() : bundle.outputs();
    }

    /** Registers and scalars that a step reads: a scalar is negative. */
    static int[] operands(Program program, Program.Instruction instruction) {
        Program.Bundle bundle = bundle(program, instruction);
        return bundle == null ? instruction.inputs() : bundle.inputs();
    }

    /** Registers that a step reads. */
    static int[] read(Program program, Program.Instruction instruction) {
        int[] operands = operands(program, instruction);
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
