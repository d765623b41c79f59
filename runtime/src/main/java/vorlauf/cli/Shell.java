package vorlauf.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.engine.Backend;

/**
 * What surrounds a command: where it writes, whether somebody watches, and the backends that there are.
 *
 * @param out results, and with {@code --json} one JSON object and nothing else
 * @param err events, progress, errors
 * @param interactive whether {@code err} is a terminal, so that lines may be drawn over
 * @param backends finds the backends
 */
record Shell(PrintStream out, PrintStream err, boolean interactive, Supplier<List<Backend>> backends) {
    /** The shell of this process. */
    static Shell ofProcess() {
        return new Shell(System.out, System.err, Terminal.isStandardError(), Shell::installedBackends);
    }

    private static List<Backend> installedBackends() {
        return ServiceLoader.load(Backend.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** Prints an object as one line of JSON. */
    void json(Object value) {
        byte[] bytes = JsonMapper.builder().build().writeValueAsBytes(value);
        out.write(bytes, 0, bytes.length);
        out.write("\n".getBytes(StandardCharsets.UTF_8), 0, 1);
        out.flush();
    }
}
