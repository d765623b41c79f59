package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A PulseAudio server with a null sink, in a process of its own that nobody else on the machine sees: it keeps time by itself,
 * and its monitor is what a loudspeaker would get.
 */
final class PulseServer implements AutoCloseable {
    /** A configuration of ALSA whose default device is this server's sink. */
    static final String ALSA =
            "</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n";

    private static final String SINK = "vorlauf";
    private static final int ATTEMPTS = 600;

    /** Without {@code norewinds} the sink stands still for seconds at a time. */
    private static final String SCRIPT = "load-module module-native-protocol-unix auth-anonymous=1\n"
            + "load-module module-null-sink sink_name=" + SINK + " format=float32le rate=48000 channels=2 norewinds=1\n"
            + "set-default-sink " + SINK + "\n";

    private final Path folder;
    private final Process process;
    private final List<Recorder> recorders = new ArrayList<>();

    private PulseServer(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Skips the test in plain sight where a package is not installed. */
    static void assumeInstalled() {
        Fork.assumeAlsa();
        assumePackage("pulseaudio", isOnPath("pulseaudio"));
        assumePackage("pulseaudio-utils", isOnPath("parec") && isOnPath("pactl"));
        assumePackage("libasound2-plugins", hasPlugin());
    }

    private static void assumePackage(String name, boolean installed) {
        String line = "skipped: install the package " + name;
        if (!installed) {
            System.out.println(line);
        }
        assumeTrue(installed, line);
    }

    private static boolean isOnPath(String command) {
        for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(place, command))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasPlugin() {
        File[] places = new File("/usr/lib").listFiles(File::isDirectory);
        List<Path> folders = new ArrayList<>(List.of(Path.of("/usr/lib"), Path.of("/usr/lib64")));
        for (File place : places == null ? new File[0] : places) {
            folders.add(place.toPath());
        }
        return folders.stream()
                .anyMatch(place -> Files.exists(place.resolve("alsa-lib").resolve("libasound_module_pcm_pulse.so")));
    }

    /** Starts a server whose socket and settings are in this folder, and waits until it answers. */
    static PulseServer start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(
                folder.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        // A client that finds no server must not start one of its own, which nobody would end.
        Files.writeString(folder.resolve("client.conf"), "autospawn = no\n");
        Path script = Files.writeString(folder.resolve("server.pa"), SCRIPT);
        ProcessBuilder builder = command(
                        folder,
                        "pulseaudio",
                        "-n",
                        "--daemonize=no",
                        "--exit-idle-time=-1",
                        "--use-pid-file=no",
                        "--realtime=no",
                        "--high-priority=no",
                        "--disable-shm=yes",
                        "-F",
                        script.toString())
                .redirectOutput(Redirect.DISCARD);
        PulseServer server = new PulseServer(folder, builder.start());
        try {
            server.awaitAnswer();
        } catch (IOException | InterruptedException | AssertionError e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            assertThat(process.isAlive()).as("the server runs").isTrue();
            Process info = command(folder, "pactl", "info")
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (info.waitFor(10, TimeUnit.SECONDS) && info.exitValue() == 0) {
                return;
            }
            info.destroyForcibly().waitFor();
            Poll.pause();
        }
        throw new AssertionError("the server does not answer");
    }

    private static ProcessBuilder command(Path folder, String... words) {
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(Redirect.DISCARD);
        // Nothing of a server that somebody else runs.
        builder.environment().keySet().removeIf(name -> name.startsWith("PULSE_") || name.startsWith("DBUS_"));
        builder.environment().putAll(environment(folder));
        return builder;
    }

    /** What a client needs to find the server. */
    static Map<String, String> environment(Path folder) {
        return Map.of(
                "XDG_RUNTIME_DIR", folder.resolve("run").toString(),
                "PULSE_CLIENTCONFIG", folder.resolve("client.conf").toString(),
                "HOME", folder.resolve("home").toString());
    }

    /** Records what the sink plays from now on; returns when the first frames, silent ones, have come. */
    Recorder record(int channels, int bits) throws IOException {
        Process parec = command(
                        folder,
                        "parec",
                        "--raw",
                        "--device=" + SINK + ".monitor",
                        "--format=s" + bits + "le",
                        "--rate=48000",
                        "--channels=" + channels,
                        "--latency-msec=50")
                .start();
        Recorder recorder = new Recorder(parec, new FrameCheck(channels, bits));
        recorders.add(recorder);
        Poll.until(() -> recorder.check().heardFrames() > 0 || !parec.isAlive());
        assertThat(parec.isAlive()).as("the recorder runs").isTrue();
        return recorder;
    }

    /** Ends the server as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        recorders.forEach(Recorder::close);
        kill();
    }

    /** A {@code parec} and the check of all it records. */
    static final class Recorder implements AutoCloseable {
        private final Process process;
        private final FrameCheck check;
        private final Thread listening;

        private Recorder(Process process, FrameCheck check) {
            this.process = process;
            this.check = check;
            this.listening = new Thread(this::listen, "test-recorder");
            listening.setDaemon(true);
            listening.start();
        }

        private void listen() {
            byte[] bytes = new byte[1 << 14];
            try (InputStream recorded = process.getInputStream()) {
                for (int count = recorded.read(bytes); count >= 0; count = recorded.read(bytes)) {
                    check.hear(bytes, 0, count);
                }
            } catch (IOException _) {
                // it was ended while it wrote
            }
        }

        FrameCheck check() {
            return check;
        }

        @Override
        public void close() {
            end();
        }

        /** Ends it and waits until all that it wrote is heard. */
        void end() {
            process.destroy();
            process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
            process.destroyForcibly();
            process.onExit().join();
            try {
                listening.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
