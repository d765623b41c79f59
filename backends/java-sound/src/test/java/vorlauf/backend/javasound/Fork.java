package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@link JavaSoundProcess} that is told where its ALSA is, bounded in time by the test and ended by its handle. */
final class Fork implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;
    private final Path errors;
    private final List<String> told = new ArrayList<>();

    private Fork(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.output = process.inputReader();
        this.input = process.outputWriter();
    }

    /** Skips the test in plain sight where ALSA's library is not installed. */
    static void assumeAlsa() {
        boolean there = System.getProperty("os.name", "").equals("Linux") && JavaSoundBackend.isAlsaThere();
        String line = "skipped: needs Linux and libasound.so.2, install the package libasound2";
        if (!there) {
            System.out.println(line);
        }
        assumeTrue(there, line);
    }

    static Fork start(Path alsaConfiguration, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                JavaSoundProcess.class.getName()));
        command.addAll(List.of(arguments));
        Path errors = alsaConfiguration.resolveSibling("errors.txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("ALSA_CONFIG_PATH", alsaConfiguration.toString());
        builder.environment().putAll(environment);
        return new Fork(builder.start(), errors);
    }

    /** A configuration of ALSA in the folder, by its text. */
    static Path configuration(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("alsa.conf"), text);
    }

    /** All lines up to its end. */
    List<String> lines() {
        return output.lines().toList();
    }

    /** The next line that begins so; others are passed over. */
    String await(String beginning) throws IOException {
        List<String> passed = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            told.add(line);
            if (line.startsWith(beginning)) {
                return line;
            }
            passed.add(line);
        }
        throw new AssertionError(
                "no line begins with '" + beginning + "' in " + passed + "; errors: " + Files.readString(errors));
    }

    /** The losses that it has told so far, and how many notices. */
    String toldSummary() {
        return "losses "
                + told.stream().filter(line -> line.startsWith("lost: ")).toList() + ", "
                + told.stream().filter(line -> line.startsWith("notice: ")).count() + " notices";
    }

    /** Gives a command and returns the numbers of the answer: underruns, their frames, frames taken, processor time in ns. */
    long[] ask(String command) throws IOException {
        input.write(command + "\n");
        input.flush();
        String[] words = await(command + " ").split(" ", -1);
        return new long[] {
            Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4])
        };
    }

    /** Says that there will be no command any more and waits for the process to end by itself. */
    void awaitEnd() throws IOException, InterruptedException {
        input.close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        // Its handle outlives it until this returns.
        process.onExit().join();
    }
}
