package vorlauf.stress.handover;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.PlanChange;
import vorlauf.plan.RenderPlan;

/**
 * Changes of the plan on their way to the producer, and retired plans on their way back, with an account of each.
 *
 * <p>The sound says which plan plays and whether its state was carried over ({@link PlanSeries}). The control thread destroys
 * the state of each plan that comes back, so a plan that is still used shows, too. Threads: the actors' methods one thread
 * each, {@link #account} after both.
 */
public final class PlanSituation {
    /** Frames of a block. */
    public static final int BLOCK_FRAMES = 4;

    /** A power of two, so that phases are exact. */
    public static final double RATE_HERTZ = 65_536;

    /** What was wrong first. */
    static final int NOTHING_WRONG = 0;

    static final int PLAN_LEFT_OUT = 1;
    static final int STATE_NOT_CARRIED = 2;
    static final int PLAN_NOT_RETURNED = 3;
    static final int RETURNED_OUT_OF_ORDER = 4;
    static final int RETURNED_BEFORE_ITS_END = 5;
    static final int CHANGES_LOST = 6;
    static final int TRANSITION_CUT = 7;

    /** More than one, so that a change can come in the middle. */
    private static final int TRANSITION_BLOCKS = 2;

    private static final int BLOCKS = 10;
    private static final int ROUNDS = 16;

    private final PlanHandOver handOver;
    private final int plansOfAChange;
    private final PlanChange[] changes;
    private final RenderPlan[] inOrder;
    private final int[] firstFrames;
    private final int[] endFrames;
    private int offered;
    private int returned;
    private int playing;
    private int blocksOfPlaying;
    private int frames;
    private int controlWrong = NOTHING_WRONG;
    private int producerWrong = NOTHING_WRONG;

    /** Changes to come, each to one more plan, or with a transition of two blocks to two more. */
    public PlanSituation(PlanHandOver handOver, boolean withTransitions) {
        this.handOver = handOver;
        this.inOrder = new RenderPlan[PlanSeries.PLANS];
        this.firstFrames = new int[PlanSeries.PLANS];
        this.endFrames = new int[PlanSeries.PLANS];
        for (int index = 0; index < PlanSeries.PLANS; index++) {
            inOrder[index] = PlanSeries.plan(index + 1);
        }
        this.plansOfAChange = withTransitions ? 2 : 1;
        this.changes = new PlanChange[PlanSeries.PLANS / plansOfAChange];
        for (int index = 0; index < changes.length; index++) {
            RenderPlan last = inOrder[index * plansOfAChange + plansOfAChange - 1];
            changes[index] = withTransitions
                    ? new PlanChange(index + 1, inOrder[index * plansOfAChange], TRANSITION_BLOCKS, last)
                    : new PlanChange(index + 1, null, 0, last);
        }
    }

    /** The control thread: hands changes over and collects. */
    public void control() {
        for (int round = 0; round < ROUNDS; round++) {
            controlOnce();
        }
    }

    private void controlOnce() {
        if (offered < changes.length && handOver.offer(changes[offered])) {
            offered++;
        }
        collect(handOver.pollRetired());
    }

    private void collect(@Nullable RenderPlan plan) {
        if (plan == null) {
            return;
        }
        if (returned >= inOrder.length || plan != inOrder[returned]) {
            controlWrong = RETURNED_OUT_OF_ORDER;
            return;
        }
        endFrames[returned++] = PlanSeries.nextFrame(plan);
        Arrays.fill(plan.form().longs(), -1L);
    }

    /** The producer: block after block; returns the plan that plays in the end. */
    public int produce() {
        for (int block = 0; block < BLOCKS; block++) {
            produceOnce();
        }
        return playing;
    }

    private void produceOnce() {
        float[] block = handOver.renderBlock();
        int plan = (int) block[0];
        if (plan == 0) {
            return;
        }
        follow(plan);
        playing = plan;
        for (int frame = 0; frame < BLOCK_FRAMES; frame++) {
            int expected = (frames + frame) % PlanSeries.TURN_FRAMES;
            if (block[frame] != plan + (float) expected / PlanSeries.TURN_FRAMES) {
                producerWrong = producerWrong == NOTHING_WRONG ? STATE_NOT_CARRIED : producerWrong;
            }
        }
        frames += BLOCK_FRAMES;
    }

    /** A settled plan may pass its state on at once, when the next change waits already; no other plan may be skipped. */
    private void follow(int plan) {
        boolean inTransition = plansOfAChange == 2 && playing % 2 == 1;
        boolean passedOn = inTransition && plan == playing + 2;
        if (plan != playing && plan != playing + 1 && !passedOn) {
            producerWrong = PLAN_LEFT_OUT;
        }
        if (plan != playing && inTransition && blocksOfPlaying != TRANSITION_BLOCKS) {
            producerWrong = TRANSITION_CUT;
        }
        blocksOfPlaying = plan == playing ? blocksOfPlaying + 1 : 1;
        for (int next = playing + 1; next <= Math.min(plan, inOrder.length); next++) {
            firstFrames[next - 1] = frames % PlanSeries.TURN_FRAMES;
        }
    }

    /** Goes on alone until all plans have played, and accounts for them: all but the last come back, in order. */
    public int account() {
        for (int round = 0;
                round < 4 * ROUNDS && (playing < inOrder.length || returned < inOrder.length - 1);
                round++) {
            controlOnce();
            produceOnce();
        }
        for (int round = 0; round < ROUNDS; round++) {
            collect(handOver.pollRetired());
        }
        if (producerWrong != NOTHING_WRONG) {
            return producerWrong;
        }
        if (controlWrong != NOTHING_WRONG) {
            return controlWrong;
        }
        if (playing != inOrder.length) {
            return CHANGES_LOST;
        }
        return returned == inOrder.length - 1 ? ends() : PLAN_NOT_RETURNED;
    }

    /** What came back was as the producer left it: at the frame where its successor began. */
    private int ends() {
        for (int index = 0; index < returned; index++) {
            if (endFrames[index] != firstFrames[index + 1]) {
                return RETURNED_BEFORE_ITS_END;
            }
        }
        return NOTHING_WRONG;
    }
}
