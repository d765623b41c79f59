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
 * @param plan what is rendered
 * @param patched whether that is a plan of the same shape with other numbers than the forms before it
 */
record Compiled(
        Checked checked,
        Ordered ordered,
        Program program,
        Buffers buffers,
        Resources resources,
        RenderPlan plan,
        boolean patched) {
    /** The same for a graph of the same shape, by a plan that follows this one. */
    Compiled patched(Checked next, RenderPlan follows) {
        return new Compiled(next, ordered, program, buffers, resources.goingOn(), follows, true);
    }
}
