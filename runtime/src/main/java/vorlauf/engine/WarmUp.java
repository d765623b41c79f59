package vorlauf.engine;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.control.ControlMail;
import vorlauf.control.ControlPort;
import vorlauf.control.VirtualClock;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;
import vorlauf.plan.AutomaticKernels;
import vorlauf.plan.RenderPlan;
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
 * <p>The first time in a JVM two graphs go before it: a plain one, until HotSpot has compiled the machinery (and made the
 * strings of its classes, which it does on the running thread), and one with every kind of node, so that later graphs, too,
 * run at full speed and allocate nothing from their first block on.
 *
 * <p>Threads: control thread.
 */
final class WarmUp {
    private static final int MOST_BLOCKS = 200_000;
    private static final int BLOCKS_BETWEEN_SWAPS = 64;
    private static final int LEAST_BLOCKS = 2 * BLOCKS_BETWEEN_SWAPS + 2;
    private static final int LOOP_RUNS = 300;

    /** Few, so that the paths of full rings are gone, too. */
    private static final int RECORDS = 4;

    private static final int STEPS_BETWEEN_DRAINS = 8;
    private static final int LOOP_BLOCKS = 4;
    private static final double RATE_HERTZ = 48_000;
    private static final int MOST_PORTS = 1_024;
    private static final int RING_BLOCKS = 4;

    /** After so many calls HotSpot has compiled a method for the first time, and made the strings of its class. */
    private static final int BLOCKS_UNTIL_COMPILED = 3_000;

    private static final int EVERY_NODE_BLOCKS = 400;

    /** For each of the two graphs that go first in a JVM. */
    private static final long LONGEST_FIRST_NANOS = 1_500_000_000L;

    private static boolean everyNodeDone;

    private final Signal graph;
    private final Signal edited;
    private final GraphCompiler compiler;
    private final PlanLedger ledger = new PlanLedger(line -> {});
    private final ControlMail mail = new ControlMail();
    private final List<ControlPort> ports = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final RecordRing records = new RecordRing(RenderRecord.LONGS, RECORDS);
    private final RecordRing pulls = new RecordRing(RenderRecord.LONGS, RECORDS);
    private final ManualClock manual = new ManualClock(1);
    private final RenderPlan firstPlan;
    private final BlockRenderer renderer;
    private final Producer producer;
    private final RingConsumer consumer;
    private final float[] taken;
    private final long[] record = new long[RenderRecord.LONGS];
    private int blocks;
    private int steps;
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
            ControlPort port = ports.size() < MOST_PORTS ? mail.open(control.cell()) : null;
            if (port != null) {
                ports.add(port);
                values.add(control.cell().value());
            }
        }
        this.firstPlan = first.change().settled();
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
        long startNanos = clock.nanoTime();
        if (isFirstInThisJvm()) {
            Signal plain = Signals.control("control", 1, Flux.never())
                    .times(Signals.sine(440))
                    .meter("meter");
            run(plain, settings, files, BLOCKS_UNTIL_COMPILED, startNanos, LONGEST_FIRST_NANOS, clock);
            run(EveryNode.graph(), settings, files, EVERY_NODE_BLOCKS, clock.nanoTime(), LONGEST_FIRST_NANOS, clock);
        }
        if (settings.kernels() instanceof AutomaticKernels automatic) {
            KernelTrial.run(graph, settings, automatic, files, clock);
            startNanos = clock.nanoTime();
        }
        run(graph, settings, files, MOST_BLOCKS, startNanos, (long) (seconds * 1e9), clock);
    }

    private static synchronized boolean isFirstInThisJvm() {
        boolean first = !everyNodeDone;
        everyNodeDone = true;
        return first;
    }

    private static void run(
            Signal graph,
            CompileSettings settings,
            AudioFiles files,
            int mostBlocks,
            long startNanos,
            long longestNanos,
            Clock clock)
            throws GraphException {
        WarmUp warmUp = new WarmUp(graph, settings, files);
        try {
            while (warmUp.blocks < LEAST_BLOCKS
                    || (warmUp.blocks < mostBlocks && clock.nanoTime() - startNanos < longestNanos)) {
                warmUp.block();
            }
            if (mostBlocks == BLOCKS_UNTIL_COMPILED) {
                warmUp.runLoop();
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
        blocks++;
    }

    /** The offline render's loop, of a block each. */
    private void runLoop() {
        RarePaths.call(firstPlan);
        VirtualClock clock = new VirtualClock(error -> {});
        BlockLoop loop = new BlockLoop(renderer, clock.nextDue(), RATE_HERTZ, LOOP_BLOCKS);
        for (int run = 0; run < LOOP_RUNS; run++) {
            loop.run(0, Long.MAX_VALUE, run % 2 == 0);
            drain();
        }
    }

    private void step() {
        // Both ways, so that neither is new when a block is late for the first time.
        producer.watchAllBlocks(steps % 2 == 0);
        manual.advanceTo(Math.max(producer.step(manual.nanoTime()), manual.nanoTime() + 1));
        consumer.pull(taken, 0, renderer.blockFrames());
        if (++steps % STEPS_BETWEEN_DRAINS == 0) {
            drain();
        }
    }

    private void drain() {
        ledger.collect(renderer);
        empty(records);
        empty(pulls);
        ledger.strikeOff();
    }

    private void empty(RecordRing ring) {
        boolean found = ring.read(record);
        while (found) {
            found = ring.read(record);
        }
    }

    private void handOver(CompiledGraph compiled) {
        ledger.enter(compiled.change());
        if (!renderer.offer(compiled.change())) {
            throw new IllegalStateException("a change was compiled for a full queue");
        }
    }
}
