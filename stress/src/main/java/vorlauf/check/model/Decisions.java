package vorlauf.check.model;

import java.util.Arrays;

/** The decisions of one execution, and the way to the next one: depth first, option 0 before all others. */
final class Decisions {
    private int[] chosen = new int[256];
    private int[] options = new int[256];
    /** What each decision was about: another path to the same decision means that the subject is not deterministic. */
    private int[] marks = new int[256];

    private int depth;
    private int length;

    /** A decision among {@code count} options: what the path says, or 0 beyond its end. {@code mark} tells what it is about. */
    int choose(int count, int mark) {
        if (depth == chosen.length) {
            chosen = Arrays.copyOf(chosen, depth * 2);
            options = Arrays.copyOf(options, depth * 2);
            marks = Arrays.copyOf(marks, depth * 2);
        }
        if (depth < length) {
            if (options[depth] != count || marks[depth] != mark) {
                throw new NotDeterministic();
            }
        } else {
            chosen[depth] = 0;
            options[depth] = count;
            marks[depth] = mark;
            length = depth + 1;
        }
        return chosen[depth++];
    }

    /** Begins at the start of the path again. */
    void rewind() {
        depth = 0;
    }

    /** Goes to the next path; false where all were taken. */
    boolean next() {
        if (depth < length) {
            throw new NotDeterministic();
        }
        while (length > 0) {
            int last = length - 1;
            if (chosen[last] + 1 < options[last]) {
                chosen[last]++;
                depth = 0;
                return true;
            }
            length--;
        }
        return false;
    }

    /** The path that was just taken, to be taken again. */
    Decisions copy() {
        Decisions copy = new Decisions();
        copy.chosen = chosen.clone();
        copy.options = options.clone();
        copy.marks = marks.clone();
        copy.length = depth;
        return copy;
    }
}
