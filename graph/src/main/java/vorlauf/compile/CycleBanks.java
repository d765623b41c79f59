package vorlauf.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vorlauf.plan.BankForm;
import vorlauf.plan.Step;

/**
 * Banks of alike cycles: sixteen stand in the lanes of a tile, each with lines of its own, and are rendered as many frames at a
 * time as the shortest delay of all lets them.
 *
 * <p>That is worth its while where a cycle waits for itself frame by frame, which is when it has a filter in it or a delay of a
 * few frames. Others are faster along time, by themselves ({@link LoopGroups}) or step by step. Fewer than
 * {@link BankForm#FEWEST_VOICES} with delays that move are a bank, too: it renders them step by step, but knows in each block how
 * many frames it may render at a time.
 */
final class CycleBanks {
    /** Frames from which a cycle without a filter is better off along time. */
    private static final int MANY_FRAMES = 16;

    private static final int NOTHING = BankForm.NOTHING;

    private final Program.Instruction[] steps;
    private final int[] readers;
    private final List<Program.Bank> found = new ArrayList<>();
    private final List<Program.Instruction> rest = new ArrayList<>();

    /**
     * Sorts the steps of a section of cycles.
     *
     * @param readers how many steps read each register
     */
    CycleBanks(Program program, List<Program.Instruction> section, int[] readers) {
        steps = section.toArray(Program.Instruction[]::new);
        this.readers = readers;
        boolean[] taken = new boolean[steps.length];
        for (List<int[]> alike : SectionCycles.alike(program, steps)) {
            for (int from = 0; from < alike.size() && mayBeLanes(alike.getFirst()); from += BankForm.LANES) {
                List<int[]> tile = alike.subList(from, Math.min(alike.size(), from + BankForm.LANES));
                boolean waits = shortest(tile) < MANY_FRAMES || hasFilter(tile.getFirst());
                if (tile.size() >= BankForm.FEWEST_VOICES ? waits : hasMovingDelay(tile.getFirst())) {
                    found.add(new Tile(tile).bank());
                    tile.forEach(cycle -> Arrays.stream(cycle).forEach(step -> taken[step] = true));
                }
            }
        }
        for (int step = 0; step < steps.length; step++) {
            if (!taken[step]) {
                rest.add(steps[step]);
            }
        }
    }

    /** Banks, each of which is to be a section of its own. */
    List<Program.Bank> found() {
        return found;
    }

    /** Steps of other cycles, as they were. */
    List<Program.Instruction> rest() {
        return rest;
    }

    private boolean mayBeLanes(int[] cycle) {
        boolean may = true;
        for (int step : cycle) {
            int code = steps[step].code();
            may &= PackedCodes.hasLanes(code) || (SectionCycles.hasLine(code) && !isWrittenFirst(step));
        }
        return may;
    }

    /** Whether a line is read behind its writing: a delay that may be none at all. */
    private boolean isWrittenFirst(int step) {
        return steps[step].code() != Step.DELAY_WRITE && steps[step].extras()[3] != 0;
    }

    private boolean hasFilter(int[] cycle) {
        return Arrays.stream(cycle).anyMatch(step -> PackedCodes.isFilter(steps[step].code()));
    }

    private boolean hasMovingDelay(int[] cycle) {
        return Arrays.stream(cycle)
                .map(step -> steps[step].code())
                .anyMatch(code -> code == Step.DELAY_READ_MODULATED || code == Step.DELAY_READ_MODULATED_RAMP);
    }

    /** Frames that cycles may be rendered at a time, whatever becomes of delays that move. */
    private int shortest(List<int[]> cycles) {
        int shortest = Integer.MAX_VALUE;
        for (int[] cycle : cycles) {
            for (int step : cycle) {
                int code = steps[step].code();
                if (code == Step.DELAY_READ) {
                    shortest = Math.min(shortest, steps[step].extras()[2]);
                } else if (SectionCycles.hasLine(code) && code != Step.DELAY_WRITE) {
                    shortest = 1;
                }
            }
        }
        return shortest;
    }

    /** Alike cycles, written as operations on slots. */
    private final class Tile {
        private final List<int[]> cycles;
        private final int[] lanes;
        private final Map<Integer, Integer> madeBy = new HashMap<>();
        private final Map<List<Integer>, Integer> fetched = new HashMap<>();
        private final List<Program.BankOperation> operations = new ArrayList<>();
        private final ArrayDeque<Integer> free = new ArrayDeque<>();
        private final int[] slotOf;
        private final int[] lastUse;
        private final int[] reads;
        private int slots;

        Tile(List<int[]> cycles) {
            this.cycles = cycles;
            int[] first = cycles.getFirst();
            lanes = BankWriter.lanes(0, cycles.size());
            slotOf = new int[first.length];
            lastUse = new int[first.length];
            reads = new int[first.length];
            for (int i = 0; i < first.length; i++) {
                for (int register : steps[first[i]].outputs()) {
                    madeBy.put(register, i);
                }
            }
            for (int i = 0; i < first.length; i++) {
                for (int register : steps[first[i]].inputs()) {
                    Integer maker = madeBy.get(register);
                    if (maker != null) {
                        lastUse[maker] = i;
                        reads[maker]++;
                    }
                }
            }
        }

        Program.Bank bank() {
            for (int i = 0; i < slotOf.length; i++) {
                write(i);
            }
            return new Program.Bank(List.copyOf(operations), slots, 0);
        }

        private void write(int i) {
            List<Program.Instruction> rows =
                    cycles.stream().map(cycle -> steps[cycle[i]]).toList();
            Program.Instruction first = rows.getFirst();
            int[] operands = new int[first.inputs().length];
            for (int k = 0; k < operands.length; k++) {
                int register = first.inputs()[k];
                Integer maker = madeBy.get(register);
                operands[k] = register < 0 ? NOTHING : maker == null ? fetched(rows, k) : slotOf[maker];
            }
            for (int register : first.inputs()) {
                Integer maker = madeBy.get(register);
                if (maker != null && lastUse[maker] == i && reads[maker] > 0) {
                    reads[maker] = 0;
                    free.push(slotOf[maker]);
                }
            }
            boolean makes = first.outputs().length > 0;
            slotOf[i] = makes ? newSlot() : 0;
            operations.add(new Program.BankOperation(first.code(), rows, lanes, slotOf[i], operands));
            if (makes && isReadOutside(i)) {
                operations.add(new Program.BankOperation(
                        BankForm.STORE, List.of(), BankWriter.lanes(0, BankForm.LANES), slotOf[i], outputs(rows)));
            }
        }

        private int newSlot() {
            return free.isEmpty() ? slots++ : free.pop();
        }

        /** Whether anybody but the cycle reads what a step makes, in any of the cycles. */
        private boolean isReadOutside(int i) {
            boolean outside = false;
            for (int[] cycle : cycles) {
                int register = steps[cycle[i]].outputs()[0];
                int inside = 0;
                for (int step : cycle) {
                    for (int read : steps[step].inputs()) {
                        inside += read == register ? 1 : 0;
                    }
                }
                outside |= readers[register] > inside;
            }
            return outside;
        }

        private int[] outputs(List<Program.Instruction> rows) {
            int[] registers = nothing();
            for (int lane = 0; lane < rows.size(); lane++) {
                registers[lane] = rows.get(lane).outputs()[0];
            }
            return registers;
        }

        /** The slot that an operand from outside is fetched into, once for all that read it. */
        private int fetched(List<Program.Instruction> rows, int operand) {
            List<Integer> registers =
                    rows.stream().map(row -> row.inputs()[operand]).toList();
            Integer known = fetched.get(registers);
            if (known != null) {
                return known;
            }
            int slot = newSlot();
            fetched.put(registers, slot);
            if (registers.stream().distinct().count() == 1) {
                int[] one = {registers.getFirst()};
                operations.add(new Program.BankOperation(
                        BankForm.FETCH_SHARED, List.of(), BankWriter.lanes(0, BankForm.LANES), slot, one));
            } else {
                int[] each = nothing();
                for (int lane = 0; lane < registers.size(); lane++) {
                    each[lane] = registers.get(lane);
                }
                operations.add(new Program.BankOperation(BankForm.FETCH_EACH, List.of(), lanes, slot, each));
            }
            return slot;
        }

        private static int[] nothing() {
            int[] none = new int[BankForm.LANES];
            Arrays.fill(none, NOTHING);
            return none;
        }
    }
}
