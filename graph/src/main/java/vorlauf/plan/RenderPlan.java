package vorlauf.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.Arithmetic;
import vorlauf.dsp.BiquadRamps;
import vorlauf.dsp.OscillatorLanes;
import vorlauf.dsp.Oscillators;
import vorlauf.dsp.Phases;
import vorlauf.dsp.RealTime;
import vorlauf.graph.Processor;

/**
 * A graph as a flat table of steps that renders one block at a time; everything it needs is allocated when it is made.
 *
 * <p>Threads: made on the control thread; {@link #adopt}, {@link #render} and the meters belong to the producer. The names
 * may be read by any thread.
 */
public final class RenderPlan {
    /** Blocks for which every step's output is checked after a block that was not finite. */
    private static final int CHECKED_BLOCKS = 64;

    final int blockFrames;
    final double sampleRateHertz;
    final double incrementsPerHertz;
    final float[][] buffers;
    final double[] scalarNow;
    final double[] scalarNext;
    final double[] doubles;
    final long[] longs;
    final Object[] payloads;

    /** Room for a kernel to work in. */
    final int[] scratch;

    final float[] spare;

    /** Room for group kernels: offsets of the rows that they render together. */
    final int[] places = new int[16];

    /** Room for group kernels: samples and coefficients of voices beside each other. */
    final float[] tile = new float[256];

    /** Room for group kernels: phases of a row's frames. */
    final LaneTurns turns = new LaneTurns(true, false);

    final OscillatorLanes oscillators;

    final BiquadRamps.Room ramps = new BiquadRamps.Room();

    /** Blocks that were rendered. */
    long blocks;

    /** Slots of the banks, and four to work in behind them. */
    final float[][] slots;

    /** As large as a slot: 32-bit phases. */
    final int[] phases;

    /** Room for group kernels: coefficients and state of filters beside each other, and what they gave last. */
    final float[] lanes = new float[80];

    /** For the header of a run of sums whose factors never move those factors, one after the other; else null. */
    final float[] @Nullable [] factors;

    private final float[] rampStart;
    private final float[] rampStep;

    /** Frames since this plan was adopted: where fades are. */
    long age;

    /**
     * Frames of a segment of the oscillators ({@link Phases}) that the stream had behind it when the block began: segments
     * lie fixed in the stream, whatever its blocks, so that the sound is the same with blocks of any size.
     */
    int begun;

    private final PlanForm form;
    private final int[] steps;
    private final int[] sections;
    private final ScalarSteps scalarSteps;
    private final ControlCell[] cells;
    private final float[][] outputs;
    private final List<Object> resources = new ArrayList<>();
    private int checkedBlocks;

    private final Inheritance inheritance = new Inheritance();
    private int faultyNode = -1;
    final PlanGroups groups;

    /** Times the steps; null, and then without any cost, but where somebody asked for it. */
    private @Nullable PlanProfile profile;

    /** A plan with its state as it was at the beginning. */
    public RenderPlan(PlanForm form) {
        this(form, null);
    }

    /**
     * The same, to follow the plan that it was compiled against, which may be rendered meanwhile: what goes on from there
     * unchanged is shared, and only one of the two may be rendered at a time.
     */
    public RenderPlan(PlanForm form, @Nullable RenderPlan before) {
        this.form = form;
        blockFrames = form.blockFrames();
        sampleRateHertz = form.sampleRateHertz();
        incrementsPerHertz = Oscillators.incrementsPerHertz(sampleRateHertz);
        steps = form.steps();
        sections = form.sections();
        scalarSteps = new ScalarSteps(form.scalarSteps(), form.movingScalars(), form.constants());
        cells = form.cells();
        doubles = form.doubles();
        longs = form.longs();
        buffers = new float[form.bufferCount()][blockFrames];
        scalarNow = new double[form.movingScalars() + form.constants().length];
        scalarNext = new double[scalarNow.length];
        System.arraycopy(form.constants(), 0, scalarNow, form.movingScalars(), form.constants().length);
        System.arraycopy(form.constants(), 0, scalarNext, form.movingScalars(), form.constants().length);
        scratch = new int[blockFrames];
        spare = new float[blockFrames];
        oscillators = new OscillatorLanes(blockFrames);
        rampStart = new float[scalarNow.length];
        rampStep = new float[scalarNow.length];
        for (int i = 0; i < rampStart.length; i++) {
            rampStart[i] = (float) scalarNow[i];
        }
        outputs = new float[form.outputs().length][];
        for (int channel = 0; channel < outputs.length; channel++) {
            outputs[channel] = buffers[form.outputs()[channel]];
        }
        groups = new PlanGroups(this, form, before, before == null ? null : before.groups);
        slots = groups.slots();
        phases = new int[slots.length == 0 ? 0 : BankForm.LANES * BankForm.FRAMES];
        factors = Factors.of(form, rampStart);
        payloads = new Object[form.payloads().length];
        for (int i = 0; i < payloads.length; i++) {
            payloads[i] = opened(form.payloads()[i]);
        }
        groups.open(before == null ? null : before.groups);
    }

    private Object opened(Object payload) {
        if (!(payload instanceof Bundle bundle)) {
            return payload;
        }
        resources.add(bundle.resource());
        if (bundle.resource() instanceof SampleSource source) {
            return new PlanSamples(source, bundle.outputs(), buffers);
        }
        return new PlanProcessor(
                (Processor) bundle.resource(), bundle.inputs(), bundle.outputs(), buffers, blockFrames);
    }

    /** What this plan was made of; its state is that of the plan itself and moves with it. */
    public PlanForm form() {
        return form;
    }

    /** Times each step from now on, by a clock. Threads: control, before the plan is handed to the producer. */
    public PlanProfile startProfile(PlanClock clock) {
        PlanProfile started = new PlanProfile(steps, sections, blockFrames, clock);
        profile = started;
        return started;
    }

    /** Frames that {@link #render} renders. */
    public int blockFrames() {
        return blockFrames;
    }

    /** Channels of the output. */
    public int channels() {
        return outputs.length;
    }

    /** Steps of the plan. */
    public int stepCount() {
        return steps.length / Step.LENGTH;
    }

    /** Buffers of the plan. */
    public int bufferCount() {
        return buffers.length;
    }

    /**
     * Takes over the state of the plan that this one was compiled against; null for the first plan. Work is bounded by the
     * number of nodes: delay lines, streams and user code are shared, not copied.
     *
     * <p>Threads: producer, at a block boundary.
     */
    @RealTime
    public void adopt(@Nullable RenderPlan previous) {
        inheritance.takeOver(this, previous);
        checkedBlocks = previous == null ? 0 : previous.checkedBlocks;
        age = 0;
        begun = previous == null ? 0 : previous.begun;
        scalarSteps.run(this, cells, scalarNow, true);
    }

    /**
     * Renders the next block into {@code interleaved[0 .. blockFrames * channels)}. A block with a sample that is not finite
     * is written as silence and false is returned; the blocks after it are rendered with every step checked, the state of a
     * step that is not finite is reset, and {@link #takeFaultyNode} names the first.
     *
     * <p>Threads: producer.
     */
    @RealTime
    public boolean render(float[] interleaved) {
        return render(interleaved, null);
    }

    /** The same, and lets {@code watch} find the slowest node; null for no watch. Threads: producer. */
    @RealTime
    public boolean render(float[] interleaved, @Nullable StepWatch watch) {
        if (watch != null) {
            watch.begin();
        }
        scalarSteps.run(this, cells, scalarNext, false);
        ScalarSteps.ramps(scalarNow, scalarNext, form.movingScalars(), blockFrames, rampStart, rampStep);
        boolean settles = inheritance.settles(this);
        PlanProfile timed = profile;
        if (timed != null) {
            timed.beginBlock();
        }
        for (int i = 0; i < sections.length; i += 4) {
            if (sections[i + 3] != 0 && !settles) {
                continue;
            }
            if (watch != null) {
                watch.run(this, steps, sections[i], sections[i + 1], sections[i + 2]);
            } else if (timed == null) {
                chunks(sections[i], sections[i + 1], sections[i + 2]);
            } else {
                timed.section(this, i / 4, sections[i], sections[i + 1], sections[i + 2]);
            }
        }
        System.arraycopy(scalarNext, 0, scalarNow, 0, form.movingScalars());
        for (int i = 0; i < cells.length; i++) {
            cells[i].now = cells[i].next;
        }
        age += blockFrames;
        begun = Phases.begunAfter(begun, blockFrames);
        blocks++;
        return deliver(interleaved);
    }

    private boolean deliver(float[] interleaved) {
        boolean finite = groups.deliver(outputs, interleaved, blockFrames);
        checkedBlocks = finite ? Math.max(0, checkedBlocks - 1) : CHECKED_BLOCKS;
        if (!finite) {
            Arithmetic.fill(0f, 0f, interleaved, 0, outputs.length * blockFrames);
        }
        return finite;
    }

    /** Runs steps over the whole block, so many frames at a time; cycles in a group find their own way where they can. */
    void chunks(int first, int end, int chunk) {
        int begin = first;
        int frames = chunk;
        if (chunk < blockFrames && checkedBlocks == 0 && groups.isAlone(first, end)) {
            if (groups.render(first * Step.LENGTH, 0, blockFrames) > 0) {
                return;
            }
            begin++; // its rows
            frames = Math.max(chunk, groups.strideFrames(first * Step.LENGTH));
        }
        for (int from = 0; from < blockFrames; from += frames) {
            run(begin, end, from, Math.min(blockFrames, from + frames));
        }
    }

    /** Runs steps over a stretch of the block. */
    void run(int first, int end, int from, int to) {
        boolean checked = checkedBlocks > 0;
        for (int step = first; step < end; step++) {
            int at = step * Step.LENGTH;
            if (steps[at] >= Step.GROUP) {
                if (!checked) {
                    step += groups.render(at, from, to);
                } else if (Step.holdsGroups(steps[at]) || steps[at + Step.LENGTH] == Step.BIQUAD_PREPARE) {
                    groups.release(); // what is looked for is found row by row
                }
                continue;
            }
            if (!checked && groups.renderAlone(at, from, to)) {
                continue;
            }
            switch (steps[at] >> Step.FAMILY_SHIFT) {
                case 0 -> ArithmeticSteps.run(this, steps, at, from, to);
                case 1 -> OscillatorSteps.run(this, steps, at, from, to);
                case 2 -> FilterSteps.run(this, steps, at, from, to);
                case 3 -> TimeSteps.run(this, steps, at, from, to);
                default -> SpaceSteps.run(this, steps, at, from, to);
            }
            if (checked) {
                check(at, from, to);
            }
        }
    }

    /** Whether coefficients of constants are still on their way. */
    boolean isSettling() {
        return inheritance.isSettling();
    }

    // ---- values that move once a block ------------------------------------------------------------------------------

    /** Where a scalar's ramp begins. */
    float start(int operand) {
        return rampStart[~operand];
    }

    /** How far a scalar moves in a frame. */
    float step(int operand) {
        return rampStep[~operand];
    }

    /** Value of a parameter at the end of the block; inside a cycle at the end of the block before. */
    double valueAtEnd(int operand) {
        if (operand >= 0) {
            return buffers[operand][blockFrames - 1];
        }
        int scalar = ~operand;
        return scalar >= Step.SAVED ? doubles[scalar - Step.SAVED] : scalarNext[scalar];
    }

    private void check(int at, int from, int to) {
        if (FiniteCheck.silences(this, steps, at, from, to)) {
            int node = steps[at + Step.NODE];
            noteFailure(node);
            inheritance.settleAgain();
            FiniteCheck.reset(this, form.stateOwners(), steps, node);
        }
    }

    /** Remembers a node that went wrong, the first since it was last asked for. */
    void noteFailure(int node) {
        faultyNode = faultyNode < 0 ? node : faultyNode;
    }

    /**
     * The node whose output was the first not to be finite since the last call, or -1; it is found in the block after the
     * silent one. Threads: producer.
     */
    @RealTime
    public int takeFaultyNode() {
        int node = faultyNode;
        faultyNode = -1;
        return node;
    }

    /** Name and place of a node, for events. */
    public String nodeName(int node) {
        return form.nodeTitles().apply(node);
    }

    /** Names of the meter taps. */
    public List<String> meterNames() {
        return form.meterNames();
    }

    /** How many there are. Threads: any. */
    @RealTime
    public int meterCount() {
        return form.meterOffsets().length;
    }

    /** Largest absolute sample of a tap since its reset, over all its channels. Threads: producer. */
    @RealTime
    public float meterPeak(int meter) {
        return (float) doubles[form.meterOffsets()[meter]];
    }

    /** Mean square of a tap since its reset, over all its channels. Threads: producer. */
    @RealTime
    public double meterMeanSquare(int meter) {
        int offset = form.meterOffsets()[meter];
        double samples = doubles[offset + 2];
        return samples == 0 ? 0 : doubles[offset + 1] / samples;
    }

    /** Starts a tap again. Threads: producer. */
    @RealTime
    public void resetMeter(int meter) {
        int offset = form.meterOffsets()[meter];
        doubles[offset] = 0;
        doubles[offset + 1] = 0;
        doubles[offset + 2] = 0;
    }

    /** Streams and processors that this plan refers to; the control thread closes those that no newer plan refers to. */
    public List<Object> resources() {
        return resources;
    }
}
