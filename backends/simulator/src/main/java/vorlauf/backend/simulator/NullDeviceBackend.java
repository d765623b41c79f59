package vorlauf.backend.simulator;

import java.util.List;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.BackendOptions;
import vorlauf.engine.FrameSource;
import vorlauf.engine.StreamFormat;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;
import vorlauf.render.Clock;
import vorlauf.render.SystemClock;

/**
 * The null device: takes frames in real time as a sound card would and plays them to nobody.
 *
 * <p>Options: {@code jitter-micros} (each period is late by up to this many microseconds), {@code seed} of the lateness,
 * {@code stall-at-frame} and {@code stall-millis} (the device stops once, then catches up); for graphs with an input {@code
 * input} (silence, counting, or an audio file that it hears) and {@code input-drift-ppm} (its clock is so much faster).
 */
public final class NullDeviceBackend implements Backend {
    static final String NAME = "simulator";
    static final String DEVICE = "null";
    private static final int LARGEST_PERIOD_FRAMES = 1 << 20;

    private final Clock clock;

    /** The null device on this machine's clock; for {@link java.util.ServiceLoader}. */
    public NullDeviceBackend() {
        this(SystemClock.INSTANCE);
    }

    NullDeviceBackend(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "null device: takes frames in real time and plays nothing; needs no hardware";
    }

    @Override
    public List<Device> devices() {
        return List.of(new Device(DEVICE, "any rate, any number of channels"));
    }

    @Override
    public String unavailableReason() {
        return "";
    }

    @Override
    public Stream open(StreamRequest request, FrameSource source, StreamListener listener) throws BackendException {
        String device = request.device().orElse(DEVICE);
        if (!device.equals(DEVICE)) {
            throw new BackendException(NAME + ": there is no device '" + device + "', there is '" + DEVICE + "'");
        }
        if (request.channels() != source.channels()) {
            throw new BackendException(NAME + ": the request has " + request.channels() + " channels, the frames have "
                    + source.channels() + "; both must be the same");
        }
        if (request.periodFrames() < 1 || request.periodFrames() > LARGEST_PERIOD_FRAMES) {
            throw new BackendException(NAME + ": a period is " + request.periodFrames() + " frames, must be 1 to "
                    + LARGEST_PERIOD_FRAMES);
        }
        if (!(request.sampleRateHertz() > 0) || Double.isInfinite(request.sampleRateHertz())) {
            throw new BackendException(
                    NAME + ": the sample rate is " + request.sampleRateHertz() + " Hz, must be a number above 0");
        }
        BackendOptions options = new BackendOptions(NAME, request.options());
        NullInput.Settings input = NullInput.Settings.of(options);
        Disturbance disturbance = disturbance(options);
        VirtualDevice virtualDevice =
                new VirtualDevice(source, request.sampleRateHertz(), request.periodFrames(), disturbance);
        StreamFormat format =
                new StreamFormat(DEVICE, "32-bit float", request.periodFrames(), 0, StreamFormat.Pacing.REAL_TIME);
        return new NullDeviceStream(virtualDevice, format, input, clock);
    }

    private static Disturbance disturbance(BackendOptions options) throws BackendException {
        long jitterMicros = options.whole("jitter-micros", 0, 0, 60_000_000);
        long seed = options.whole("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE);
        long stallAtFrame = options.whole("stall-at-frame", -1, 0, Long.MAX_VALUE / 2);
        long stallMillis = options.whole("stall-millis", 0, 0, 3_600_000);
        options.refuseUnknown();
        if ((stallAtFrame >= 0) != (stallMillis > 0)) {
            throw new BackendException(
                    NAME + ": stall-at-frame and stall-millis belong together, give both or neither");
        }
        return new Disturbance(jitterMicros * 1_000, seed, stallAtFrame, stallMillis * 1_000_000);
    }
}
