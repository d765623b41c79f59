package vorlauf.engine;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.InputBlock;
import vorlauf.render.Clock;
import vorlauf.render.InputReader;
import vorlauf.render.InputRing;
import vorlauf.render.RingConsumer;
import vorlauf.ring.SpscFrameRing;

/**
 * The input of a live engine: opens the device when a graph first has an {@code input(...)}, tells what happens to it, closes
 * it.
 *
 * <p>Threads: control thread; the listener any.
 */
final class LiveInput implements AutoCloseable {
    private static final long REPORT_NANOS = 1_000_000_000L;
    private static final double LEAD_SECONDS = 0.010;
    private static final double RING_SECONDS = 0.25;

    /** A drift that has changed by less than this, or than a fifth, is no news. */
    private static final long NEW_DRIFT_PARTS = 20;

    private final InputBlock block;
    private final EngineSettings settings;
    private final Clock clock;
    private final Consumer<EngineEvent> events;
    private boolean asked;
    private Backend.@Nullable Input device;
    private @Nullable InputReader reader;
    private long saidUnderrunFrames;
    private long saidOverrunFrames;
    private long saidDriftParts;
    private boolean saidDrift;
    private long saidNanos = Long.MIN_VALUE;

    /** An input that is not open. */
    LiveInput(InputBlock block, EngineSettings settings, Clock clock, Consumer<EngineEvent> events) {
        this.block = block;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
    }

    /** Opens the input of a stream's device, if a graph has an input and this was not tried before. */
    void open(Backend.Stream stream, RingConsumer output) throws BackendException {
        int channels = block.widestView();
        if (asked || channels == 0) {
            return;
        }
        asked = true;
        InputRequest request = new InputRequest(
                settings.sampleRateHertz(), channels, settings.devicePeriodFrames(), settings.inputDevice());
        Backend.Input opened = stream.openInput(request, new Listener()).orElse(null);
        if (opened == null) {
            events.accept(new EngineEvent.Notice("input(" + channels + ") is silent: this backend records nothing"));
            return;
        }
        try {
            start(opened, output);
        } catch (BackendException | RuntimeException e) {
            opened.close();
            throw e;
        }
        if (opened.format().channels() != channels) {
            events.accept(new EngineEvent.Notice("the input device has "
                    + opened.format().channels() + " channels, of which input(" + channels + ") is mixed"));
        }
    }

    /** The same for a graph that came later, which plays without an input where none can be opened. */
    void openLate(Backend.Stream stream, RingConsumer output) {
        try {
            open(stream, output);
        } catch (BackendException e) {
            events.accept(new EngineEvent.Notice("the input is silent: " + e.getMessage()));
        }
    }

    private void start(Backend.Input opened, RingConsumer output) throws BackendException {
        InputFormat format = opened.format();
        double rate = settings.sampleRateHertz();
        boolean ownClock = format.clock() == InputFormat.Clocking.OWN;
        int leadFrames = ownClock ? Math.max(2 * format.periodFrames(), (int) (rate * LEAD_SECONDS)) : 0;
        int capacityFrames =
                (int) (rate * RING_SECONDS) + 4 * (leadFrames + format.periodFrames() + settings.blockFrames());
        SpscFrameRing ring = new SpscFrameRing(capacityFrames, format.channels());
        InputRing sink = new InputRing(ring, clock);
        InputReader fresh =
                new InputReader(ring, sink, output, clock, rate, ownClock, leadFrames, format.periodFrames());
        device = opened;
        reader = fresh;
        opened.start(sink);
        block.feed(fresh);
        events.accept(new EngineEvent.InputReady(format, rate));
    }

    /** Tells what has been counted, at most once a second. */
    void tend(long nowNanos) {
        InputReader current = reader;
        if (current == null || (saidNanos != Long.MIN_VALUE && nowNanos - saidNanos < REPORT_NANOS)) {
            return;
        }
        long underrunFrames = current.underrunFrames();
        if (underrunFrames > saidUnderrunFrames) {
            saidUnderrunFrames = underrunFrames;
            saidNanos = nowNanos;
            events.accept(new EngineEvent.InputUnderrun(current.underrunBlocks(), underrunFrames));
        }
        long overrunFrames = current.overrunFrames();
        if (overrunFrames > saidOverrunFrames) {
            saidOverrunFrames = overrunFrames;
            saidNanos = nowNanos;
            events.accept(new EngineEvent.InputOverrun(overrunFrames));
        }
        long parts = current.driftPartsPerMillion();
        long news = Math.max(NEW_DRIFT_PARTS, Math.abs(saidDriftParts) / 5);
        if (current.isResampled() && (!saidDrift || Math.abs(parts - saidDriftParts) >= news)) {
            saidDrift = true;
            saidDriftParts = parts;
            saidNanos = nowNanos;
            events.accept(new EngineEvent.InputDrift(parts));
        }
    }

    Optional<EngineReport.Input> report() {
        InputReader current = reader;
        Backend.Input opened = device;
        return current == null || opened == null
                ? Optional.empty()
                : Optional.of(new EngineReport.Input(
                        opened.format(),
                        current.underrunBlocks(),
                        current.underrunFrames(),
                        current.overrunFrames(),
                        current.isResampled(),
                        current.driftPartsPerMillion()));
    }

    @Override
    public void close() {
        Backend.Input opened = device;
        if (opened != null) {
            opened.close();
        }
    }

    /** What the input device says, from whichever thread. */
    private final class Listener implements StreamListener {
        @Override
        public void deviceLost(String reason) {
            events.accept(new EngineEvent.InputLost(reason));
        }

        @Override
        public void deviceBack(String device) {
            events.accept(new EngineEvent.InputBack(device));
        }

        @Override
        public void notice(String message) {
            events.accept(new EngineEvent.Notice(message));
        }
    }
}
