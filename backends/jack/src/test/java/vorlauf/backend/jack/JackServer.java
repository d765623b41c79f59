package vorlauf.backend.jack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/** A JACK server without hardware, in a process of its own. */
final class JackServer implements AutoCloseable {
    final String name;
    private final Process process;

    private JackServer(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts a server as users do and waits until a client can join it; skips the test where there is no jackd. */
    static JackServer start(String name) throws IOException {
        return start(name, List.of());
    }

    /**
     * Starts a server that waits for its clients, ten seconds long if it must, before it goes on to the next period. The usual one
     * goes on without those that are late, and what they would have heard or said is lost: on a machine with more to do than
     * cores, that is the server's doing and no client's.
     */
    static JackServer startPatient(String name) throws IOException {
        return start(name, List.of("--sync", "--timeout", "10000"));
    }

    private static JackServer start(String name, List<String> manner) throws IOException {
        List<String> command = new ArrayList<>(List.of("jackd", "-n", name, "--no-realtime", "--no-mlock"));
        command.addAll(manner);
        command.addAll(List.of("-d", "dummy", "-r", "48000", "-p", "128", "-C", "0", "-P", "2"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JACK_NO_AUDIO_RESERVATION", "1");
        builder.redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            Assumptions.abort("jackd is missing, install the package jackd2: " + e.getMessage());
            throw e;
        }
        JackServer server = new JackServer(name, process);
        until(() -> {
            long client = JackLibrary.open("waiting", name);
            if (client != 0) {
                JackLibrary.close(client);
            }
            return client != 0;
        });
        return server;
    }

    /** Waits for what must happen at some time, and fails after a time in which nothing happens. */
    static void until(BooleanSupplier condition) {
        for (int attempt = 0; attempt < 3_000; attempt++) {
            if (condition.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(condition.getAsBoolean()).as("what was waited for").isTrue();
    }

    /** Ends the server as a crash would. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        kill();
    }
}
