package vorlauf.render;

import org.jctools.queues.atomic.SpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import vorlauf.control.ControlMail;
import vorlauf.dsp.RealTime;
import vorlauf.plan.InputBlock;
import vorlauf.plan.PlanChange;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.StepWatch;
import vorlauf.ring.RecordRing;

/**
 * The producer's hands: delivers mail, swaps plans at block boundaries and renders one block after another.
 *
 * <p>Two bounded queues join it to the control thread. {@link #offer Changes} come in order; each was compiled against the
 * one before, so none may be left out, and the control thread compiles the next one only when {@link #hasRoomForChange}.
 * Plans that are out of force go back by {@link #pollRetired}. A change is taken only when no transition is under way and the
 * way back has room for both plans that the change will retire; otherwise the plan in force simply stays in force. So the
 * producer never frees, drops or allocates, however late the control thread is.
 *
 * <p>Threads: methods say whether they belong to the producer or the control thread. Offline one thread has both roles.
 */
public final class BlockRenderer {
    /** Changes that may wait for the producer. */
    public static final int CHANGES_WAITING = 2;

    /** Plans that may wait for the control thread. */
    public static final int RETIRED_WAITING = 64;

    private static final double METERS_EVERY_SECONDS = 0.020;
    private static final double FAULTS_EVERY_SECONDS = 0.020;
    private static final int PLANS_RETIRED_BY_A_CHANGE = 2;

    private final ControlMail mail;
    private final SpscAtomicArrayQueue<PlanChange> changes = new SpscAtomicArrayQueue<>(CHANGES_WAITING);
    private final SpscAtomicArrayQueue<RenderPlan> retired;
    private final RecordRing records;
    private final long[] swapRecord = new long[RenderRecord.LONGS];
    private final long[] faultRecord = new long[RenderRecord.LONGS];
    private final long[] meterRecord = new long[RenderRecord.LONGS];
    private final int blockFrames;
    private final int channels;
    private final float[] interleaved;
    private final long meterEveryFrames;
    private final long faultEveryFrames;

    // What follows belongs to the producer.
    private @Nullable RenderPlan plan;

    private @Nullable InputBlock input;

    /** The change whose transition is in force, until its settled plan is. */
    private @Nullable PlanChange ending;

    private int transitionBlocksLeft;
    private long revision;
    private long planSerial;
    private int meters;
    private long positionFrames;
    private long metersDueFrames;
    private long faultDueFrames;
    private long faultBlocks;
    private long faultUnnamedFrames;
    private int faultNode = -1;

    /** Read by others for reports; written by the producer alone. */
    private final Count swapsDeferred = new Count(0);

    private boolean deferring;

    /**
     * A renderer without a plan, which renders silence.
     *
     * @param records takes swaps, faults and meters; {@link RenderRecord#LONGS} longs a record
     */
    public BlockRenderer(ControlMail mail, int blockFrames, int channels, double sampleRateHertz, RecordRing records) {
        this(mail, blockFrames, channels, sampleRateHertz, records, RETIRED_WAITING);
    }

    /** The same with room for {@code retiredWaiting} retired plans, at least 2: a small one reaches its edge soon. */
    public BlockRenderer(
            ControlMail mail,
            int blockFrames,
            int channels,
            double sampleRateHertz,
            RecordRing records,
            int retiredWaiting) {
        this.mail = mail;
        this.blockFrames = blockFrames;
        this.channels = channels;
        this.interleaved = new float[blockFrames * channels];
        this.records = records;
        this.retired = new SpscAtomicArrayQueue<>(retiredWaiting);
        this.meterEveryFrames = Math.max(1, (long) (METERS_EVERY_SECONDS * sampleRateHertz));
        this.faultEveryFrames = Math.max(1, (long) (FAULTS_EVERY_SECONDS * sampleRateHertz));
        this.metersDueFrames = meterEveryFrames;
    }

    // ---- control thread ---------------------------------------------------------------------------------------------

    /** Whether {@link #offer} will take a change; it stays true until a change is offered. Control thread. */
    public boolean hasRoomForChange() {
        return changes.size() < CHANGES_WAITING;
    }

    /** Lets positions begin at another frame than 0. Control thread, before the first block. */
    public void startAt(long firstFrame) {
        positionFrames = firstFrame;
        metersDueFrames = firstFrame + meterEveryFrames;
        faultDueFrames = firstFrame;
    }

    /** Lets plans hear this input. Control thread, before the first block. */
    public void input(InputBlock block) {
        input = block;
    }

    /** Hands a change over, or returns false where {@link #hasRoomForChange} is false. Control thread. */
    public boolean offer(PlanChange change) {
        return hasRoomForChange() && changes.offer(change);
    }

    /** A plan that is out of force and that the producer will never touch again, or null. Control thread. */
    public @Nullable RenderPlan pollRetired() {
        return retired.poll();
    }

    /** Changes that had to wait at a block boundary because retired plans had not been collected. Any thread. */
    public long swapsDeferred() {
        return swapsDeferred.get();
    }

    // ---- producer ---------------------------------------------------------------------------------------------------

    /** Frames of a block. Any thread. */
    public int blockFrames() {
        return blockFrames;
    }

    /** Channels of a frame. Any thread. */
    public int channels() {
        return channels;
    }

    /** The last block, {@code blockFrames * channels} samples, overwritten by the next one. Producer. */
    @RealTime
    public float[] interleaved() {
        return interleaved;
    }

    /** Frames rendered so far. Producer. */
    @RealTime
    public long positionFrames() {
        return positionFrames;
    }

    /** Revision of the graph in force, 0 before the first. Producer. */
    @RealTime
    public long revision() {
        return revision;
    }

    /**
     * Renders the next block into {@link #interleaved}.
     *
     * @param nowNanos when the block starts, for records
     */
    @RealTime
    public void renderBlock(long nowNanos) {
        renderBlock(nowNanos, null);
    }

    /**
     * The same, and lets {@code watch} find the slowest node.
     *
     * @return whether there was a plan to watch
     */
    @RealTime
    boolean renderBlock(long nowNanos, @Nullable StepWatch watch) {
        mail.drain();
        PlanChange change = ending;
        if (change != null && transitionBlocksLeft == 0) {
            RenderPlan next = change.settledOrNull();
            if (next != null) { // else the transition, whose fades are over, renders the same for another block
                ending = null;
                putInForce(next, false, nowNanos);
            }
        }
        if (ending == null) {
            takeChange(nowNanos);
        }
        RenderPlan current = plan;
        InputBlock heard = input;
        if (heard != null) {
            heard.next(); // also without a plan: its frames go by
        }
        if (current == null) {
            silence();
        } else {
            if (!current.render(interleaved, watch)) {
                if (faultBlocks++ == 0) {
                    faultUnnamedFrames = positionFrames + faultEveryFrames;
                }
            }
            if (faultBlocks > 0) {
                recordFault(current);
            }
            if (transitionBlocksLeft > 0) {
                transitionBlocksLeft--;
            }
        }
        positionFrames += blockFrames;
        if (current != null && positionFrames >= metersDueFrames) {
            metersDueFrames = positionFrames + meterEveryFrames;
            recordMeters(current);
        }
        return current != null;
    }

    /** Serial number of the plan in force, see {@link RenderRecord#planSerial}. Producer. */
    @RealTime
    public long planSerial() {
        return planSerial;
    }

    @RealTime
    private void takeChange(long nowNanos) {
        if (changes.isEmpty()) {
            return;
        }
        if (retired.capacity() - retired.size() < PLANS_RETIRED_BY_A_CHANGE) {
            if (!deferring) {
                deferring = true;
                swapsDeferred.add(1);
            }
            return;
        }
        PlanChange change = changes.poll();
        if (change == null) {
            return;
        }
        deferring = false;
        revision = change.revision();
        RenderPlan transition = change.transition();
        RenderPlan settled = change.settledOrNull();
        if (transition != null && (change.transitionBlocks() > 0 || settled == null)) {
            ending = change;
            transitionBlocksLeft = change.transitionBlocks();
            putInForce(transition, true, nowNanos);
        } else if (settled != null) { // always: a change without a transition is settled from the beginning
            putInForce(settled, false, nowNanos);
        }
    }

    @RealTime
    private void putInForce(RenderPlan next, boolean transition, long nowNanos) {
        RenderPlan before = plan;
        next.adopt(before);
        plan = next;
        planSerial = RenderRecord.planSerial(revision, transition);
        meters = next.meterCount();
        faultNode = -1;
        if (before != null) {
            // There is room: two places were seen when the change was taken, and only this thread fills them.
            retired.offer(before);
        }
        swapRecord[RenderRecord.KIND] = RenderRecord.SWAP;
        swapRecord[RenderRecord.POSITION_FRAMES] = positionFrames;
        swapRecord[RenderRecord.SWAP_REVISION] = revision;
        swapRecord[RenderRecord.SWAP_TRANSITION] = transition ? 1 : 0;
        swapRecord[RenderRecord.SWAP_NANOS] = nowNanos;
        records.write(swapRecord);
    }

    @RealTime
    private void silence() {
        for (int sample = 0; sample < interleaved.length; sample++) {
            interleaved[sample] = 0;
        }
    }

    /**
     * A plan that goes bad for good mutes every block: one record now and then says so, with the number of blocks. The name
     * of the node is known some blocks after the first bad one at the latest, or never when nothing is bad any more.
     */
    @RealTime
    private void recordFault(RenderPlan current) {
        int found = current.takeFaultyNode();
        if (found >= 0) {
            faultNode = found;
        }
        if (positionFrames < faultDueFrames || (faultNode < 0 && positionFrames < faultUnnamedFrames)) {
            return;
        }
        faultRecord[RenderRecord.KIND] = RenderRecord.FAULT;
        faultRecord[RenderRecord.POSITION_FRAMES] = positionFrames;
        faultRecord[RenderRecord.FAULT_NODE] = faultNode;
        faultRecord[RenderRecord.FAULT_PLAN] = planSerial;
        faultRecord[RenderRecord.FAULT_BLOCKS] = faultBlocks;
        if (records.write(faultRecord)) {
            faultBlocks = 0;
            faultNode = -1;
            faultDueFrames = positionFrames + faultEveryFrames;
        }
    }

    @RealTime
    private void recordMeters(RenderPlan current) {
        for (int meter = 0; meter < meters; meter++) {
            meterRecord[RenderRecord.KIND] = RenderRecord.METER;
            meterRecord[RenderRecord.POSITION_FRAMES] = positionFrames;
            meterRecord[RenderRecord.METER_PLAN] = planSerial;
            meterRecord[RenderRecord.METER_INDEX] = meter;
            meterRecord[RenderRecord.METER_PEAK_BITS] = Double.doubleToRawLongBits(current.meterPeak(meter));
            meterRecord[RenderRecord.METER_MEAN_SQUARE_BITS] =
                    Double.doubleToRawLongBits(current.meterMeanSquare(meter));
            records.write(meterRecord);
            current.resetMeter(meter);
        }
    }
}
