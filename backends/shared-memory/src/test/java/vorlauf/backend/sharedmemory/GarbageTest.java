package vorlauf.backend.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The callback in C and the one in Java, one after the other behind the same server, while a thread beside the engine fills the
 * heap: how late each period was ready.
 *
 * <p>The server and its clients are threads of SCHED_FIFO where that is permitted, so that it is the JVM that is measured and not the
 * load of the machine. It waits for its clients, so nothing is given up: the client behind them is called when they have done their part, and
 * says how long that took. Figures are printed, {@code -Dvorlauf.soak.seconds} of them; what is asserted is only that they are
 * figures of this.
 */
@Timeout(900)
final class GarbageTest {
    private static final int PERIOD_FRAMES = 128;
    private static final int RATE_HERTZ = 48_000;
    private static final int SECONDS = Integer.getInteger("vorlauf.soak.seconds", 5);
    private static final int MEGABYTES_PER_SECOND = 200;
    private static final int SPARE_SECONDS = 60;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"shared-memory, -XX:+UseG1GC", "jack, -XX:+UseG1GC", "shared-memory, -XX:+UseZGC", "jack, -XX:+UseZGC"})
    void howLateAPeriodIsReady(String backend, String collector) throws Exception {
        String player = Native.compile(folder, "vorlauf_jack.c").toString();
        String capture = Native.compile(folder, "capture.c").toString();
        Path ring = folder.resolve("ring");
        boolean isC = backend.equals("shared-memory");
        try (Jackd server = Jackd.start(PERIOD_FRAMES, "--realtime", "--sync", "--timeout", "10000")) {
            server.awaitReady(player, folder);
            Process engine = engine(collector, backend, isC ? ring.toString() : server.name());
            try {
                if (isC) {
                    Native.until(() -> Files.exists(ring));
                    Native.start(player, ring.toString(), server.name(), "vorlauf");
                }
                report(backend, collector, capture(capture, server));
            } finally {
                engine.destroy();
                engine.onExit().completeOnTimeout(engine, 20, TimeUnit.SECONDS).join();
                engine.destroyForcibly();
            }
        }
    }

    /** The command as a user gives it, in a JVM of its own. */
    private Process engine(String collector, String backend, String device) throws IOException {
        Path patch = folder.resolve("Tone.java");
        Files.writeString(patch, """
                import static vorlauf.graph.Signals.*;
                import vorlauf.graph.Signal;
                Signal patch() {
                    return sine(441.37).gain(0.2);
                }
                """);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                collector,
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "vorlauf.cli.Main",
                "run",
                patch.toString(),
                "--backend",
                backend,
                "--device",
                device,
                "--ring",
                "128",
                "--garbage",
                Integer.toString(MEGABYTES_PER_SECOND),
                "--seconds",
                Integer.toString(SECONDS + SPARE_SECONDS)));
        if (backend.equals("jack")) {
            command.addAll(List.of("--option", "client=vorlauf", "--option", "connect=none"));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.resolve("engine.log").toFile()))
                .start();
    }

    private JsonNode capture(String program, Jackd server) throws Exception {
        Path out = folder.resolve("captured");
        Process process = Native.start(
                program, server.name(), "vorlauf:out", "1", Integer.toString(SECONDS * RATE_HERTZ), out.toString());
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(said + Files.readString(folder.resolve("engine.log")))
                .isZero();
        return JsonMapper.builder().build().readTree(said.substring(said.indexOf('{')));
    }

    private void report(String backend, String collector, JsonNode figures) throws IOException {
        float[] heard = Native.floats(folder.resolve("captured"));
        assertThat(heard).as("frames heard: " + figures).hasSize(SECONDS * RATE_HERTZ);
        int silent = 0;
        for (float sample : heard) {
            silent += sample == 0 ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "%s, %s, %d MB/s of garbage, %d s: ready after p50 %d, p99 %d, p99.9 %d, longest %d us; %d silent frames%n",
                backend.equals("jack") ? "callback in Java" : "callback in C",
                collector,
                MEGABYTES_PER_SECOND,
                SECONDS,
                figures.get("medianMicros").asLong(),
                figures.get("p99Micros").asLong(),
                figures.get("p999Micros").asLong(),
                figures.get("maxMicros").asLong(),
                silent);
        assertThat(figures.get("cycles").asLong()).isGreaterThan((long) heard.length / PERIOD_FRAMES - 2);
        assertThat(silent).isLessThan(heard.length / 2);
    }
}
