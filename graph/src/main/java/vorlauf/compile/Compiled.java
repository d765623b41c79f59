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
 */
record Compiled(
        Checked checked, Ordered ordered, Program program, Buffers buffers, Resources resources, RenderPlan plan) {}
