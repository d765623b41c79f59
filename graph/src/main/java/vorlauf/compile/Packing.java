package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vorlauf.plan.Step;

/**
 * Pass <i>packed</i>: alike steps are put behind each other, under a header, so that one kernel renders them together.
 *
 * <p>Two shapes are found. <i>Lanes</i> are steps of one code that are equally deep in their section: none of them can depend
 * on another, whoever declared them, in whatever order. A <i>run</i> is a path of steps of one code where each is read by
 * the next alone: a sum of many voices, a ladder, a cascade. Neither changes a value: rows are the steps as they were, and a
 * kernel gives the bits of the rows one after the other. So voices may differ in everything but the code of their steps, and
 * state has the place that it has without groups.
 *
 * <p>Steps are scheduled on demand: in the order of declaration, each group with all that it needs before it. Groups have at
 * most {@value #MOST_LANES} lanes, so that the buffers of one group are still in the cache when the next step reads them. No
 * two groups can wait for each other: every edge goes to a deeper step, the lanes of a group are equally deep, and of a run
 * only the last value is read by others.
 */
final class Packing {
    static final int MOST_LANES = 16;

    /** A run is closed where it comes to another group of voices, if it has as many rows as this. */
    private static final int LONG_RUN = 8;

    /** Rows from which a run is worth more than lanes. */
    private static final int WORTH_A_RUN = 4;

    /** Filters from which a bank is worth the way into lanes and out again. */
    private static final int WORTH_A_BANK = 4;

    private static final int NOWHERE = -1;
    private static final int NO_BANK = -1;

    private final Program program;
    private final int[] madeAt;
    private final int[] readers;
    private final int[] lastOfNode;
    private int loopGroups;

    private Packing(Program program, int nodes) {
        this.program = program;
        madeAt = new int[program.registerCount()];
        readers = program.readers();
        lastOfNode = new int[nodes];
        Arrays.fill(madeAt, NOWHERE);
        Arrays.fill(lastOfNode, NOWHERE);
    }

    /** Groups the steps of a program, section by section. */
    static void pack(Program program, int nodes) {
        Packing packing = new Packing(program, nodes);
        List<Program.Section> sections = new ArrayList<>();
        for (Program.Section section : program.sections) {
            sections.addAll(packing.packed(section));
        }
        program.sections.clear();
        program.sections.addAll(sections);
    }

    /** A section, packed; cycles that are alike get one of their own, which finds its own way through a block. */
    private List<Program.Section> packed(Program.Section section) {
        List<Program.Section> packed = new ArrayList<>();
        List<Program.Instruction> rest = section.instructions();
        if (section.cycle()) {
            LoopGroups loops = new LoopGroups(program, section.instructions(), readers, loopGroups);
            loops.groups().forEach(group -> packed.add(section.with(group)));
            CycleBanks banks = new CycleBanks(program, loops.rest(), readers);
            banks.found().forEach(bank -> packed.add(packed(section, bank)));
            rest = banks.rest();
            loopGroups += loops.groups().size();
        }
        if (!rest.isEmpty()) {
            packed.add(section.with(packed(rest)));
        }
        return packed;
    }

    private Program.Section packed(Program.Section section, Program.Bank bank) {
        List<Program.Instruction> scheduled = new ArrayList<>();
        Schedule.emitBank(bank, program.banks.size(), scheduled);
        program.banks.add(bank);
        return section.with(scheduled);
    }

    private List<Program.Instruction> packed(List<Program.Instruction> instructions) {
        if (instructions.size() < 2) {
            return instructions;
        }
        return new Of(instructions).packed();
    }

    /** One section while it is packed. */
    private final class Of {
        private final Program.Instruction[] steps;
        private final Needs needs;
        private final int[] depth;

        /** The steps by code, then depth, then order; and how many are like each of them. */
        private final int[] classes;

        private final int[] classSize;

        /** The step that a run goes on with, and where a step has the value of the run. */
        private final int[] next;

        private final boolean[] follows;
        private final List<Schedule.Group> groups = new ArrayList<>();
        private final int[] groupOf;

        Of(List<Program.Instruction> instructions) {
            steps = instructions.toArray(Program.Instruction[]::new);
            int count = steps.length;
            needs = new Needs(count);
            depth = new int[count];
            classes = new int[count];
            classSize = new int[count];
            next = new int[count];
            follows = new boolean[count];
            groupOf = new int[count];
            Arrays.fill(next, NOWHERE);
            Arrays.fill(groupOf, NOWHERE);
        }

        List<Program.Instruction> packed() {
            findNeeds();
            findBanks();
            findClasses();
            List<int[]> runs = runs();
            groupLanes();
            for (int[] run : runs) {
                cut(run);
            }
            for (int i = 0; i < steps.length; i++) {
                if (groupOf[i] == NOWHERE) {
                    group(new int[] {i}, false);
                }
            }
            List<Program.Instruction> scheduled = new Schedule(steps, needs, groups, groupOf, program.banks).steps();
            for (Program.Instruction step : steps) {
                for (int register : Buffers.written(program, step)) {
                    madeAt[register] = NOWHERE;
                }
                lastOfNode[step.node()] = NOWHERE;
            }
            return scheduled;
        }

        // ---- what a step needs --------------------------------------------------------------------------------------

        private void findNeeds() {
            for (int i = 0; i < steps.length; i++) {
                int deepest = -1;
                for (int register : Buffers.operands(program, steps[i])) {
                    if (register >= 0 && madeAt[register] != NOWHERE) {
                        needs.add(madeAt[register]);
                        deepest = Math.max(deepest, depth[madeAt[register]]);
                    }
                }
                int before = before(i);
                if (before != NOWHERE) {
                    needs.add(before);
                    deepest = Math.max(deepest, depth[before]);
                }
                needs.endStep();
                depth[i] = deepest + 1;
                for (int register : Buffers.written(program, steps[i])) {
                    madeAt[register] = i;
                }
            }
        }

        /** The step of the same node that has to come first, since both may use the same state. */
        private int before(int i) {
            Program.Instruction step = steps[i];
            if (!PackedCodes.hasState(step.code())) {
                return NOWHERE;
            }
            int before = lastOfNode[step.node()];
            if (!PackedCodes.isFilter(
                    step.code())) { // the channels of a filter are beside each other, behind its coefficients
                lastOfNode[step.node()] = i;
            }
            return before;
        }

        // ---- groups -------------------------------------------------------------------------------------------------

        /** Sorts the steps by code, then depth, then order: counts, then places, first by depth. */
        private void findClasses() {
            int deepest = 0;
            for (int step : depth) {
                deepest = Math.max(deepest, step);
            }
            int[] places = new int[Math.max(deepest, Step.GROUP) + 2];
            int[] byDepth = new int[steps.length];
            for (int step : depth) {
                places[step + 1]++;
            }
            sum(places);
            for (int i = 0; i < steps.length; i++) {
                byDepth[places[depth[i]]++] = i;
            }
            Arrays.fill(places, 0);
            for (Program.Instruction step : steps) {
                places[step.code() + 1]++;
            }
            sum(places);
            for (int i : byDepth) {
                classes[places[steps[i].code()]++] = i;
            }
            int begin = 0;
            while (begin < classes.length) {
                int end = endOfClass(begin);
                for (int k = begin; k < end; k++) {
                    classSize[classes[k]] = end - begin;
                }
                begin = end;
            }
        }

        private static void sum(int[] counts) {
            for (int i = 1; i < counts.length; i++) {
                counts[i] += counts[i - 1];
            }
        }

        /** Where the class ends that begins at a place. */
        private int endOfClass(int begin) {
            int first = classes[begin];
            int end = begin + 1;
            while (end < classes.length
                    && depth[classes[end]] == depth[first]
                    && steps[classes[end]].code() == steps[first].code()) {
                end++;
            }
            return end;
        }

        private List<int[]> runs() {
            for (int i = 0; i < steps.length; i++) {
                if (groupOf[i] == NOWHERE) {
                    link(i);
                }
            }
            List<int[]> runs = new ArrayList<>();
            for (int i = 0; i < steps.length; i++) {
                if (next[i] != NOWHERE && !follows[i]) {
                    int[] run = run(i);
                    boolean worth = run.length >= WORTH_A_RUN || classSize[i] == 1;
                    if (PackedCodes.isFilter(steps[i].code()) ? classSize[i] < WORTH_A_RUN : worth) {
                        runs.add(run);
                        for (int row : run) {
                            groupOf[row] = Integer.MAX_VALUE; // not for lanes
                        }
                    }
                }
            }
            return runs;
        }

        private int[] run(int first) {
            int length = 0;
            for (int row = first; row != NOWHERE; row = next[row]) {
                length++;
            }
            int[] run = new int[length];
            int at = first;
            for (int i = 0; i < length; i++) {
                run[i] = at;
                at = next[at];
            }
            return run;
        }

        /** Links a step to the one whose value it alone reads, if that has its code and its value in the same place. */
        private void link(int i) {
            for (int place : PackedCodes.places(steps[i].code())) {
                int register = steps[i].inputs()[place];
                int maker = register < 0 ? NOWHERE : madeAt[register];
                if (maker == NOWHERE
                        || groupOf[maker] != NOWHERE
                        || steps[maker].code() != steps[i].code()
                        || readers[register] != 1) {
                    continue;
                }
                int placeBefore = placeOf(maker);
                if (placeBefore == NOWHERE || placeBefore == place || PackedCodes.isSum(steps[i].code())) {
                    next[maker] = i;
                    follows[i] = true;
                    if (place != 0 && PackedCodes.isSum(steps[i].code())) {
                        int[] inputs = steps[i].inputs();
                        steps[i] = new Program.Instruction(
                                steps[i].code(),
                                steps[i].node(),
                                steps[i].outputs(),
                                new int[] {inputs[1], inputs[0]},
                                steps[i].extras());
                    }
                    return;
                }
            }
        }

        /** Where a step that follows another in a run has its value; NOWHERE where it does not follow. */
        private int placeOf(int i) {
            if (!follows[i]) {
                return NOWHERE;
            }
            for (int place : PackedCodes.places(steps[i].code())) {
                int register = steps[i].inputs()[place];
                if (register >= 0 && madeAt[register] != NOWHERE && next[madeAt[register]] == i) {
                    return place;
                }
            }
            return NOWHERE;
        }

        private void groupLanes() {
            int begin = 0;
            while (begin < classes.length) {
                int end = begin + classSize[classes[begin]];
                if (PackedCodes.mayBeLanes(steps[classes[begin]].code())) {
                    groupLanes(begin, end);
                }
                begin = end;
            }
        }

        private void groupLanes(int begin, int end) {
            int[] lanes = new int[Math.min(MOST_LANES, end - begin)];
            int count = 0;
            for (int i = begin; i < end; i++) {
                int step = classes[i];
                if (groupOf[step] == NOWHERE) {
                    lanes[count++] = step;
                }
                if (count == lanes.length || i == end - 1) {
                    int[] members = Arrays.copyOf(lanes, count);
                    if (count >= WORTH_A_BANK && PackedCodes.isFilter(steps[lanes[0]].code())) {
                        bank(Banks.ofFilters(steps, members));
                    } else if (count > 0) {
                        group(members, false);
                    }
                    count = 0;
                }
            }
        }

        /** Cuts a run where it comes to other voices, so that these need not all be rendered first. */
        private void cut(int[] run) {
            int begin = 0;
            int voices = NOWHERE;
            for (int i = 0; i < run.length; i++) {
                int from = otherVoices(run, i);
                if (from != NOWHERE && voices != NOWHERE && from != voices && i - begin >= LONG_RUN) {
                    group(Arrays.copyOfRange(run, begin, i), true);
                    begin = i;
                }
                voices = from == NOWHERE ? voices : from;
            }
            group(Arrays.copyOfRange(run, begin, run.length), true);
        }

        /** The group of lanes that a row reads beside the value of its run. */
        private int otherVoices(int[] run, int row) {
            for (int i = needs.begin(run[row]); i < needs.begin(run[row] + 1); i++) {
                int need = needs.at(i);
                if ((row == 0 || need != run[row - 1]) && groupOf[need] != Integer.MAX_VALUE) {
                    return groupOf[need];
                }
            }
            return NOWHERE;
        }

        private void group(int[] members, boolean run) {
            for (int member : members) {
                groupOf[member] = groups.size();
            }
            groups.add(new Schedule.Group(members, run, NO_BANK));
        }

        private void findBanks() {
            for (Banks.Found bank : new Banks(program, steps, madeAt, readers, needs, depth).find()) {
                bank(bank);
            }
        }

        private void bank(Banks.Found bank) {
            for (int member : bank.members()) {
                groupOf[member] = groups.size();
            }
            groups.add(new Schedule.Group(bank.members(), false, program.banks.size()));
            program.banks.add(bank.bank());
        }
    }
}
