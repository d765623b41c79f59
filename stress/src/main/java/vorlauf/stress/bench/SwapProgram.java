package vorlauf.stress.bench;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.control.ControlMail;
import vorlauf.render.BlockRenderer;
import vorlauf.render.RenderRecord;
import vorlauf.ring.RecordRing;

/**
 * The block in which the producer takes a plan beside the blocks that follow, in a JVM of its own: {@code KERNELS NODES
 * EDITS}.
 *
 * <p>A producer renders block after block on a thread of its own and times each; this thread edits one voice after another.
 * Each edit brings two plans: a transition and, when that has rendered {@link #BLOCKS} blocks, the settled one. For each of
 * the two it prints three lines: {@code first PLAN MEDIAN P90 P99} is the block in which the producer takes it, as a multiple
 * of the median of those of its blocks in which nothing is new; {@code steady PLAN ...} is one of these blocks against their
 * median, which tells how much of the former is the machine; {@code block PLAN ...} is that median in microseconds.
 */
public final class SwapProgram {
    /** Blocks of a plan that are timed. */
    private static final int BLOCKS = 34;

    /** The first of them have coefficients of constants to settle. */
    private static final int SETTLING_BLOCKS = 2;

    private static final int WARM_UP_EDITS = 2_000;
    private static final int STEREO = 2;
    private static final int POLL_NANOS = 20_000;

    private final RecordRing records = new RecordRing(RenderRecord.LONGS, 1_024);
    private final BlockRenderer renderer =
            new BlockRenderer(new ControlMail(), Workload.BLOCK_FRAMES, STEREO, Workload.SAMPLE_RATE_HERTZ, records);

    /** Nanoseconds of the blocks of each plan; the producer's until a plan is among {@link #timedPlans}. */
    private final int[][] nanos;

    private volatile int timedPlans;
    private volatile boolean ended;

    private SwapProgram(int edits) {
        nanos = new int[1 + 2 * edits][BLOCKS];
    }

    /** Measures. */
    public static void main(String[] arguments) throws GraphException, InterruptedException {
        int edits = WARM_UP_EDITS + Integer.parseInt(arguments[2]);
        SwapProgram program = new SwapProgram(edits);
        program.run(arguments[0], Integer.parseInt(arguments[1]), edits);
        program.print("transition", 1 + 2 * WARM_UP_EDITS);
        program.print("settled", 2 + 2 * WARM_UP_EDITS);
    }

    private void run(String kernels, int nodes, int edits) throws GraphException, InterruptedException {
        GraphCompiler compiler = new GraphCompiler(
                CompileSettings.of(Workload.SAMPLE_RATE_HERTZ, Workload.BLOCK_FRAMES)
                        .withKernels(KernelSet.named(kernels)),
                PlanWorkloads.NO_FILES);
        VoiceGraph voices = new VoiceGraph(nodes);
        renderer.offer(compiler.compile(voices.graph()).change());
        Thread producer = Thread.ofPlatform().daemon().name("producer").start(this::produce);
        await(1, producer);
        for (int edit = 0; edit < edits; edit++) {
            CompiledGraph begun = compiler.begin(voices.edited(edit));
            if (begun.change().transition() == null || !renderer.offer(begun.change())) {
                throw new IllegalStateException("edit " + edit + " fades nothing, or has no room");
            }
            await(2 + 2 * edit, producer);
            compiler.finish();
            await(3 + 2 * edit, producer);
            collect();
        }
        ended = true;
        producer.join();
    }

    private void await(int plans, Thread producer) {
        while (timedPlans < plans) {
            if (!producer.isAlive()) {
                throw new IllegalStateException("the producer ended in plan " + timedPlans);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Takes what the producer hands back. */
    private void collect() {
        long[] record = new long[RenderRecord.LONGS];
        boolean more = true;
        while (more) {
            more = records.read(record);
            more |= renderer.pollRetired() != null;
        }
    }

    private void produce() {
        long serial = renderer.planSerial();
        int plan = -1;
        int block = BLOCKS;
        while (!ended) {
            long start = System.nanoTime();
            renderer.renderBlock(0);
            long end = System.nanoTime();
            if (renderer.planSerial() != serial) {
                serial = renderer.planSerial();
                plan++;
                block = 0;
            }
            if (block < BLOCKS) {
                nanos[plan][block++] = (int) (end - start);
                if (block == BLOCKS) {
                    timedPlans = plan + 1;
                }
            }
        }
    }

    /** Every second plan from one on. */
    private void print(String name, int from) {
        int count = (nanos.length - from + 1) / 2;
        double[] first = new double[count];
        double[] steady = new double[count];
        double[] block = new double[count];
        for (int i = 0; i < count; i++) {
            int[] all = nanos[from + 2 * i];
            int[] rest = Arrays.copyOfRange(all, SETTLING_BLOCKS, BLOCKS);
            int one = rest[i % rest.length];
            Arrays.sort(rest);
            double median = rest[rest.length / 2];
            first[i] = all[0] / median;
            steady[i] = one / median;
            block[i] = median / 1e3;
        }
        System.out.println(EditProgram.line("first " + name, first));
        System.out.println(EditProgram.line("steady " + name, steady));
        System.out.println(EditProgram.line("block " + name, block));
    }
}
