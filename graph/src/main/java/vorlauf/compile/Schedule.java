package vorlauf.compile;

import java.util.ArrayList;
import java.util.List;
import vorlauf.plan.Step;

/** The order of a section's steps: that of declaration, but that each group comes whole, with all that it needs before it. */
final class Schedule {
    /**
     * Steps that are rendered together.
     *
     * @param members the steps, in order
     * @param run whether each reads the one before it
     * @param bank number of the bank that they are, or less than 0
     */
    record Group(int[] members, boolean run, int bank) {}

    // How far a group is; at first it is open.
    private static final byte WAITING = 1;
    private static final byte DONE = 2;

    private static final int NOTHING = -1;
    private static final int[] NO_OPERANDS = {};

    private final Program.Instruction[] steps;
    private final Needs needs;
    private final List<Group> groups;
    private final List<Program.Bank> banks;
    private final int[] groupOf;
    private final byte[] progress;

    /** Groups that wait for others, each for the one behind it. */
    private final int[] waiting;

    private int waitingCount;

    /** For each group how many of its members need nothing more. */
    private final int[] served;

    private final List<Program.Instruction> scheduled;

    /**
     * @param needs steps that each step needs
     * @param groupOf the group of each step
     * @param banks all banks
     */
    Schedule(Program.Instruction[] steps, Needs needs, List<Group> groups, int[] groupOf, List<Program.Bank> banks) {
        this.banks = banks;
        this.steps = steps;
        this.needs = needs;
        this.groups = groups;
        this.groupOf = groupOf;
        progress = new byte[groups.size()];
        waiting = new int[groups.size()];
        served = new int[groups.size()];
        scheduled = new ArrayList<>(steps.length + groups.size());
    }

    /** The steps, with a header before each group of more than one. */
    List<Program.Instruction> steps() {
        for (int group : groupOf) {
            if (progress[group] == DONE) {
                continue;
            }
            push(group);
            while (waitingCount > 0) {
                int top = waiting[waitingCount - 1];
                int missing = missing(top);
                if (missing == NOTHING) {
                    waitingCount--;
                    progress[top] = DONE;
                    emit(groups.get(top));
                } else {
                    push(missing);
                }
            }
        }
        return scheduled;
    }

    private void push(int group) {
        if (progress[group] == WAITING) {
            throw new IllegalStateException("two groups of steps wait for each other");
        }
        progress[group] = WAITING;
        waiting[waitingCount++] = group;
    }

    /** A group that has to come before this one and has not come yet. */
    private int missing(int group) {
        int[] members = groups.get(group).members();
        for (; served[group] < members.length; served[group]++) {
            int member = members[served[group]];
            for (int i = needs.begin(member); i < needs.begin(member + 1); i++) {
                int need = groupOf[needs.at(i)];
                if (need != group && progress[need] != DONE) {
                    return need;
                }
            }
        }
        return NOTHING;
    }

    private void emit(Group group) {
        int[] members = group.members();
        if (group.bank() >= 0) {
            emitBank(group.bank());
            return;
        }
        if (members.length > 1) {
            int[] count = {members.length};
            int code = group.run() ? Step.RUN : Step.LANES;
            scheduled.add(new Program.Instruction(code, steps[members[0]].node(), NO_OPERANDS, NO_OPERANDS, count));
        }
        for (int member : members) {
            scheduled.add(steps[member]);
        }
    }

    private void emitBank(int number) {
        emitBank(banks.get(number), number, scheduled);
    }

    /** A header, then the rows step by step, several of one step as lanes. */
    static void emitBank(Program.Bank bank, int number, List<Program.Instruction> scheduled) {
        int header = scheduled.size();
        int node = 0;
        for (Program.BankOperation operation : bank.operations()) {
            List<Program.Instruction> rows = operation.rows();
            if (rows.size() > 1) {
                int[] count = {rows.size()};
                scheduled.add(
                        new Program.Instruction(Step.LANES, rows.getFirst().node(), NO_OPERANDS, NO_OPERANDS, count));
            }
            scheduled.addAll(rows);
            node = rows.isEmpty() ? node : rows.getFirst().node();
        }
        int[] extras = {scheduled.size() - header, number};
        scheduled.add(header, new Program.Instruction(Step.BANK, node, NO_OPERANDS, NO_OPERANDS, extras));
    }
}
