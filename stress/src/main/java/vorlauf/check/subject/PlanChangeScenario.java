package vorlauf.check.subject;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vorlauf.check.model.BrokenPromise;
import vorlauf.check.model.Scenario;
import vorlauf.control.ControlMail;
import vorlauf.plan.ControlCell;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.PlanChange;
import vorlauf.plan.PlanForm;
import vorlauf.plan.RenderPlan;
import vorlauf.render.BlockRenderer;
import vorlauf.render.RenderRecord;
import vorlauf.ring.RecordRing;

/**
 * The control thread hands plans over and takes back those that are out of force; what it takes back is its own again.
 * Variants: more changes than may wait; and changes with transitions while the way back is nearly full.
 */
public final class PlanChangeScenario implements Scenario {
    /** As the class says. */
    public static final int VARIANTS = 2;

    private static final int MORE_THAN_MAY_WAIT = 5;
    private static final int TRANSITION_BLOCKS = 2;
    private static final Constructor<?> RENDERER = Hidden.constructor(
            BlockRenderer.class.getName(),
            ControlMail.class,
            int.class,
            int.class,
            double.class,
            RecordRing.class,
            int.class);
    private static final Constructor<?> MAIL = Hidden.constructor(ControlMail.class.getName(), int.class);

    private final boolean transitions;
    private final List<RenderPlan> handedOver = new ArrayList<>();
    private final List<RenderPlan> takenBack = new ArrayList<>();
    private @Nullable BlockRenderer made;
    private int offered;

    /** One execution. */
    public PlanChangeScenario(int variant) {
        this.transitions = variant == 1;
    }

    @Override
    public List<String> threads() {
        return List.of("producer", "control");
    }

    @Override
    public void setUp() throws Throwable {
        made = (BlockRenderer)
                Hidden.make(RENDERER, Hidden.make(MAIL, 2), 1, 1, 1_000.0, new RecordRing(RenderRecord.LONGS, 16), 2);
        if (transitions) {
            // two changes are in force, and both plans that they have replaced wait on the way back
            offer();
            offer();
            for (int block = 0; block < 2 + TRANSITION_BLOCKS; block++) {
                renderer().renderBlock(block);
            }
        }
    }

    private BlockRenderer renderer() {
        BlockRenderer renderer = made;
        if (renderer == null) {
            throw new IllegalStateException("not set up");
        }
        return renderer;
    }

    @Override
    public void run(int thread) {
        if (thread == 0) {
            for (int block = 0; block < (transitions ? 2 * TRANSITION_BLOCKS : 2); block++) {
                renderer().renderBlock(block);
            }
        } else if (transitions) {
            offer();
            offer();
            takeOneBack();
        } else {
            for (int change = 0; change < MORE_THAN_MAY_WAIT; change++) {
                offer();
            }
            takeOneBack();
        }
    }

    private void offer() {
        RenderPlan transition = transitions && offered > 0 ? plan() : null;
        RenderPlan settled = plan();
        PlanChange change =
                new PlanChange(offered + 1, transition, transition == null ? 0 : TRANSITION_BLOCKS, settled);
        if (renderer().offer(change)) {
            offered++;
            if (transition != null) {
                handedOver.add(transition);
            }
            handedOver.add(settled);
        }
    }

    /** A plan that is out of force is the control thread's own: it may change whatever it likes there. */
    private boolean takeOneBack() {
        RenderPlan plan = renderer().pollRetired();
        if (plan == null) {
            return false;
        }
        plan.form().doubles()[0] = -1;
        takenBack.add(plan);
        return true;
    }

    @Override
    public void finish() {
        for (int block = 0; block < 4 * MORE_THAN_MAY_WAIT; block++) {
            renderer().renderBlock(block);
            boolean more = true;
            while (more) {
                more = takeOneBack();
            }
        }
        if (renderer().revision() != offered) {
            throw new BrokenPromise(
                    "no change is lost",
                    "revision " + renderer().revision() + " is in force; " + offered + " changes were taken");
        }
        if (!takenBack.equals(handedOver.subList(0, Math.max(0, handedOver.size() - 1)))) {
            throw new BrokenPromise(
                    "every plan comes back, in order",
                    takenBack.size() + " plans came back of " + handedOver.size() + ", one of which is in force");
        }
    }

    @Override
    public Map<String, Object> roots() {
        return made == null ? Map.of() : Map.of("renderer", made);
    }

    /** A plan of one silent channel and one number of state, which moves from plan to plan. */
    private static RenderPlan plan() {
        int[] none = {};
        return new RenderPlan(new PlanForm(
                GroupKernels.plain(),
                List.of(),
                1_000,
                1,
                none,
                none,
                1,
                new int[] {0},
                0,
                new double[0],
                none,
                new ControlCell[0],
                new double[1],
                new long[0],
                none,
                new Object[0],
                String::valueOf,
                List.of(),
                none,
                new int[] {0, 0, 1},
                none));
    }
}
