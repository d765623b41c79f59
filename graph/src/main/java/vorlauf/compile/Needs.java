package vorlauf.compile;

/** For each step of a section the steps that have to come before it, put together step by step. */
final class Needs {
    private final int[] begin;
    private final IntList steps;
    private int count;

    /** No steps yet of a section that has so many. */
    Needs(int count) {
        begin = new int[count + 1];
        steps = new IntList(2 * count);
    }

    /** One more that the step in hand needs. */
    void add(int step) {
        steps.add(step);
    }

    /** The step in hand needs nothing more. */
    void endStep() {
        begin[++count] = steps.size();
    }

    /** Where those of a step begin; they end where those of the next begin. */
    int begin(int step) {
        return begin[step];
    }

    int at(int index) {
        return steps.get(index);
    }
}
