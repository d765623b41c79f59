package vorlauf.backend.simulator;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.BackendOptions;
import vorlauf.engine.FrameSink;
import vorlauf.engine.InputFormat;
import vorlauf.engine.InputRequest;
import vorlauf.files.AudioFileException;

/** The input of the null device, on the device's own thread. */
final class NullInput implements Backend.Input {
    private final NullDeviceStream stream;
    private final VirtualInput input;
    private final InputFormat format;
    private volatile @Nullable FrameSink sink;

    private NullInput(NullDeviceStream stream, VirtualInput input, InputFormat format) {
        this.stream = stream;
        this.input = input;
        this.format = format;
    }

    /** What the options say about an input, checked whether there is one or not. */
    record Settings(String signal, int driftPartsPerMillion) {
        private static final int MOST_DRIFT = 4_000;

        static Settings of(BackendOptions options) throws BackendException {
            return new Settings(options.text("input").orElse("silence").strip(), (int)
                    options.whole("input-drift-ppm", 0, -MOST_DRIFT, MOST_DRIFT));
        }

        RecordedSignal signal(InputRequest request) throws BackendException {
            return switch (signal.toLowerCase(Locale.ROOT)) {
                case "silence" -> new RecordedSignal.Quiet(request.channels());
                case "counting" -> new RecordedSignal.Counting(request.channels());
                default -> file(request);
            };
        }

        private RecordedSignal file(InputRequest request) throws BackendException {
            try {
                return RecordedSignal.File.read(Path.of(signal), request.sampleRateHertz());
            } catch (AudioFileException e) {
                throw new BackendException(
                        NullDeviceBackend.NAME + ": option input is silence, counting or an audio file: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    static NullInput open(NullDeviceStream stream, Settings settings, InputRequest request) throws BackendException {
        String device = request.device().orElse(NullDeviceBackend.DEVICE);
        if (!device.equals(NullDeviceBackend.DEVICE)) {
            throw new BackendException(NullDeviceBackend.NAME + ": there is no input device '" + device
                    + "', there is '" + NullDeviceBackend.DEVICE + "'");
        }
        RecordedSignal signal = settings.signal(request);
        int drift = settings.driftPartsPerMillion();
        VirtualInput input =
                new VirtualInput(signal, request.sampleRateHertz() * (1 + drift * 1e-6), request.periodFrames());
        return new NullInput(
                stream,
                input,
                new InputFormat(
                        NullDeviceBackend.DEVICE,
                        "32-bit float",
                        signal.channels(),
                        request.periodFrames(),
                        drift == 0 ? InputFormat.Clocking.SHARED : InputFormat.Clocking.OWN));
    }

    @Override
    public InputFormat format() {
        return format;
    }

    @Override
    public void start(FrameSink newSink) {
        sink = newSink;
        stream.record(this);
    }

    VirtualInput device() {
        return input;
    }

    /** Where frames go; null before the start and after the end. */
    @Nullable
    FrameSink sink() {
        return sink;
    }

    @Override
    public void close() {
        sink = null;
    }
}
