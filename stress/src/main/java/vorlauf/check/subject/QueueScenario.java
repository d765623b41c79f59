package vorlauf.check.subject;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;
import vorlauf.check.model.BrokenPromise;
import vorlauf.check.model.Scenario;

/**
 * The queue of JCTools that plans travel in, as a subject that is known to be good. What it carries is made by one thread and
 * read by the other. Variants: capacities
 * 4, the smallest that it has, and 8.
 */
public final class QueueScenario implements Scenario {
    /** Capacities 4 and 8. */
    public static final int VARIANTS = 2;

    private static final int ITEMS = 5;
    private static final int POLLS = 3;

    private final SpscAtomicArrayQueue<int[]> queue;
    private int taken;
    private int offered;

    /** One execution with a capacity of {@code 4 << variant}. */
    public QueueScenario(int variant) {
        this.queue = new SpscAtomicArrayQueue<>(4 << variant);
    }

    @Override
    public List<String> threads() {
        return List.of("producer", "consumer");
    }

    @Override
    public void setUp() {}

    @Override
    public void run(int thread) {
        for (int call = 0; call < (thread == 1 ? POLLS : ITEMS); call++) {
            if (thread == 1) {
                take(queue.poll());
            } else if (queue.offer(new int[] {offered + 1})) {
                offered++;
            }
        }
    }

    private void take(int @org.jspecify.annotations.Nullable [] item) {
        if (item != null && item[0] != ++taken) {
            throw new BrokenPromise("in order, once", "item " + item[0] + " came where " + taken + " was due");
        }
    }

    @Override
    public void finish() {
        for (int left = ITEMS; left > 0 && !queue.isEmpty(); left--) {
            take(Objects.requireNonNull(queue.poll()));
        }
        if (taken != offered) {
            throw new BrokenPromise("in order, once", taken + " items came of " + offered);
        }
    }

    @Override
    public Map<String, Object> roots() {
        return Map.of("queue", queue);
    }
}
