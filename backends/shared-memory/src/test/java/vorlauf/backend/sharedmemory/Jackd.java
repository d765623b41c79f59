package vorlauf.backend.sharedmemory;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A JACK server without hardware that lives as long as a test. */
final class Jackd implements AutoCloseable {
    private final String name;
    private final Process process;

    private Jackd(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts a server with periods of so many frames and further options, or skips the test where there is none to start. */
    static Jackd start(int periodFrames, String... manner) throws IOException {
        String name = "vorlauf-c-test-" + ProcessHandle.current().pid();
        List<String> command = new ArrayList<>(List.of("jackd", "-n", name, "--no-mlock"));
        command.addAll(List.of(manner));
        command.addAll(
                List.of("-d", "dummy", "-r", "48000", "-p", Integer.toString(periodFrames), "-C", "0", "-P", "2"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JACK_NO_AUDIO_RESERVATION", "1");
        builder.redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
        try {
            return new Jackd(name, builder.start());
        } catch (IOException e) {
            Assumptions.abort("jackd is missing, install the package jackd2: " + e.getMessage());
            throw e;
        }
    }

    String name() {
        return name;
    }

    /** Waits until it takes clients: the player says which port it cannot reach, or which server. */
    void awaitReady(String player, Path folder) {
        Native.until(() -> canJoin(player, folder));
    }

    private boolean canJoin(String player, Path folder) {
        try {
            Path other = folder.resolve("other");
            RingFile file = RingFile.create(other, 64, 1, 48_000);
            file.ring().markAllWritten();
            int exitCode = Native.run(player, other.toString(), name, "probe").exitCode();
            file.close();
            return exitCode == 0;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
