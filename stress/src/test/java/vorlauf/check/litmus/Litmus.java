package vorlauf.check.litmus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import vorlauf.check.model.Scenario;

/**
 * A litmus test: threads on a few variables that start at 0, and what each load saw.
 *
 * <p>Loaded by the rewriting loader, so its accesses are the model's. The program is text: a line for each thread,
 * statements separated by {@code ;}.
 *
 * <ul>
 *   <li>{@code x =rel 1}: store, in the order {@code plain}, {@code opq}, {@code rel} or {@code vol};
 *   <li>{@code r0 =acq x}: load into a register, {@code plain}, {@code opq}, {@code acq} or {@code vol};
 *   <li>{@code r0 =cas x 0 1}: compareAndSet, 1 where it has succeeded; {@code r0 =addVol x 1}, {@code =addAcq},
 *       {@code =addRel}: getAndAdd;
 *   <li>{@code fence}, {@code acqFence}, {@code relFence}, {@code llFence}, {@code ssFence};
 *   <li>{@code if r0 1}: the rest only where the register has this value.
 * </ul>
 */
public final class Litmus implements Scenario {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(int[].class);

    private final List<String> program;
    private final Consumer<String> outcome;
    private final int[] memory = new int[4];
    private final int[][] registers;

    /** One execution; {@code outcome} gets four registers and, in the end, the four variables: a digit each. */
    public Litmus(List<String> program, Consumer<String> outcome) {
        this.program = program;
        this.outcome = outcome;
        // a register is its thread's own, on an array of its own
        this.registers = new int[4][1];
    }

    @Override
    public List<String> threads() {
        return program.stream().map(line -> "T" + (program.indexOf(line) + 1)).toList();
    }

    @Override
    public void setUp() {}

    @Override
    public void run(int thread) {
        for (String statement : program.get(thread).split(";", -1)) {
            if (!execute(statement.strip().split(" ", -1))) {
                return;
            }
        }
    }

    private boolean execute(String[] words) {
        switch (words[0]) {
            case "fence" -> VarHandle.fullFence();
            case "acqFence" -> VarHandle.acquireFence();
            case "relFence" -> VarHandle.releaseFence();
            case "llFence" -> VarHandle.loadLoadFence();
            case "ssFence" -> VarHandle.storeStoreFence();
            case "if" -> {
                return registers[register(words[1])][0] == Integer.parseInt(words[2]);
            }
            default -> {
                if (words[0].startsWith("r")) {
                    registers[register(words[0])][0] = load(words);
                } else {
                    store(variable(words[0]), words[1], Integer.parseInt(words[2]));
                }
            }
        }
        return true;
    }

    private int load(String[] words) {
        int variable = variable(words[2]);
        return switch (words[1]) {
            case "=plain" -> memory[variable];
            case "=opq" -> (int) CELL.getOpaque(memory, variable);
            case "=acq" -> (int) CELL.getAcquire(memory, variable);
            case "=vol" -> (int) CELL.getVolatile(memory, variable);
            case "=cas" -> {
                boolean done =
                        CELL.compareAndSet(memory, variable, Integer.parseInt(words[3]), Integer.parseInt(words[4]));
                yield done ? 1 : 0;
            }
            case "=casOpq" -> {
                boolean done = CELL.weakCompareAndSetPlain(
                        memory, variable, Integer.parseInt(words[3]), Integer.parseInt(words[4]));
                yield done ? 1 : 0;
            }
            case "=addVol" -> (int) CELL.getAndAdd(memory, variable, Integer.parseInt(words[3]));
            case "=addAcq" -> (int) CELL.getAndAddAcquire(memory, variable, Integer.parseInt(words[3]));
            case "=addRel" -> (int) CELL.getAndAddRelease(memory, variable, Integer.parseInt(words[3]));
            default -> throw new IllegalArgumentException(words[1]);
        };
    }

    private void store(int variable, String order, int value) {
        switch (order) {
            case "=plain" -> memory[variable] = value;
            case "=opq" -> CELL.setOpaque(memory, variable, value);
            case "=rel" -> CELL.setRelease(memory, variable, value);
            case "=vol" -> CELL.setVolatile(memory, variable, value);
            default -> throw new IllegalArgumentException(order);
        }
    }

    private static int variable(String name) {
        return "xyzw".indexOf(name);
    }

    private static int register(String name) {
        return name.charAt(1) - '0';
    }

    @Override
    public void finish() {
        StringBuilder text = new StringBuilder();
        for (int register = 0; register < 4; register++) {
            text.append(registers[register][0]);
        }
        for (int value : memory) {
            text.append(value);
        }
        outcome.accept(text.toString());
    }

    @Override
    public Map<String, Object> roots() {
        return Map.of("memory", memory);
    }
}
