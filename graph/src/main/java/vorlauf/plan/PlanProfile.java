package vorlauf.plan;

import java.util.Arrays;
import vorlauf.dsp.RealTime;

/**
 * What each unit of a plan costs while it renders: a step, or a group with its rows.
 *
 * <p>Blocks are timed in turn: one section by section, the next unit by unit. A clock read between short steps costs more
 * than the steps, so the second kind only tells how a section's time, as the first kind has found it, is shared out. The
 * {@value #COLD_BLOCKS} blocks that a plan begins with are not timed; of the others a set that is spread evenly over the
 * whole life of the plan is kept, and the dearest tenth, in which the thread was interrupted, is left out.
 *
 * <p>Samples are the same as without a profile: the same kernels run in the same order.
 *
 * <p>Threads: made on the control thread, written by the producer, read when the plan renders no more.
 */
public final class PlanProfile {
    static final int COLD_BLOCKS = 64;

    /** Blocks of each kind that are kept; even. */
    private static final int KEPT = 64;

    private static final int CLOCK_READINGS = 1_000;

    private final PlanClock clock;
    private final int clockNanos;
    private final int blockFrames;
    private final int[] firstStep;
    private final int[] endStep;
    private final int[] firstUnit;
    private final int[] chunkFrames;

    private final int[] unitNanos;
    private final int[] sectionNanos;
    private final long[] elapsed;
    private int kept;
    private int stride = 1;
    private long blocks;

    PlanProfile(int[] steps, int[] sections, int blockFrames, PlanClock clock) {
        this.clock = clock;
        this.blockFrames = blockFrames;
        clockNanos = clockNanos(clock);
        int[] first = new int[steps.length / Step.LENGTH];
        int[] end = new int[first.length];
        firstUnit = new int[sections.length / 4 + 1];
        chunkFrames = new int[first.length];
        int units = 0;
        for (int section = 0; section < sections.length; section += 4) {
            firstUnit[section / 4] = units;
            int step = sections[section];
            while (step < sections[section + 1]) {
                int at = step * Step.LENGTH;
                int rows = steps[at] >= Step.GROUP ? steps[at + Step.EXTRA] : 0;
                first[units] = step;
                step += 1 + rows;
                end[units] = step;
                chunkFrames[units++] = Math.min(blockFrames, sections[section + 2]);
            }
        }
        firstUnit[sections.length / 4] = units;
        firstStep = Arrays.copyOf(first, units);
        endStep = Arrays.copyOf(end, units);
        unitNanos = new int[units * KEPT];
        sectionNanos = new int[sections.length / 4 * KEPT];
        elapsed = new long[units];
    }

    /** The least that two readings of a clock are apart. */
    private static int clockNanos(PlanClock clock) {
        long least = Integer.MAX_VALUE;
        for (int i = 0; i < CLOCK_READINGS; i++) {
            long before = clock.nanoTime();
            least = Math.min(least, clock.nanoTime() - before);
        }
        return (int) Math.max(0, least);
    }

    // ---- producer ---------------------------------------------------------------------------------------------------

    /** Called before the sections of each block. */
    @RealTime
    void beginBlock() {
        long timed = blocks - COLD_BLOCKS;
        boolean whole = (timed & 1) == 0;
        if (timed > 0 && whole && (timed / 2 - 1) % stride == 0) {
            kept++; // both blocks of the pair before are there
            if (kept == KEPT) {
                thinOut();
            }
        }
        blocks++;
    }

    /** Keeps every other pair; from now on fewer are taken. */
    @RealTime
    private void thinOut() {
        thinOut(unitNanos);
        thinOut(sectionNanos);
        kept /= 2;
        stride *= 2;
    }

    private static void thinOut(int[] nanos) {
        for (int at = 0; at < nanos.length; at += KEPT) {
            for (int i = 0; i < KEPT / 2; i++) {
                nanos[at + i] = nanos[at + 2 * i];
            }
        }
    }

    /** Renders a section of the plan and times it. */
    @RealTime
    void section(RenderPlan plan, int section, int first, int end, int chunk) {
        long timed = blocks - 1 - COLD_BLOCKS;
        if (timed < 0 || timed / 2 % stride != 0) {
            plan.chunks(first, end, chunk);
        } else if ((timed & 1) == 0) {
            long start = clock.nanoTime();
            plan.chunks(first, end, chunk);
            sectionNanos[section * KEPT + kept] = nanos(clock.nanoTime() - start, 1);
        } else {
            units(plan, section, chunk);
        }
    }

    private void units(RenderPlan plan, int section, int chunk) {
        int begin = firstUnit[section];
        int end = firstUnit[section + 1];
        int readings = 0;
        for (int unit = begin; unit < end; unit++) {
            elapsed[unit] = 0;
        }
        for (int from = 0; from < blockFrames; from += chunk) {
            int to = Math.min(blockFrames, from + chunk);
            readings++;
            for (int unit = begin; unit < end; unit++) {
                long start = clock.nanoTime();
                plan.run(firstStep[unit], endStep[unit], from, to);
                elapsed[unit] += clock.nanoTime() - start;
            }
        }
        for (int unit = begin; unit < end; unit++) {
            unitNanos[unit * KEPT + kept] = nanos(elapsed[unit], readings);
        }
    }

    /** Time without that of the readings themselves; a sum of two never overflows. */
    private int nanos(long nanos, int readings) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, nanos - (long) readings * clockNanos));
    }

    // ---- what was found ---------------------------------------------------------------------------------------------

    /** Frames that were rendered under this profile. */
    public long frames() {
        return blocks * blockFrames;
    }

    /** Whether the plan has rendered long enough to say anything. */
    public boolean isMeasured() {
        return kept > 0;
    }

    /** How many units there are. */
    public int units() {
        return firstStep.length;
    }

    /** The first step of a unit, which is the header where the unit is a group. */
    public int firstStep(int unit) {
        return firstStep[unit];
    }

    /** The step behind the last of a unit. */
    public int endStep(int unit) {
        return endStep[unit];
    }

    /** Frames that a unit renders at a time. */
    public int chunkFrames(int unit) {
        return chunkFrames[unit];
    }

    /** Nanoseconds a frame of each unit; zeros where nothing is measured. */
    public double[] nanosPerFrame() {
        double[] result = new double[units()];
        for (int section = 0; section + 1 < firstUnit.length; section++) {
            double sum = 0;
            for (int unit = firstUnit[section]; unit < firstUnit[section + 1]; unit++) {
                result[unit] = typical(unitNanos, unit);
                sum += result[unit];
            }
            double whole = typical(sectionNanos, section);
            for (int unit = firstUnit[section]; unit < firstUnit[section + 1]; unit++) {
                double share = sum > 0 ? result[unit] / sum : 1.0 / (firstUnit[section + 1] - firstUnit[section]);
                result[unit] = share * whole / blockFrames;
            }
        }
        return result;
    }

    /** The mean of all but the dearest tenth. */
    private double typical(int[] nanos, int index) {
        int[] sorted = Arrays.copyOfRange(nanos, index * KEPT, index * KEPT + kept);
        Arrays.sort(sorted);
        int count = kept - kept / 10;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += sorted[i];
        }
        return count == 0 ? 0 : sum / count;
    }
}
