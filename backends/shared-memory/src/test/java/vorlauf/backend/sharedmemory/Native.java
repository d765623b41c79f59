package vorlauf.backend.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/** Programs in C beside the header: compiled for a test, run, and read. */
final class Native {
    private Native() {}

    /** What a program has said and how it ended. */
    record Ended(int exitCode, String output) {}

    /**
     * Compiles a source of this package with the header as it is, or as it lies in the folder already.
     *
     * @param folder gets the sources and the program
     */
    static Path compile(Path folder, String source, String... flags) throws Exception {
        Files.createDirectories(folder);
        Path header = folder.resolve("vorlauf_ring.h");
        if (!Files.exists(header)) {
            Files.writeString(header, text("vorlauf_ring.h"));
        }
        Path file = folder.resolve(source);
        Files.writeString(file, text(source));
        Path program = folder.resolve(source.substring(0, source.indexOf('.')));
        boolean isC = source.endsWith(".c");
        List<String> command = new ArrayList<>(List.of(
                isC ? "gcc" : "g++",
                isC ? "-std=c11" : "-std=c++17",
                "-O2",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-o",
                program.toString(),
                file.toString(),
                "-pthread",
                "-ldl"));
        command.addAll(List.of(flags));
        Ended ended = run(command.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return program;
    }

    static String text(String resource) throws IOException {
        try (InputStream stream = Native.class.getResourceAsStream(resource)) {
            assertThat(stream).as(resource).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Starts a program, or skips the test where it is not installed. */
    static Process start(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            Assumptions.abort(command[0] + " is missing, install the package " + packageOf(command[0]));
            throw e;
        }
    }

    private static String packageOf(String command) {
        return command.equals("jackd") ? "jackd2" : command;
    }

    static Ended run(String... command) throws Exception {
        return end(start(command));
    }

    /** Waits for the end of a process that ends by itself. */
    static Ended end(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended)
                .as("the end of the process; so far it said: " + output)
                .isTrue();
        return new Ended(process.exitValue(), output);
    }

    /** Raw floats of a file. */
    static float[] floats(Path file) throws IOException {
        FloatBuffer samples = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        float[] all = new float[samples.remaining()];
        samples.get(all);
        return all;
    }

    /** Waits for what must happen at some time, and fails after a time in which nothing happens. */
    static void until(BooleanSupplier condition) {
        for (int attempt = 0; attempt < 4_000 && !condition.getAsBoolean(); attempt++) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(condition.getAsBoolean()).as("what was waited for").isTrue();
    }
}
