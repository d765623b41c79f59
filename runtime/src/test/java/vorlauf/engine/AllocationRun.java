package vorlauf.engine;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.control.ControlMail;
import vorlauf.control.ControlPort;
import vorlauf.files.DiskFiles;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;
import vorlauf.plan.RenderPlan;
import vorlauf.render.BlockRenderer;
import vorlauf.render.RenderRecord;
import vorlauf.render.SystemClock;
import vorlauf.ring.RecordRing;

/**
 * Many blocks with control values in every block and swaps with fades, and the bytes that the producer's side allocated; a
 * program of its own, for flags of its own.
 *
 * <p>Arguments: {@code clean} or {@code broken}, and the number of blocks. There is a swap in every thousandth of them.
 */
final class AllocationRun {
    private static final CompileSettings SETTINGS =
            CompileSettings.of(48_000, 32).withFadeSeconds(0.002);

    private final ControlMail mail = new ControlMail();
    private final RecordRing records = new RecordRing(RenderRecord.LONGS, 1 << 10);
    private final BlockRenderer renderer = new BlockRenderer(mail, 32, 1, 48_000, records);
    private final GraphCompiler compiler = new GraphCompiler(SETTINGS, new DiskFiles(stream -> {}));
    private final boolean broken;
    private final long blocks;
    private final ControlPort port;

    private AllocationRun(boolean broken, long blocks) throws GraphException {
        this.broken = broken;
        this.blocks = blocks;
        CompiledGraph first = compiler.compile(graph(0));
        this.port = Objects.requireNonNull(mail.open(first.controls().getFirst().cell()));
        renderer.offer(first.change());
    }

    /** Prints the bytes, the blocks and the swaps. */
    public static void main(String[] arguments) throws GraphException {
        AllocationRun run = new AllocationRun(arguments[0].equals("broken"), Long.parseLong(arguments[1]));
        WarmUp.run(run.graph(0), SETTINGS, new DiskFiles(stream -> {}), 1, SystemClock.INSTANCE);
        run.render(new WorkMeter(), run.blocks / 4);
        WorkMeter meter = new WorkMeter();
        long swaps = run.render(meter, run.blocks);
        Outcome.print(meter.allocatedBytes(), run.blocks, swaps);
    }

    /**
     * Has the text: HotSpot makes a class's strings on the thread that gets a method of it compiled, and here that is the
     * thread that is measured.
     */
    private static final class Outcome {
        static void print(long bytes, long blocks, long swaps) {
            System.out.printf(Locale.ROOT, "%d bytes, %d blocks, %d swaps%n", bytes, blocks, swaps);
        }
    }

    /** What is swapped: a voice that stays, one that comes and goes. */
    private Signal graph(long edit) {
        Publisher<Double> never = Flux.never();
        Signal cutoff = Signals.control("cutoff", 900, never);
        Signal voice = Signals.saw(110).lowpass(cutoff, Signals.constant(1)).key("stays");
        Signal other =
                Signals.sine(200.0 + (int) (edit % 7)).delaySamples(3).gain(0.2).key("other-" + edit % 2);
        Signal sum = Signals.mix(List.of(voice, other)).meter("out");
        return broken ? Signals.custom("broken", 1, Broken::new, sum) : sum;
    }

    private long render(WorkMeter meter, long count) throws GraphException {
        long swaps = 0;
        long[] record = new long[RenderRecord.LONGS];
        for (long block = 0; block < count; block += 20) {
            if (block % 1_000 == 0 && renderer.hasRoomForChange()) {
                renderer.offer(compiler.compile(graph(block / 1_000 + 1)).change());
                swaps++;
            }
            for (int value = 0; value < 3; value++) {
                port.post(500.0 + (int) ((block + value) % 900));
            }
            meter.begin();
            for (int each = 0; each < 20; each++) {
                renderer.renderBlock(block);
            }
            meter.end();
            for (RenderPlan plan = renderer.pollRetired(); plan != null; plan = renderer.pollRetired()) {
                plan.resources();
            }
            for (boolean more = records.read(record); more; more = records.read(record)) {
                record[0] = 0;
            }
        }
        return swaps;
    }

    /** One object in a thousand blocks, which the JIT cannot remove. */
    private static final class Broken implements Processor {
        private Object kept = "";
        private long calls;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            if (++calls % 1_000 == 0) {
                kept = new long[] {calls};
            }
            System.arraycopy(inputs[0], 0, outputs[0], 0, frameCount);
            outputs[0][0] += kept.hashCode() == 0 ? 1 : 0;
        }
    }
}
