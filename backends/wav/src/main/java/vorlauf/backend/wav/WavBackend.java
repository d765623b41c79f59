package vorlauf.backend.wav;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.BackendOptions;
import vorlauf.engine.FrameSource;
import vorlauf.engine.StreamFormat;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;
import vorlauf.files.SampleFormat;
import vorlauf.files.WavWriter;
import vorlauf.render.Clock;
import vorlauf.render.SystemClock;

/**
 * A WAV file as the device. What is cut off at any moment is a valid file up to there.
 *
 * <p>Options: {@code file} (or the name of the device) is the path; {@code format} is 16, 24, 32 or float (float);
 * {@code pace} is {@code real-time}, so that a live run takes the time it takes to hear it, or {@code free}, as fast as frames
 * come.
 */
public final class WavBackend implements Backend {
    static final String NAME = "wav";
    private static final int LARGEST_PERIOD_FRAMES = 1 << 20;

    private final Clock clock;

    /** Files paced by this machine's clock; for {@link java.util.ServiceLoader}. */
    public WavBackend() {
        this(SystemClock.INSTANCE);
    }

    WavBackend(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "writes a WAV file: --device PATH, options format (16, 24, 32, float) and pace (real-time, free)";
    }

    @Override
    public List<Device> devices() {
        return List.of(new Device("FILE.wav", "any path that can be written"));
    }

    @Override
    public String unavailableReason() {
        return "";
    }

    @Override
    public Stream open(StreamRequest request, FrameSource source, StreamListener listener) throws BackendException {
        BackendOptions options = new BackendOptions(NAME, request.options());
        Path path = path(options.text("file"), request.device());
        SampleFormat format = SampleFormat.named(options.choice("format", "float", "16", "24", "32", "float"));
        boolean realTime =
                options.choice("pace", "real-time", "real-time", "free").equals("real-time");
        options.refuseUnknown();
        int wholeRate = (int) request.sampleRateHertz();
        if (wholeRate != request.sampleRateHertz() || wholeRate < 1) {
            throw new BackendException(NAME + ": the sample rate is " + request.sampleRateHertz()
                    + " Hz, a WAV file can state whole numbers above 0 only");
        }
        if (request.periodFrames() < 1 || request.periodFrames() > LARGEST_PERIOD_FRAMES) {
            throw new BackendException(NAME + ": a period is " + request.periodFrames() + " frames, must be 1 to "
                    + LARGEST_PERIOD_FRAMES);
        }
        if (request.channels() != source.channels()) {
            throw new BackendException(NAME + ": the request has " + request.channels() + " channels, the frames have "
                    + source.channels() + "; both must be the same");
        }
        WavWriter writer;
        try {
            writer = WavWriter.create(path, format, source.channels(), wholeRate);
        } catch (IOException e) {
            throw new BackendException(NAME + ": " + e.getMessage(), e);
        }
        StreamFormat agreed = new StreamFormat(
                path.toString(),
                format.integer() ? format.label() + "-bit signed" : "32-bit float",
                request.periodFrames(),
                0,
                realTime ? StreamFormat.Pacing.REAL_TIME : StreamFormat.Pacing.FREE_RUNNING);
        return new WavStream(new WavRecorder(writer, source, wholeRate, agreed), listener, clock);
    }

    private static Path path(Optional<String> file, Optional<String> device) throws BackendException {
        if (file.isPresent() && device.isPresent() && !file.equals(device)) {
            throw new BackendException(NAME + ": the file is '" + file.get() + "' by option and '" + device.get()
                    + "' by device, give one of them");
        }
        String text = file.or(() -> device)
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> new BackendException(NAME + ": no file is named, add --device FILE.wav"));
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new BackendException(NAME + ": '" + text + "' cannot be the path of a file: " + e.getReason(), e);
        }
    }
}
