package vorlauf.notebooks.saved;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Jupyter's server in a process of its own, which ends with this one. All that it writes lies below one folder; what the user has
 * set up for Jupyter is read.
 *
 * <p>Threads: one.
 */
final class JupyterServer implements AutoCloseable {
    private static final List<String> PROGRAMS = List.of("jupyter-lab", "jupyter-notebook");
    private static final long PATIENCE_SECONDS = 15;

    private final Process process;
    private final String url;

    private JupyterServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** The program to start: JupyterLab, else the classic Notebook; on the path, else where distributions put it. */
    static Optional<Path> program() {
        List<String> folders =
                new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.add("/usr/bin");
        for (String program : PROGRAMS) {
            for (String folder : folders) {
                Path file = Path.of(folder).resolve(program);
                if (!folder.isEmpty() && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Starts the server on a free port of the loopback interface.
     *
     * @param jupyter the one folder that it writes to, apart from notebooks that the user saves
     * @param notebooks what it shows
     * @param browser whether it opens one
     */
    static JupyterServer start(Path program, Path jupyter, Path notebooks, boolean browser) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String token = UUID.randomUUID().toString();
        List<String> command = new ArrayList<>(List.of(program.toString(), "--ip=127.0.0.1", "--port=" + port));
        if (!browser) {
            command.add("--no-browser");
        }
        if (System.getProperty("user.name", "").equals("root")) {
            command.add("--allow-root");
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(notebooks.toFile());
        Map<String, String> environment = builder.environment();
        String home = System.getProperty("user.home", "");
        prepend(environment, "JUPYTER_PATH", jupyter, UserJupyter.data(environment, home));
        prepend(environment, "JUPYTER_CONFIG_PATH", jupyter.resolve("config"), Path.of(home, ".jupyter"));
        environment.put("JUPYTER_CONFIG_DIR", jupyter.resolve("config").toString());
        environment.put("JUPYTER_DATA_DIR", jupyter.resolve("data").toString());
        environment.put("JUPYTER_RUNTIME_DIR", jupyter.resolve("runtime").toString());
        environment.put("IPYTHONDIR", jupyter.resolve("ipython").toString());
        environment.put("JUPYTER_TOKEN", token);
        Path log = jupyter.resolve("server.log");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        return new JupyterServer(process, "http://127.0.0.1:" + port + "/?token=" + token);
    }

    private static void prepend(Map<String, String> environment, String name, Path first, Path last) {
        String between = environment.getOrDefault(name, "");
        environment.put(
                name, first + File.pathSeparator + (between.isEmpty() ? "" : between + File.pathSeparator) + last);
    }

    /** Where to look, with the word that lets one in. */
    String url() {
        return url;
    }

    /** Waits for its end. */
    int await() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends the server, which ends its kernels. */
    @Override
    public void close() {
        process.destroy();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
