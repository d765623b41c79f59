package vorlauf.check.ring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vorlauf.check.FindingKind;
import vorlauf.check.model.Exploration;
import vorlauf.check.model.Finding;
import vorlauf.check.model.Limits;
import vorlauf.check.model.ModelChecker;
import vorlauf.check.model.Refused;
import vorlauf.check.model.Scenario;
import vorlauf.check.model.ShownSchedule;
import vorlauf.render.SystemClock;

/**
 * All that {@code verify-ring} does with a class: one thread, two threads under every schedule, one thread past 2^32 frames.
 *
 * <p>Threads: any, one at a time. Errors: {@link Unusable}.
 */
public final class RingVerification {
    /** Schedules of one scenario after which it is left unfinished, and the report says so. */
    private static final long MOST_SCHEDULES = 200_000;

    /** Schedules of all, after which each further scenario gets only a few; larger bounds get more of them. */
    private static final long MOST_SCHEDULES_OF_ALL = 1_500_000;

    private static final long FEW_SCHEDULES = 1_000;
    private static final int USUAL_BOUND = 3;

    private static final List<Integer> SEQUENTIAL_CAPACITIES = List.of(1, 2, 4, 8, 16, 64);
    private static final List<Integer> CONCURRENT_CAPACITIES = List.of(1, 2, 4);
    private static final int ALL_BLOCKS_UP_TO = 8;

    /** Where positions of 31 and of 32 bits go round. */
    private static final List<Long> TURNING_POINTS = List.of((1L << 31) - 3, (1L << 32) - 3);

    private final RingSubject subject;
    private final Settings settings;
    private final Consumer<String> progress;
    private long schedules;
    private int scenarios;
    private boolean complete = true;
    private long explorationNanos;
    private @Nullable ShownSchedule replayed;

    /**
     * What is looked at.
     *
     * @param capacityFrames the one capacity, or 0 for powers of two
     * @param bound most departures of an execution
     * @param replay number of a schedule to show, or 0
     * @param nativeSeconds longest time of the native run; 0 leaves it out
     */
    public record Settings(int capacityFrames, int bound, long replay, int nativeSeconds) {}

    private RingVerification(RingSubject subject, Settings settings, Consumer<String> progress) {
        this.subject = subject;
        this.settings = settings;
        this.progress = progress;
    }

    /** Verifies; {@code progress} is told now and then what is being done. */
    public static RingReport run(RingSubject subject, Settings settings, Consumer<String> progress)
            throws Unusable, InterruptedException {
        return new RingVerification(subject, settings, progress).run();
    }

    private RingReport run() throws Unusable, InterruptedException {
        long beganNanos = SystemClock.INSTANCE.nanoTime();
        construct(settings.capacityFrames() > 0 ? settings.capacityFrames() : 1);
        for (Map.Entry<String, Supplier<Scenario>> entry : plan().entrySet()) {
            RingReport report = explore(entry.getKey(), entry.getValue());
            if (report != null) {
                return report;
            }
        }
        explorationNanos = SystemClock.INSTANCE.nanoTime() - beganNanos;
        return nativeRun();
    }

    /** A class that cannot be constructed is not a ring that breaks its contract. In the model it cannot hang either. */
    private void construct(int capacityFrames) throws Unusable {
        Exploration made;
        try {
            made = ModelChecker.explore(
                    () -> new ConstructionScenario(subject.rewritten(), capacityFrames), new Limits(0, 1));
        } catch (Refused refused) {
            throw new Unusable(String.valueOf(refused.getMessage()));
        }
        Finding finding =
                made.counterExample() == null ? null : made.counterExample().finding();
        if (finding != null) {
            throw new Unusable("it cannot be constructed with (" + capacityFrames + ", 1): " + finding.message());
        }
    }

    private @Nullable RingReport explore(String name, Supplier<Scenario> scenario) throws Unusable {
        long replay = settings.replay() > schedules ? settings.replay() - schedules : 0;
        long before = schedules;
        progress.accept(schedules + " schedules, " + name);
        Exploration found;
        try {
            found = ModelChecker.explore(
                    scenario,
                    new Limits(settings.bound(), mostSchedules()),
                    count -> progress.accept((before + count) + " schedules, " + name),
                    replay);
        } catch (Refused refused) {
            throw new Unusable(String.valueOf(refused.getMessage()));
        }
        schedules += found.schedules();
        scenarios++;
        complete &= found.complete();
        ShownSchedule shown = renumbered(found.counterExample(), before);
        replayed = renumbered(found.replayed(), before);
        if (shown == null && replayed == null) {
            return null;
        }
        Finding finding = shown == null ? null : shown.finding();
        return report(finding, name, shown, 0);
    }

    private long mostSchedules() {
        long ofAll = settings.bound() > USUAL_BOUND ? 20 * MOST_SCHEDULES_OF_ALL : MOST_SCHEDULES_OF_ALL;
        return Math.max(FEW_SCHEDULES, Math.min(MOST_SCHEDULES, ofAll - schedules));
    }

    private static @Nullable ShownSchedule renumbered(@Nullable ShownSchedule shown, long before) {
        return shown == null
                ? null
                : new ShownSchedule(shown.number() + before, shown.departures(), shown.finding(), shown.table());
    }

    private RingReport nativeRun() throws InterruptedException {
        if (settings.nativeSeconds() == 0) {
            return report(null, "", null, 0);
        }
        NativeRun.Outcome outcome = NativeRun.run(
                subject.original(),
                settings.nativeSeconds(),
                frames -> progress.accept(
                        String.format("one thread, %.1f of 4.3 thousand million frames", frames / 1e9)));
        Finding finding = outcome.wrong() == null
                ? null
                : new Finding(
                        outcome.neverReturned() ? FindingKind.NEVER_ENDS : FindingKind.PROPERTY,
                        outcome.neverReturned() ? "liveness" : "works past 2^31 and 2^32 frames",
                        outcome.wrong());
        return report(finding, "one thread, 2^32 frames in large blocks", null, outcome.frames());
    }

    private RingReport report(
            @Nullable Finding finding, String scenario, @Nullable ShownSchedule shown, long nativeFrames) {
        return new RingReport(
                finding,
                scenario,
                shown,
                replayed,
                scenarios,
                schedules,
                settings.bound(),
                complete,
                explorationNanos,
                nativeFrames);
    }

    // ---- the plan ---------------------------------------------------------------------------------------------------

    private Map<String, Supplier<Scenario>> plan() {
        Map<String, Supplier<Scenario>> plan = new LinkedHashMap<>();
        List<Integer> alone = List.of(settings.capacityFrames());
        for (int capacity : settings.capacityFrames() > 0 ? alone : SEQUENTIAL_CAPACITIES) {
            addSequential(plan, subject.rewritten(), capacity, "");
        }
        for (long position : TURNING_POINTS) {
            RingMaker maker = subject.rewrittenAt(position);
            if (maker != null) {
                addSequential(plan, maker, Math.max(4, settings.capacityFrames()), ", from position " + position);
            }
        }
        for (int capacity : settings.capacityFrames() > 0 ? alone : CONCURRENT_CAPACITIES) {
            for (RingShape shape : shapes(capacity)) {
                plan.put(shape.toString(), () -> new FrameRingScenario(subject.rewritten(), shape));
            }
        }
        return plan;
    }

    private static void addSequential(
            Map<String, Supplier<Scenario>> plan, RingMaker maker, int capacity, String from) {
        for (int channels = 1; channels <= 2; channels++) {
            for (int block : blocks(capacity)) {
                int channelCount = channels;
                plan.put(
                        "one thread, capacity " + capacity + ", "
                                + (channels == 1 ? "1 channel" : channels + " channels") + ", blocks of " + block
                                + from,
                        () -> new SequentialScenario(maker, capacity, channelCount, block));
            }
        }
    }

    /** Every pair of block lengths: with one channel beside an empty ring, with two beside a full one and with counts. */
    static List<RingShape> shapes(int capacity) {
        List<RingShape> shapes = new ArrayList<>();
        for (int write : fewBlocks(capacity)) {
            for (int read : fewBlocks(capacity)) {
                shapes.add(new RingShape(capacity, 1, write, read, false, false));
                shapes.add(new RingShape(capacity, 2, write, read, true, false));
                shapes.add(new RingShape(capacity, 2, write, read, false, true));
            }
        }
        return shapes;
    }

    private static SortedSet<Integer> blocks(int capacity) {
        SortedSet<Integer> blocks = fewBlocks(capacity);
        blocks.add(Math.max(1, capacity - 1));
        blocks.add(Math.max(1, capacity / 16 + 1));
        for (int block = 1; block <= capacity && capacity <= ALL_BLOCKS_UP_TO; block++) {
            blocks.add(block);
        }
        return blocks;
    }

    /** All lengths of a small ring; of a larger one those at the edges, and some that do not divide it. */
    private static SortedSet<Integer> fewBlocks(int capacity) {
        SortedSet<Integer> blocks = new TreeSet<>();
        int[] wanted = capacity <= ALL_BLOCKS_UP_TO
                ? new int[] {1, 2, 3, 4, capacity / 2 + 1, capacity - 1, capacity}
                : new int[] {capacity / 3 + 1, capacity / 2 + 1, capacity};
        for (int block : wanted) {
            if (block >= 1 && block <= capacity) {
                blocks.add(block);
            }
        }
        return blocks;
    }
}
