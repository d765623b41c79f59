package vorlauf.engine;

import java.util.ArrayList;
import java.util.List;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.control.ControlMail;
import vorlauf.control.ControlPort;
import vorlauf.graph.Signal;
import vorlauf.render.BlockRenderer;
import vorlauf.render.Clock;
import vorlauf.render.ManualClock;
import vorlauf.render.Producer;
import vorlauf.render.RenderRecord;
import vorlauf.render.RingConsumer;
import vorlauf.ring.RecordRing;
import vorlauf.ring.SpscFrameRing;

/**
 * Runs all that the producer will run, on a copy of the first graph, so that the JIT has compiled it before it matters.
 *
 * <p>The copy is compiled by a compiler of its own, its files are silent, its publishers are not subscribed, its frames are
 * thrown away: nothing of it is heard or remembered. It goes through the real producer, ring and consumer on a clock that is
 * moved by hand, with control values and with edits that fade.
 *
 * <p>The first time in a JVM a graph with every kind of node goes before it, so that later graphs, too, run at full speed and
 * allocate nothing from their first block on.
 *
 * <p>Threads: control thread.
 */
final class WarmUp {
    private static final int MOST_BLOCKS = 200_000;
    private static final int BLOCKS_BETWEEN_SWAPS = 64;
    private static final int RECORDS = 1 << 10;
    private static final int RING_BLOCKS = 4;

    private static final double EVERY_NODE_SHARE = 0.5;
    private static final int EVERY_NODE_LEAST_BLOCKS = 200;

    private static boolean everyNodeDone;

    /** Keeps the call from being removed. */
    @SuppressWarnings("UnusedVariable")
    private static volatile double linkedBits;

    private final Signal graph;
    private final Signal edited;
    private final GraphCompiler compiler;
    private final PlanLedger ledger = new PlanLedger(line -> {});
    private final ControlMail mail = new ControlMail();
    private final List<ControlPort> ports = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final RecordRing records = new RecordRing(RenderRecord.LONGS, RECORDS);
    private final ManualClock manual = new ManualClock(1);
    private final BlockRenderer renderer;
    private final Producer producer;
    private final RingConsumer consumer;
    private final float[] taken;
    private final long[] record = new long[RenderRecord.LONGS];
    private int blocks;
    private boolean isEdited;

    private WarmUp(Signal graph, CompileSettings settings, AudioFiles files) throws GraphException {
        this.graph = graph;
        this.edited = graph.gain(0.5);
        this.compiler = new GraphCompiler(settings, new SilentFiles(files));
        CompiledGraph first = compiler.compile(graph);
        int channels = first.change().settled().channels();
        int block = settings.blockFrames();
        SpscFrameRing ring = new SpscFrameRing(RING_BLOCKS * block, channels);
        SpscFrameRing recorder = new SpscFrameRing(RING_BLOCKS * block, channels);
        RecordRing pulls = new RecordRing(RenderRecord.LONGS, RECORDS);
        this.renderer = new BlockRenderer(mail, block, channels, settings.sampleRateHertz(), records);
        this.consumer = new RingConsumer(ring, manual, pulls);
        this.producer = new Producer(
                renderer,
                ring,
                recorder,
                consumer,
                RING_BLOCKS * block,
                settings.sampleRateHertz(),
                settings.fadeSeconds(),
                manual,
                records);
        this.taken = new float[block * channels];
        for (CompiledGraph.Control control : first.controls()) {
            ControlPort port = ports.size() < RECORDS ? mail.open(control.cell()) : null;
            if (port != null) {
                ports.add(port);
                values.add(control.cell().value());
            }
        }
        handOver(first);
    }

    /**
     * Renders for {@code seconds} by {@code clock}, or a little longer to have run everything; 0 does nothing.
     *
     * <p>Errors: a graph that cannot be compiled; the caller has compiled it before, so this is rare.
     */
    static void run(Signal graph, CompileSettings settings, AudioFiles files, double seconds, Clock clock)
            throws GraphException {
        if (seconds <= 0) {
            return;
        }
        linkedBits = linkBitCasts(settings.blockFrames());
        long startNanos = clock.nanoTime();
        if (isFirstInThisJvm()) {
            long everyNodeUntil = startNanos + (long) (EVERY_NODE_SHARE * seconds * 1e9);
            run(EveryNode.graph(), settings, files, everyNodeUntil, EVERY_NODE_LEAST_BLOCKS, clock);
        }
        run(graph, settings, files, startNanos + (long) (seconds * 1e9), BLOCKS_BETWEEN_SWAPS * 2 + 2, clock);
    }

    /**
     * Calls the native methods that kernels use as intrinsics. The JVM looks a native method up, and allocates its name, when
     * an interpreted caller first gets there, which may be long after compiled code has used the intrinsic.
     */
    private static double linkBitCasts(int seed) {
        return Float.intBitsToFloat(seed)
                + Float.floatToRawIntBits(seed)
                + Double.longBitsToDouble(seed)
                + Double.doubleToRawLongBits(seed)
                + Math.sqrt(seed);
    }

    private static synchronized boolean isFirstInThisJvm() {
        boolean first = !everyNodeDone;
        everyNodeDone = true;
        return first;
    }

    private static void run(
            Signal graph, CompileSettings settings, AudioFiles files, long untilNanos, int leastBlocks, Clock clock)
            throws GraphException {
        WarmUp warmUp = new WarmUp(graph, settings, files);
        try {
            while (warmUp.blocks < leastBlocks
                    || (warmUp.blocks < MOST_BLOCKS && clock.nanoTime() < untilNanos)) {
                warmUp.block();
            }
            warmUp.producer.requestStop();
            for (int more = 0; more < MOST_BLOCKS && !warmUp.producer.hasEnded(); more++) {
                warmUp.step();
            }
        } finally {
            warmUp.ledger.closeAll();
        }
    }

    private void block() throws GraphException {
        if (blocks % BLOCKS_BETWEEN_SWAPS == BLOCKS_BETWEEN_SWAPS - 1 && renderer.hasRoomForChange()) {
            isEdited = !isEdited;
            handOver(compiler.compile(isEdited ? edited : graph));
        }
        for (int index = 0; index < ports.size(); index++) {
            ports.get(index).post(values.get(index));
        }
        step();
    }

    private void step() {
        manual.advanceTo(Math.max(producer.step(manual.nanoTime()), manual.nanoTime() + 1));
        consumer.pull(taken, 0, renderer.blockFrames());
        ledger.collect(renderer);
        for (boolean more = records.read(record); more; more = records.read(record)) {
            blocks += record[RenderRecord.KIND] == RenderRecord.BLOCK ? 1 : 0;
        }
        ledger.strikeOff();
    }

    private void handOver(CompiledGraph compiled) {
        ledger.enter(compiled.change());
        if (!renderer.offer(compiled.change())) {
            throw new IllegalStateException("a change was compiled for a full queue");
        }
    }
}
