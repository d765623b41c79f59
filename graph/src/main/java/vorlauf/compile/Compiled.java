package vorlauf.compile;

import vorlauf.plan.RenderPlan;

/**
 * One graph with every form that the passes made of it.
 *
 * @param checked the graph
 * @param ordered its sections
 * @param program its steps on registers
 * @param buffers where the registers are
 * @param resources its delay lines, streams and user code
 * @param states where the state of its nodes is
 * @param plan what is rendered
 * @param patched whether that is a change of the plan that the forms before it are of
 */
record Compiled(
        Checked checked,
        Ordered ordered,
        Program program,
        Buffers buffers,
        Resources resources,
        StateRanges states,
        RenderPlan plan,
        boolean patched) {
    /** The same for a graph of the same shape, by a plan that follows this one. */
    Compiled patched(Checked next, RenderPlan follows) {
        return new Compiled(next, ordered, program, buffers, resources.goingOn(), states, follows, true);
    }

    /**
     * The same for the graph behind a transition, by a plan that fades to it.
     *
     * @param match for each of its nodes the one of this graph that it continues, or -1
     * @param statesBetween where that plan has the state of its nodes
     */
    Compiled fading(Checked next, int[] match, StateRanges statesBetween, RenderPlan follows) {
        return new Compiled(next, ordered, program, buffers, resources.goingOn(match), statesBetween, follows, true);
    }
}
