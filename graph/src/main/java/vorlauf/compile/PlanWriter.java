package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.BankForm;
import vorlauf.plan.Bundle;
import vorlauf.plan.ControlCell;
import vorlauf.plan.PlanForm;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.Step;

/** Pass <i>plan</i>: writes steps on registers as a flat table on buffers. */
final class PlanWriter {
    private final Program program;
    private final Buffers buffers;
    private final CompileSettings settings;
    private int[] steps;
    private int length;

    private PlanWriter(Program program, Buffers buffers, CompileSettings settings) {
        this.program = program;
        this.buffers = buffers;
        this.settings = settings;
        int instructions = 0;
        for (Program.Section section : program.sections) {
            instructions += section.instructions().size();
        }
        steps = new int[Step.LENGTH * Math.max(1, instructions)];
    }

    /**
     * The plan of a program.
     *
     * @param moves ranges of state to take over: those of doubles, those of longs
     * @param before the plan that it is taken over from; null where there is none
     */
    static RenderPlan write(
            Program program,
            Buffers buffers,
            Graph graph,
            CompileSettings settings,
            StateMoves moves,
            @Nullable RenderPlan before) {
        return new PlanWriter(program, buffers, settings).plan(graph, moves, before);
    }

    private RenderPlan plan(Graph graph, StateMoves moves, @Nullable RenderPlan before) {
        int[] sections = steps();
        Object[] payloads = new Object[program.payloads.size()];
        Arrays.setAll(payloads, i -> payload(program.payloads.get(i)));
        Graph.Node[] nodes = graph.nodes();
        PlanForm form = new PlanForm(
                settings.kernels(),
                banks(),
                settings.sampleRateHertz(),
                settings.blockFrames(),
                length == steps.length ? steps : Arrays.copyOf(steps, length),
                sections,
                buffers.count(),
                numbers(program.outputs),
                program.movingScalars,
                program.constants.toArray(),
                program.scalarSteps.toArray(),
                program.cells.toArray(ControlCell[]::new),
                program.initialDoubles(),
                program.initialLongs(),
                program.states.owners(),
                payloads,
                node -> nodes[node].title(),
                List.copyOf(program.meters),
                program.meterOffsets.toArray(),
                moves.doubles(),
                moves.longs());
        return new RenderPlan(form, before);
    }

    private final Map<Integer, Integer> headerOfBank = new HashMap<>();

    private List<BankForm> banks() {
        List<BankForm> banks = new ArrayList<>();
        for (int number = 0; number < program.banks.size(); number++) {
            banks.add(bank(program.banks.get(number), headerOfBank.getOrDefault(number, 0)));
        }
        return banks;
    }

    /** A bank on buffers; its rows stand behind its header, several of one step behind a header of their own. */
    private BankForm bank(Program.Bank bank, int header) {
        int at = Step.LENGTH * (1 + header);
        List<BankForm.Operation> operations = new ArrayList<>();
        for (Program.BankOperation operation : bank.operations()) {
            int rows = operation.rows().size();
            at += rows > 1 ? Step.LENGTH : 0;
            operations.add(new BankForm.Operation(
                    operation.code(), at, operation.lanes(), operation.target(), operands(operation)));
            at += rows * Step.LENGTH;
        }
        return new BankForm(operations, bank.slots(), bank.sums());
    }

    private int[] operands(Program.BankOperation operation) {
        boolean ofBuffers = operation.code() == BankForm.FETCH_SHARED
                || operation.code() == BankForm.FETCH_EACH
                || operation.code() == BankForm.STORE
                || operation.code() == BankForm.FOLD;
        int[] operands = operation.operands().clone();
        for (int i = 0; ofBuffers && i < operands.length; i++) {
            operands[i] = operands[i] == BankForm.NOTHING ? BankForm.NOTHING : buffers.bufferOf()[operands[i]];
        }
        return operands;
    }

    private Object payload(Object payload) {
        return payload instanceof Program.Bundle bundle
                ? new Bundle(bundle.resource(), numbers(bundle.inputs()), numbers(bundle.outputs()))
                : payload;
    }

    private int[] numbers(int[] registers) {
        int[] numbers = new int[registers.length];
        for (int i = 0; i < registers.length; i++) {
            numbers[i] = buffers.bufferOf()[registers[i]];
        }
        return numbers;
    }

    /** Writes the step table and returns the sections. */
    private int[] steps() {
        int[] sections = new int[8 * program.sections.size()];
        int used = 0;
        int position = 0;
        for (Program.Section section : program.sections) {
            int begin = length / Step.LENGTH;
            int poisonFrom = position;
            int unpoisoned = position;
            int groupEnd = position;
            for (Program.Instruction instruction : section.instructions()) {
                if (instruction.code() == Step.BANK) {
                    headerOfBank.put(instruction.extras()[1], length / Step.LENGTH);
                }
                write(instruction);
                position++;
                if (instruction.code() >= Step.GROUP) {
                    groupEnd = Math.max(groupEnd, position + instruction.extras()[0]);
                } else if (!section.cycle() && position >= groupEnd) { // rows of a group stay together
                    poison(unpoisoned, position, section.instructions(), poisonFrom);
                    unpoisoned = position;
                }
            }
            used = section(sections, used, begin, section.chunkFrames(), section.settling());
            if (section.cycle() && settings.poisonFreeBuffers()) {
                begin = length / Step.LENGTH;
                poison(poisonFrom, position, List.of(), poisonFrom);
                used = section(sections, used, begin, settings.blockFrames(), false);
            }
        }
        return Arrays.copyOf(sections, used);
    }

    private int section(int[] sections, int used, int begin, int chunkFrames, boolean settling) {
        sections[used] = begin;
        sections[used + 1] = length / Step.LENGTH;
        sections[used + 2] = chunkFrames;
        sections[used + 3] = settling ? 1 : 0;
        return used + 4;
    }

    private void write(Program.Instruction instruction) {
        int at = next(instruction.code(), instruction.node());
        int[] bufferOf = buffers.bufferOf();
        int[] outputs = instruction.outputs();
        for (int i = 0; i < outputs.length; i++) {
            steps[at + Step.OUT + i] = bufferOf[outputs[i]];
        }
        int[] inputs = instruction.inputs();
        for (int i = 0; i < inputs.length; i++) {
            steps[at + Step.IN + i] = inputs[i] >= 0 ? bufferOf[inputs[i]] : inputs[i];
        }
        int[] extras = instruction.extras();
        for (int i = 0; i < extras.length; i++) {
            steps[at + Step.EXTRA + i] = extras[i];
        }
    }

    /** Poisons what dies in steps {@code from} to {@code to}, but for buffers that a later one of them has taken. */
    private void poison(int from, int to, List<Program.Instruction> instructions, int firstOfSection) {
        if (!settings.poisonFreeBuffers()) {
            return;
        }
        Set<Integer> taken = new HashSet<>();
        for (int position = to - 1; position >= from; position--) {
            for (int register : buffers.dead().at(position)) {
                if (taken.add(buffers.bufferOf()[register])) {
                    int at = next(Step.POISON, 0);
                    steps[at + Step.OUT] = buffers.bufferOf()[register];
                }
            }
            if (to - from > 1 && !instructions.isEmpty()) {
                for (int register : Buffers.written(program, instructions.get(position - firstOfSection))) {
                    taken.add(buffers.bufferOf()[register]);
                }
            }
        }
    }

    private int next(int code, int node) {
        int at = length;
        length += Step.LENGTH;
        steps = length > steps.length ? Arrays.copyOf(steps, 2 * steps.length) : steps;
        Arrays.fill(steps, at, length, Step.NONE);
        steps[at + Step.CODE] = code;
        steps[at + Step.NODE] = node;
        return at;
    }
}
