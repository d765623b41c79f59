package vorlauf.compile;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.PlanForm;
import vorlauf.plan.Step;

/**
 * The steps of a voice that comes, behind the table of the plan before: its own, which are rendered before all others, and those that
 * add it to a sum, which are rendered where that has been made and before it is read.
 */
final class AddedVoice {
    private static final int NONE = -1;

    private final Compiled before;
    private final Program.Sum sum;
    private final PlanForm form;
    private final Program fading;

    /** By position of a step in the program its place in the table. */
    private final int[] at;

    private final IntList added = new IntList(16 * Step.LENGTH);

    /** The buffer of each register in them. */
    private final int[] bufferOf;

    private int buffers;

    /** The first of them that is added to the sum, and the place in the table before which these are rendered. */
    private int firstOfSum;

    private int behindSum;

    private AddedVoice(Compiled before, Program.Sum sum, int[] at, Program fading) {
        this.before = before;
        this.sum = sum;
        this.at = at;
        this.fading = fading;
        form = before.plan().form();
        bufferOf = new int[fading.registerCount()];
        Arrays.fill(bufferOf, NONE);
        buffers = form.bufferCount();
    }

    /**
     * The steps; null where the sum cannot be told from what is made of it, or they read what stays in the plan before.
     *
     * @param sum the sum in the plan before
     * @param at for each step of its program the place in its table
     * @param fading steps of a transition, on operands behind those of the plan
     * @param copy the node there that is the sum
     * @param whole the node there that adds what comes to it
     * @param isOfComer nodes there of which all steps are needed
     */
    static @Nullable AddedVoice of(
            Compiled before, Program.Sum sum, int[] at, Program fading, int copy, int whole, IntPredicate isOfComer) {
        AddedVoice voice = new AddedVoice(before, sum, at, fading);
        Program.Sum ofCopy = VoiceFragment.sum(fading, copy);
        int[] sums = whole(sum);
        int[] copies = ofCopy == null ? new int[0] : whole(ofCopy);
        if (sums.length == 0 || copies.length != sums.length || !voice.findEnd(sums)) {
            return null;
        }
        for (int channel = 0; channel < sums.length; channel++) {
            voice.bufferOf[copies[channel]] = before.buffers().bufferOf()[sums[channel]];
        }
        boolean known = voice.add(isOfComer, false);
        voice.firstOfSum = voice.added.size() / Step.LENGTH;
        return known && voice.add(node -> node == whole, true) ? voice : null;
    }

    /** The steps, as a table has them. */
    int[] steps() {
        return added.toArray();
    }

    /** Buffers that the plan before and these need. */
    int buffers() {
        return buffers;
    }

    /** The sections with what comes before them, and the one that makes the sum in two, with what is added between. */
    int[] sections() {
        int own = form.steps().length / Step.LENGTH;
        int end = own + added.size() / Step.LENGTH;
        IntList sections = new IntList(form.sections().length + 12);
        sections.addAll(new int[] {own, own + firstOfSum, form.blockFrames(), 0}, 0, 4);
        int[] all = form.sections();
        for (int i = 0; i < all.length; i += 4) {
            boolean parted = all[i] < behindSum && behindSum <= all[i + 1];
            if (!parted) {
                sections.addAll(all, i, i + 4);
                continue;
            }
            sections.addAll(new int[] {all[i], behindSum, all[i + 2], all[i + 3]}, 0, 4);
            sections.addAll(new int[] {own + firstOfSum, end, form.blockFrames(), 0}, 0, 4);
            if (behindSum < all[i + 1]) {
                sections.addAll(new int[] {behindSum, all[i + 1], all[i + 2], all[i + 3]}, 0, 4);
            }
        }
        return sections.toArray();
    }

    /** Adds the steps of some nodes, in their order; false where one reads what stays in the plan before. */
    private boolean add(IntPredicate isOf, boolean inSum) {
        boolean known = true;
        for (Program.Section section : fading.sections) {
            for (Program.Instruction step : section.instructions()) {
                known &= !isOf.test(step.node()) || add(step, inSum);
            }
        }
        return known;
    }

    /** The register of each channel of a sum; none where one of them is made of a single voice. */
    private static int[] whole(Program.Sum sum) {
        int[][] folded = sum.folded();
        int[] whole = new int[folded.length];
        for (int channel = 0; channel < whole.length; channel++) {
            int last = folded[channel].length - 1;
            if (last < 0 || folded[channel][last] < 0) {
                return new int[0];
            }
            whole[channel] = folded[channel][last];
        }
        return whole;
    }

    /** Finds where a sum is made and nothing has read it yet. */
    private boolean findEnd(int[] sums) {
        int behind = 0;
        int end = 0;
        int position = 0;
        int made = 0;
        boolean read = false;
        for (Program.Section section : before.program().sections) {
            for (Program.Instruction step : section.instructions()) {
                position++;
                if (step.code() >= Step.GROUP) {
                    end = Math.max(end, position + step.extras()[0]);
                    continue;
                }
                end = Math.max(end, position);
                boolean open = made < sums.length || position <= behind;
                read |= open && isAnyIn(Buffers.operands(before.program(), step), sums);
                if (isAnyIn(step.outputs(), sums)) {
                    made++;
                    behind = end;
                }
            }
        }
        behindSum = behind == 0 ? 0 : at[behind - 1] / Step.LENGTH + 1;
        return made == sums.length && !read;
    }

    private static boolean isAnyIn(int[] operands, int[] registers) {
        for (int operand : operands) {
            for (int register : registers) {
                if (operand == register) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean add(Program.Instruction step, boolean inSum) {
        int row = added.size();
        for (int i = 0; i < Step.LENGTH; i++) {
            added.add(Step.NONE);
        }
        added.set(row, step.code());
        added.set(row + Step.NODE, inSum ? sum.node() : before.checked().graph().size() + step.node());
        int[] inputs = step.inputs();
        boolean known = true;
        for (int i = 0; i < inputs.length; i++) {
            int operand = inputs[i] < 0 ? inputs[i] : bufferOf[inputs[i]];
            known &= inputs[i] < 0 || operand >= 0;
            added.set(row + Step.IN + i, operand);
        }
        for (int i = 0; i < step.outputs().length; i++) {
            int register = step.outputs()[i];
            bufferOf[register] = inSum ? bufferOf[inputs[0]] : buffers++;
            added.set(row + Step.OUT + i, bufferOf[register]);
        }
        for (int i = 0; i < step.extras().length; i++) {
            added.set(row + Step.EXTRA + i, step.extras()[i]);
        }
        return known;
    }
}
