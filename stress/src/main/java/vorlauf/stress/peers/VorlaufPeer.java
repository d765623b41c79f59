package vorlauf.stress.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vorlauf.stress.ForkedProgram;
import vorlauf.stress.bench.WorkloadProgram;

/**
 * Vorlauf with one set of kernels, a JVM for each workload.
 *
 * @param kernels "plain" or "vector"
 * @param options further options of the JVM
 */
record VorlaufPeer(String kernels, List<String> options) implements Peer {
    private static final long LIMIT_SECONDS = 120;

    VorlaufPeer(String kernels) {
        this(kernels, List.of("-Xmx512m", "-XX:+UseZGC", "--add-modules=jdk.incubator.vector"));
    }

    @Override
    public String name() {
        return "vorlauf " + kernels;
    }

    @Override
    public @Nullable String missing() {
        return kernels.equals("vector")
                        && ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()
                ? "this JVM was started without --add-modules jdk.incubator.vector"
                : null;
    }

    @Override
    public boolean knows(String workload) {
        return true;
    }

    @Override
    public Contestant prepare(String workload, Path folder) throws IOException, InterruptedException, PeerException {
        Path samples = folder.resolve("samples.raw");
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of(WorkloadProgram.class.getName(), workload, kernels, samples.toString()));
        Process process = new ProcessBuilder(ForkedProgram.javaCommand(arguments))
                .directory(folder.toFile())
                .redirectError(folder.resolve("log.txt").toFile())
                .start();
        Running running = new Running(process, samples);
        running.begin();
        return running;
    }

    /** A JVM that waits for its next round. */
    private static final class Running implements Contestant {
        private final Process process;
        private final PrintStream to;
        private final BufferedReader from;
        private final Path samples;
        private int channels;
        private long allocatedBytes;

        Running(Process process, Path samples) {
            this.process = process;
            this.samples = samples;
            to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
            from = process.inputReader(StandardCharsets.UTF_8);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "vorlauf-peer-end"));
        }

        void begin() throws IOException, InterruptedException, PeerException {
            String[] words = line().split(" ", -1);
            if (!words[0].equals("ready")) {
                throw new PeerException("has said: " + String.join(" ", words));
            }
            channels = Integer.parseInt(words[1]);
        }

        @Override
        public String note() {
            return allocatedBytes == 0 ? "" : allocatedBytes + " bytes allocated";
        }

        @Override
        public float[][] samples() throws IOException {
            return Samples.ofFloats(samples, channels);
        }

        @Override
        public double cpuNanosPerFrame(double seconds) throws IOException, InterruptedException, PeerException {
            to.println(seconds);
            String[] words = line().split(" ", -1);
            allocatedBytes += Long.parseLong(words[1]);
            return Double.parseDouble(words[0]);
        }

        private String line() throws IOException, InterruptedException, PeerException {
            CompletableFuture<@Nullable String> line = CompletableFuture.supplyAsync(() -> {
                try {
                    return from.readLine();
                } catch (IOException e) {
                    return null;
                }
            });
            try {
                String said = line.get(LIMIT_SECONDS, TimeUnit.SECONDS);
                if (said == null) {
                    close();
                    throw new PeerException("the JVM has ended; its log is " + samples.resolveSibling("log.txt"));
                }
                return said;
            } catch (TimeoutException late) {
                close();
                throw new PeerException("no answer within " + LIMIT_SECONDS + " s");
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
