package vorlauf.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import vorlauf.files.AudioFileException;
import vorlauf.plan.RenderPlan;
import vorlauf.render.BlockRenderer;
import vorlauf.render.Clock;
import vorlauf.render.Producer;
import vorlauf.render.ProducerThread;
import vorlauf.render.RingConsumer;
import vorlauf.ring.FrameRing;
import vorlauf.ring.SpscFrameRing;

/**
 * What plays one stream: renderer, producer and its thread, ring, consumer, recorder and the open device.
 *
 * <p>Threads: control thread.
 */
final class LiveStream {
    private static final long POLL_NANOS = 1_000_000;
    private static final long MOST_START_NANOS = 5_000_000_000L;
    private static final long END_MILLIS = 2_000;
    private static final long GRACE_NANOS = 500_000_000L;

    private final EngineSettings settings;
    private final Clock clock;
    private final EventHub hub;
    private final SchedulerLog scheduler;
    private final UnderrunExplainer explainer;
    private final Telemetry telemetry;
    private final BlockRenderer renderer;
    private final RingConsumer consumer;
    private final @Nullable Recorder recorder;
    private final Producer producer;
    private final ProducerThread producerThread;
    private final Backend.Stream device;
    private final PriorityWatch priority;
    private long startedNanos;
    private long allocatedBefore = -1;
    private long blocksBefore;
    private long allocatedBytes = -1;
    private long measuredBlocks;

    private LiveStream(
            EngineSettings settings,
            Clock clock,
            EventHub hub,
            SchedulerLog scheduler,
            UnderrunExplainer explainer,
            Telemetry telemetry,
            BlockRenderer renderer,
            RingConsumer consumer,
            @Nullable Recorder recorder,
            Producer producer,
            Backend.Stream device) {
        this.settings = settings;
        this.clock = clock;
        this.hub = hub;
        this.scheduler = scheduler;
        this.explainer = explainer;
        this.telemetry = telemetry;
        this.renderer = renderer;
        this.consumer = consumer;
        this.recorder = recorder;
        this.producer = producer;
        this.device = device;
        this.priority = new PriorityWatch(hub);
        boolean sleeps = device.format().pacing() == StreamFormat.Pacing.REAL_TIME;
        this.producerThread = new ProducerThread(producer, clock, () -> beforeFirstBlock(sleeps));
    }

    /** Opens the device and the recording for a stream; nothing plays yet. */
    static LiveStream open(
            Session session,
            Backend backend,
            EngineSettings settings,
            int channels,
            Clock clock,
            EventHub hub,
            @Nullable PauseLog pauses,
            StreamListener listener)
            throws BackendException {
        int leadLimitFrames = settings.leadLimitFrames();
        double rate = settings.sampleRateHertz();
        SchedulerLog scheduler = new SchedulerLog();
        UnderrunExplainer explainer = new UnderrunExplainer(
                pauses,
                scheduler,
                (serial, node) -> nameOf(session.ledger().find(serial), node),
                settings.explaining() == Explaining.LATE_BLOCKS,
                leadLimitFrames,
                settings.blockFrames(),
                rate,
                event -> tell(event, hub));
        int mostFrames = settings.maximumLeadFrames();
        Telemetry telemetry = new Telemetry(session, mostFrames, hub::emit, hub::emit, explainer);
        StreamRequest request =
                new StreamRequest(rate, channels, settings.devicePeriodFrames(), settings.device(), settings.options());
        RingDevice foreign = backend.ringDevice(request, mostFrames).orElse(null);
        FrameRing ring = foreign == null ? new SpscFrameRing(mostFrames, channels) : foreign.ring();
        BlockRenderer renderer =
                new BlockRenderer(session.mail(), settings.blockFrames(), channels, rate, telemetry.producerRecords());
        RingConsumer consumer = new RingConsumer(ring, clock, telemetry.pullRecords());
        Backend.Stream device =
                foreign == null ? backend.open(request, consumer, listener) : foreign.open(consumer, listener);
        try {
            // After the device, so that a device that cannot be opened costs nobody the file that was there.
            Recorder recorder = openRecorder(settings, channels, clock, hub);
            Producer producer = new Producer(
                    renderer,
                    ring,
                    recorder == null ? null : recorder.ring(),
                    consumer,
                    settings.lead().rule(settings.ringBlocks(), settings.blockFrames()),
                    rate,
                    settings.fadeSeconds(),
                    clock,
                    telemetry.producerRecords());
            return new LiveStream(
                    settings, clock, hub, scheduler, explainer, telemetry, renderer, consumer, recorder, producer,
                    device);
        } catch (BackendException | RuntimeException | LinkageError e) {
            device.close();
            throw e;
        }
    }

    private static @Nullable Recorder openRecorder(EngineSettings settings, int channels, Clock clock, EventHub hub)
            throws BackendException {
        if (settings.recordTo().isEmpty()) {
            return null;
        }
        try {
            return Recorder.open(
                    settings.recordTo().get(),
                    settings.recordFormat(),
                    channels,
                    settings.sampleRateHertz(),
                    clock,
                    hub::post);
        } catch (AudioFileException e) {
            throw new BackendException("cannot record: " + e.getMessage(), e);
        }
    }

    private static @Nullable String nameOf(@Nullable RenderPlan plan, int node) {
        return plan == null ? null : plan.nodeName(node);
    }

    private static void tell(EngineEvent event, EventHub hub) {
        if (event instanceof EngineEvent.Underrun underrun) {
            FlightEvents.UnderrunEvent flight = new FlightEvents.UnderrunEvent();
            flight.positionFrames = underrun.positionFrames();
            flight.requestedFrames = underrun.requestedFrames();
            flight.foundFrames = underrun.foundFrames();
            flight.revision = underrun.revision();
            flight.cause = underrun.cause().text();
            flight.slowestNode = underrun.slowest().map(SlowNode::node).orElse("");
            flight.commit();
        } else if (event instanceof EngineEvent.LateBlock late) {
            FlightEvents.LateBlockEvent flight = new FlightEvents.LateBlockEvent();
            flight.positionFrames = late.positionFrames();
            flight.tookNanos = (long) (late.milliseconds() * 1e6);
            flight.revision = late.revision();
            flight.cause = late.cause().text();
            flight.slowestNode = late.slowest().map(SlowNode::node).orElse("");
            flight.commit();
        }
        hub.emit(event);
    }

    private void beforeFirstBlock(boolean sleeps) {
        scheduler.openForCallingThread();
        priority.raise(sleeps);
    }

    /** Fills the ring, then starts the device. */
    void start() throws BackendException {
        if (recorder != null) {
            recorder.start();
        }
        followPacing();
        producer.watchAllBlocks(settings.explaining() == Explaining.LATE_BLOCKS);
        explainer.producerIs(producerThread.threadId());
        producerThread.start();
        long latestNanos = clock.nanoTime() + MOST_START_NANOS;
        while (producer.renderedBlocks() < settings.ringBlocks() && clock.nanoTime() < latestNanos) {
            clock.parkUntil(clock.nanoTime() + POLL_NANOS);
        }
        allocatedBefore = allocatedByProducer();
        blocksBefore = producer.renderedBlocks();
        startedNanos = clock.nanoTime();
        explainer.started(startedNanos);
        device.start();
    }

    private long allocatedByProducer() {
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                && threads.isThreadAllocatedMemorySupported()
                && threads.isThreadAllocatedMemoryEnabled()) {
            return threads.getThreadAllocatedBytes(producerThread.threadId());
        }
        return -1;
    }

    /** Some devices show only while they play that they keep no time, or another one takes their place. */
    private void followPacing() {
        producer.freeRunning(device.format().pacing() == StreamFormat.Pacing.FREE_RUNNING);
    }

    /** Reads how much the producer has allocated, and waited for a processor, while its thread lives. */
    void measure() {
        followPacing();
        if (settings.explaining() != Explaining.NOTHING) {
            scheduler.read(clock.nanoTime());
        }
        // The blocks first: what is allocated after them is counted too, so a 0 covers at least these blocks.
        long blocks = producer.renderedBlocks();
        long allocated = allocatedByProducer();
        if (allocated >= 0 && allocatedBefore >= 0) {
            long before = Math.max(0, allocatedBytes);
            allocatedBytes = allocated - allocatedBefore;
            measuredBlocks = blocks - blocksBefore;
            if (allocatedBytes > before) {
                FlightEvents.ProducerAllocationEvent event = new FlightEvents.ProducerAllocationEvent();
                event.bytes = allocatedBytes - before;
                event.commit();
            }
        }
        priority.look(producerThread.sleeps());
    }

    /**
     * Fades out, plays what is in the ring, closes the device and the recording; each step for a bounded time.
     *
     * @param deviceLost whether nobody takes frames any more
     * @param meanwhile is called every millisecond
     */
    void stop(boolean deviceLost, Runnable meanwhile) throws InterruptedException {
        double leadSeconds =
                (settings.maximumLeadFrames() + 2.0 * settings.devicePeriodFrames()) / settings.sampleRateHertz();
        long leadNanos = (long) (leadSeconds * 1e9);
        producer.requestStop();
        producerThread.wake();
        if (!deviceLost) {
            long fadeNanos = (long) (settings.fadeSeconds() * 1e9);
            long latestNanos = clock.nanoTime() + leadNanos + fadeNanos + GRACE_NANOS;
            while (!producer.hasEnded() && producerThread.isAlive() && clock.nanoTime() < latestNanos) {
                pause(meanwhile);
            }
            latestNanos = clock.nanoTime() + leadNanos + GRACE_NANOS;
            while (producer.hasEnded() && !consumer.ended() && clock.nanoTime() < latestNanos) {
                pause(meanwhile);
            }
        }
        device.close();
        producerThread.abandon();
        long latestNanos = clock.nanoTime() + GRACE_NANOS;
        while (!producerThread.hasFinished() && producerThread.isAlive() && clock.nanoTime() < latestNanos) {
            pause(meanwhile);
        }
        measure();
        scheduler.close();
        producerThread.end();
        if (!producerThread.join(END_MILLIS)) {
            hub.emit(new EngineEvent.Notice("the producer does not return from a block; its thread is left behind"));
        }
        finishRecording();
    }

    private void pause(Runnable meanwhile) {
        meanwhile.run();
        clock.parkUntil(clock.nanoTime() + POLL_NANOS);
    }

    private void finishRecording() throws InterruptedException {
        if (recorder == null) {
            return;
        }
        boolean finished = recorder.finish();
        hub.pump();
        EngineReport.Recording state = recorder.state(producer::recorderLostFrames);
        if (!finished) {
            hub.emit(new EngineEvent.RecordingFailed("the disk did not take the last frames in time"));
        } else if (!recorder.hasFailed()) {
            hub.emit(new EngineEvent.RecordingStopped(state.file(), state.frames(), state.lostFrames()));
        }
    }

    /** Closes what was opened, when the start has failed. */
    void discard() {
        device.close();
        producerThread.end();
        if (recorder != null) {
            try {
                recorder.finish();
                recorder.discard();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (AudioFileException e) {
                hub.emit(new EngineEvent.RecordingFailed(String.valueOf(e.getMessage())));
            }
        }
    }

    EngineEvent.Ready ready() {
        return new EngineEvent.Ready(
                device.format(), consumer.channels(), settings.sampleRateHertz(), settings.leadLimitFrames());
    }

    Telemetry telemetry() {
        return telemetry;
    }

    UnderrunExplainer explainer() {
        return explainer;
    }

    BlockRenderer renderer() {
        return renderer;
    }

    RingConsumer consumer() {
        return consumer;
    }

    Producer producer() {
        return producer;
    }

    Backend.Stream device() {
        return device;
    }

    @Nullable
    Recorder recorder() {
        return recorder;
    }

    /** How the producer's thread is scheduled, in one line. */
    String scheduling() {
        return priority.inForce();
    }

    long startedNanos() {
        return startedNanos;
    }

    long allocatedBytes() {
        return allocatedBytes;
    }

    long measuredBlocks() {
        return measuredBlocks;
    }
}
