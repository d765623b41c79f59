package vorlauf.predict;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import vorlauf.cli.CommandException;
import vorlauf.engine.Backend;

/** What measurements play on, found as every backend is. */
public final class Devices {
    /** The backend that keeps time and plays nothing. */
    public static final String NULL_DEVICE = "simulator";

    private Devices() {}

    /** The null device. Errors: a program without it is built wrongly, which is wrong usage too. */
    public static Backend nullDevice() {
        return named(NULL_DEVICE);
    }

    /** The backend of a name. Errors: wrong usage, with the names that there are. */
    static Backend named(String name) {
        List<Backend> all = ServiceLoader.load(Backend.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Backend::name))
                .toList();
        return all.stream()
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandException.usage("--backend is \"" + name + "\", must be one of "
                        + all.stream().map(Backend::name).collect(Collectors.joining(", "))));
    }
}
