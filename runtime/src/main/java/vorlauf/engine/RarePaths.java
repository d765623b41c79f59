package vorlauf.engine;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import vorlauf.control.ControlMail;
import vorlauf.control.ControlPort;
import vorlauf.plan.ControlCell;
import vorlauf.plan.InputBlock;
import vorlauf.plan.PlanChange;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.SampleSource;
import vorlauf.render.AdaptiveLead;
import vorlauf.render.BurstTuner;
import vorlauf.render.FixedLead;
import vorlauf.render.InputReader;
import vorlauf.render.InputRing;
import vorlauf.render.LeadRule;
import vorlauf.render.RenderRecord;
import vorlauf.render.RingConsumer;
import vorlauf.render.SystemClock;
import vorlauf.ring.RecordRing;
import vorlauf.ring.SpscFrameRing;

/**
 * Calls what the producer calls rarely, until HotSpot has linked and compiled it.
 *
 * <p>HotSpot makes the string constants of a class when its second compiler first gets one of its methods, on the thread whose calls asked
 * for it, and looks a native method up on the thread that first calls it from interpreted code. For what runs at swaps only,
 * that would be the producer, minutes after the start: some hundred bytes, once for each class. So it is done here, for the
 * JDK's intrinsics, for the clock, for the queues, and for the records that pass through them.
 *
 * <p>Threads: control thread, once in a JVM.
 */
final class RarePaths {
    /** HotSpot's second compiler, the one that makes the strings, wants 5,000 calls after the first one's code is there. */
    private static final int CALLS = 20_000;

    private static final int LENGTH = 16;

    /** Of a block and of a period of the inputs. */
    private static final int INPUT_FRAMES = 2;

    /** Each takes some fifty microseconds. */
    private static final int SLEEPS = 400;

    /** Looks at the compilers, one after the other, in which they have done nothing. */
    private static final int QUIET_LOOKS = 5;

    private static final long LOOK_NANOS = 10_000_000;
    private static final long LONGEST_WAIT_NANOS = 1_000_000_000;

    /** Keeps the calls from being removed. */
    @SuppressWarnings("UnusedVariable")
    private static volatile double result;

    private RarePaths() {}

    /** Waits until the compilers have caught up, then calls everything; some fifty milliseconds and the wait. */
    static void call(RenderPlan plan) {
        awaitCompilers();
        result = intrinsics() + queues(plan) + records() + leads() + inputs() + clock();
    }

    /**
     * While many methods wait for the second compiler, HotSpot asks for more calls before it compiles another: what is called
     * here would come to it later, on the producer's thread.
     */
    private static void awaitCompilers() {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        if (compilers == null || !compilers.isCompilationTimeMonitoringSupported()) {
            return;
        }
        long latestNanos = SystemClock.INSTANCE.nanoTime() + LONGEST_WAIT_NANOS;
        long lastMillis = -1;
        int quiet = 0;
        while (quiet < QUIET_LOOKS && SystemClock.INSTANCE.nanoTime() < latestNanos) {
            SystemClock.INSTANCE.parkUntil(SystemClock.INSTANCE.nanoTime() + LOOK_NANOS);
            long millis = compilers.getTotalCompilationTime();
            quiet = millis == lastMillis ? quiet + 1 : 0;
            lastMillis = millis;
        }
    }

    private static double intrinsics() {
        float[] from = new float[LENGTH];
        float[] to = new float[LENGTH];
        double sum = 0;
        for (int call = 0; call < CALLS; call++) {
            System.arraycopy(from, 0, to, 0, LENGTH);
            sum += Float.intBitsToFloat(call)
                    + Float.floatToRawIntBits(call)
                    + Double.longBitsToDouble(call)
                    + Double.doubleToRawLongBits(call)
                    + (Float.isFinite(call) && Double.isFinite(call) ? 1 : 2)
                    + (Float.isNaN(call) || Double.isNaN(call) ? 1 : 2)
                    + Long.numberOfTrailingZeros(call)
                    + Integer.numberOfLeadingZeros(call)
                    + Math.sqrt(call)
                    + Math.floor(call)
                    + Math.abs((double) call)
                    + Math.abs((float) call)
                    + Math.min(call, 3)
                    + Math.max(call, 3)
                    + Math.min(call, 3L)
                    + Math.max(call, 3L)
                    + Math.min(call, 3f)
                    + Math.max(call, 3f)
                    + Math.min(call, 3d)
                    + Math.max(call, 3d);
        }
        return sum;
    }

    /** What the producer's thread calls between blocks. */
    private static double clock() {
        double sum = 0;
        for (int call = 0; call < CALLS; call++) {
            sum += SystemClock.INSTANCE.nanoTime() % 2;
            sum += Thread.currentThread().isVirtual() ? 1 : 2;
            SystemClock.INSTANCE.parkUntil(SystemClock.INSTANCE.nanoTime() - 1);
        }
        for (int call = 0; call < SLEEPS; call++) {
            SystemClock.INSTANCE.parkUntil(SystemClock.INSTANCE.nanoTime() + 1_000);
        }
        return sum;
    }

    private static double queues(RenderPlan plan) {
        SpscAtomicArrayQueue<Object> single = new SpscAtomicArrayQueue<>(LENGTH);
        MpscAtomicArrayQueue<Object> multiple = new MpscAtomicArrayQueue<>(LENGTH);
        List<List<Object>> lists = List.of(List.of(), List.of(plan), List.of(plan, plan, plan));
        double sum = 0;
        for (int call = 0; call < CALLS; call++) {
            PlanChange change = new PlanChange(call, call % 2 == 0 ? plan : null, 1, plan);
            boolean changed = single.offer(change) && multiple.offer(change);
            sum += single.capacity()
                    - single.size()
                    + multiple.size()
                    + lists.get(call % 3).size();
            @Nullable Object taken = single.isEmpty() || multiple.isEmpty() ? null : single.poll();
            if (changed && taken instanceof PlanChange same && multiple.relaxedPoll() != null) {
                sum += same.revision()
                        + same.transitionBlocks()
                        + same.settled().blockFrames()
                        + (same.settledOrNull() == null ? 1 : 2);
                sum += same.transition() == null ? 1 : plan.meterNames().size();
            }
        }
        return sum;
    }

    /** Leads that grow and shrink all the time. */
    private static double leads() {
        List<LeadRule> rules = List.of(new AdaptiveLead(2, 1, 1, 64, 3, 9), new BurstTuner(2, 1, 64), new FixedLead(2));
        double sum = 0;
        for (int call = 0; call < CALLS; call++) {
            long underruns = call / 16;
            for (int rule = 0; rule < 3; rule++) {
                sum += rules.get(rule).limitFrames(call, 4 + call % 5, underruns, underruns);
            }
        }
        return sum;
    }

    /** Inputs of both kinds that have too few frames now and then, and a signal that hears them. */
    private static double inputs() {
        double sum = 0;
        for (boolean ownClock : new boolean[] {false, true}) {
            SpscFrameRing ring = new SpscFrameRing(LENGTH * LENGTH, 2);
            RingConsumer output = new RingConsumer(
                    new SpscFrameRing(LENGTH, 1), SystemClock.INSTANCE, new RecordRing(RenderRecord.LONGS, 2));
            InputRing sink = new InputRing(ring, SystemClock.INSTANCE);
            InputBlock block = new InputBlock(INPUT_FRAMES);
            block.feed(new InputReader(
                    ring, sink, output, SystemClock.INSTANCE, 48_000, ownClock, INPUT_FRAMES, INPUT_FRAMES));
            SampleSource view = block.view(1);
            float[] recorded = new float[2 * INPUT_FRAMES];
            float[][] heard = new float[1][INPUT_FRAMES];
            for (int call = 0; call < CALLS; call++) {
                sum += call % 1_000 == 0 ? 1 : sink.push(recorded, 0, INPUT_FRAMES);
                block.next();
                view.read(heard, 0, INPUT_FRAMES);
            }
            sum += heard[0][0];
        }
        return sum;
    }

    /** Rings that are full and empty now and then, so that both ends look the other one's position up. */
    private static double records() {
        RecordRing ring = new RecordRing(RenderRecord.LONGS, 2);
        SpscFrameRing frames = new SpscFrameRing(3 * LENGTH, 1);
        float[] block = new float[2 * LENGTH];
        ControlMail mail = new ControlMail();
        ControlPort port = Objects.requireNonNull(mail.open(new ControlCell("rare", 0)));
        long[] record = new long[RenderRecord.LONGS];
        double sum = 0;
        for (int call = 0; call < CALLS; call++) {
            sum += frames.write(block, 0, 2 * LENGTH) ? frames.writableFrames() : frames.capacityFrames();
            sum += frames.read(block, 0, LENGTH + 1) + frames.readableFrames() + frames.channels();
            port.post(call);
            mail.drain();
            sum += ring.write(record) ? 1 : 2;
            sum += call % 3 == 0 || !ring.read(record) ? 1 : 2;
        }
        return sum + ring.droppedRecords();
    }
}
