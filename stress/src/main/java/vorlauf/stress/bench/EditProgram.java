package vorlauf.stress.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.graph.Signal;
import vorlauf.plan.GroupKernels;

/**
 * How long the producer waits for an edit of one voice, in a JVM of its own: {@code KERNELS NODES EDITS WAY...}, where a way is
 * {@code reused} (its cutoff changes, and the signals of the other voices are those of before), {@code anew} (the same, but every
 * voice is made again), {@code replaced} (it goes and another one comes), {@code exchanged} (one of another kind comes) or
 * {@code joined} (a voice more comes at the end, or goes again).
 *
 * <p>For each way it prints two lines, {@code begin WAY ALL MEDIAN P90 P99} and the same with {@code finish}: milliseconds
 * from the call until the plan is there that the producer takes, and from then until the settled plan is; {@code ALL} is how
 * many nodes the compiler counts, numbers too. It is the CPU time of the thread that compiles: what it waits for other
 * programs is not counted, nor what the patch takes to declare its signals.
 */
public final class EditProgram {
    private static final int WARM_UP_EDITS = 1_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private EditProgram() {}

    /** Measures all ways. */
    public static void main(String[] arguments) throws GraphException {
        GroupKernels kernels = KernelSet.named(arguments[0]);
        for (int i = 3; i < arguments.length; i++) {
            measure(kernels, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), arguments[i]);
        }
    }

    private static void measure(GroupKernels kernels, int nodes, int edits, String way) throws GraphException {
        VoiceGraph voices = new VoiceGraph(nodes);
        GraphCompiler compiler = new GraphCompiler(
                CompileSettings.of(Workload.SAMPLE_RATE_HERTZ, Workload.BLOCK_FRAMES)
                        .withKernels(kernels),
                PlanWorkloads.NO_FILES);
        int all = compiler.compile(voices.graph()).statistics().nodes();
        double[] begin = new double[edits];
        double[] finish = new double[edits];
        for (int edit = 0; edit < WARM_UP_EDITS + edits; edit++) {
            Signal next = switch (way) {
                case "anew" -> voices.declaredAnew(edit);
                case "replaced" -> voices.replaced(edit);
                case "exchanged" -> voices.exchanged(edit);
                case "joined" -> voices.joined(edit);
                default -> voices.edited(edit);
            };
            long start = THREADS.getCurrentThreadCpuTime();
            CompiledGraph begun = compiler.begin(next);
            long ready = THREADS.getCurrentThreadCpuTime();
            compiler.finish();
            long end = THREADS.getCurrentThreadCpuTime();
            if (begun.change().transition() == null) {
                throw new IllegalStateException("edit " + edit + " fades nothing");
            }
            int at = Math.max(0, edit - WARM_UP_EDITS);
            begin[at] = (ready - start) / 1e6;
            finish[at] = (end - ready) / 1e6;
        }
        System.out.println(line("begin " + way + " " + all, begin));
        System.out.println(line("finish " + way + " " + all, finish));
    }

    /** Words, then median, 90 % and 99 % of the figures. */
    static String line(String words, double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT, "%s %.4f %.4f %.4f", words, rank(sorted, 0.5), rank(sorted, 0.9), rank(sorted, 0.99));
    }

    /** The least of the sorted figures that this share of all does not exceed. */
    private static double rank(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
