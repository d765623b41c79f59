package vorlauf.compile;

import java.util.stream.IntStream;
import vorlauf.plan.PlanForm;
import vorlauf.plan.Step;

/**
 * What each part of a plan is expected to take, by the figures of {@code explain}: for simulations, in which nothing takes time
 * by itself. Parts are those that {@link vorlauf.plan.StepWatch} tells apart: a step, a group with its rows, a cycle.
 */
public final class PlanEstimate {
    private final PlanForm form;
    private final double[] nanos;

    private PlanEstimate(PlanForm form) {
        this.form = form;
        nanos = new double[form.steps().length / Step.LENGTH];
    }

    /**
     * Nanoseconds a frame of each part, at the index of its first step; 0 at all other steps, and where a section is run in the
     * first two blocks alone.
     */
    public static double[] nanosPerFrame(PlanForm form) {
        PlanEstimate estimate = new PlanEstimate(form);
        int[] sections = form.sections();
        for (int at = 0; at < sections.length; at += 4) {
            estimate.section(sections[at], sections[at + 1], sections[at + 2], sections[at + 3] != 0);
        }
        return estimate.nanos;
    }

    private void section(int first, int end, int chunkFrames, boolean settling) {
        boolean cycle = chunkFrames < form.blockFrames();
        StepEstimate estimate =
                StepEstimate.of(form.kernels().name(), Math.min(chunkFrames, form.blockFrames()), settling);
        int step = first;
        while (step < end) {
            int next = code(step) >= Step.GROUP ? step + 1 + rows(step) : step + 1;
            nanos[cycle ? first : step] += part(estimate, step, next);
            step = next;
        }
    }

    /** A step by itself, or a header with all behind it; the groups of a bank one by one. */
    private double part(StepEstimate estimate, int step, int end) {
        if (code(step) < Step.GROUP) {
            return estimate.ofStep(code(step));
        }
        if (code(step) == Step.LOOPS) {
            return estimate.ofLoops(form.steps()[step * Step.LENGTH + Step.EXTRA + 1]);
        }
        if (code(step) != Step.BANK) {
            return estimate.ofGroup(code(step), code(step + 1), rows(step));
        }
        StepEstimate ofBank = estimate.inBank(IntStream.range(step, end).map(this::code));
        double sum = 0;
        int inside = step + 1;
        while (inside < end) {
            int next = code(inside) >= Step.GROUP ? inside + 1 + rows(inside) : inside + 1;
            sum += part(ofBank, inside, next);
            inside = next;
        }
        return sum;
    }

    private int code(int step) {
        return form.steps()[step * Step.LENGTH];
    }

    private int rows(int step) {
        return form.steps()[step * Step.LENGTH + Step.EXTRA];
    }
}
