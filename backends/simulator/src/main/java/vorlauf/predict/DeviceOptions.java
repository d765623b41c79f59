package vorlauf.predict;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vorlauf.engine.Backend;
import vorlauf.engine.EngineSettings;
import vorlauf.simulate.Platform;

/** The options that say on which device something is measured. */
final class DeviceOptions {
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = Devices.NULL_DEVICE,
            description = "What plays while it is measured: see vorlauf backends (${DEFAULT-VALUE}, the null device).")
    private String backend = Devices.NULL_DEVICE;

    @Option(names = "--device", paramLabel = "NAME", description = "Device of the backend (its default).")
    private @Nullable String device;

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "Further option of the backend; may be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    /** The backend that was named. Errors: wrong usage. */
    Backend backend() {
        return Devices.named(backend);
    }

    /** The platform that the backend belongs to, the null device for those that belong to none. */
    Platform platform() {
        return Platform.named(backend).orElse(Platform.NULL_DEVICE);
    }

    /** Whether a callback that comes late lets periods pass. */
    boolean skipsPeriods() {
        return platform().pauseStopsConsumer();
    }

    /** Its name for users. */
    String name() {
        return device == null ? backend : backend + " (" + device + ")";
    }

    EngineSettings with(EngineSettings settings) {
        return settings.withDevice(device).withOptions(options);
    }
}
