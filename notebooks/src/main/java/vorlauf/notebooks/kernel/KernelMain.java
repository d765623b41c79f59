package vorlauf.notebooks.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import vorlauf.drawing.Charts;

/**
 * The program that Jupyter starts: one kernel, for the connection that a file names, until Jupyter ends it or is gone.
 *
 * <p>Threads: the main thread.
 */
public final class KernelMain {
    /** Held here, as the logging of the JDK forgets the level of a logger that nobody holds. */
    private static final Logger ROOT = Logger.getLogger("");

    /** In place of a connection file: load what a start loads, for an archive of classes, and end. */
    public static final String REHEARSE = "--rehearse";

    private KernelMain() {}

    /** The one argument is Jupyter's connection file. */
    public static void main(String[] arguments) throws GeneralSecurityException {
        if (arguments.length != 1) {
            System.err.println(
                    "Jupyter starts this program with its connection file; start Jupyter: ./vorlauf notebook");
            System.exit(2);
        }
        if (arguments[0].equals(REHEARSE)) {
            rehearse();
        }
        Charts.runHeadless();
        ROOT.setLevel(Level.WARNING);
        KernelConnectionProperties properties = read(Path.of(arguments[0]));
        VorlaufKernel kernel = new VorlaufKernel(new JavaSession());
        kernel.onStartup();
        JupyterConnection connection = new JupyterConnection(properties);
        kernel.becomeHandlerForConnection(connection);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> kernel.onShutdown(false), "notebook-end"));
        endWithParent();
        connection.connect();
        connection.waitUntilClose();
        System.exit(0);
    }

    private static void rehearse() {
        try (JavaSession session = new JavaSession()) {
            session.run(1, "var chord = sine(440).gain(0.2);\nchord", new RecordedOutput());
        }
        System.exit(0);
    }

    private static KernelConnectionProperties read(Path file) {
        try {
            return KernelConnectionProperties.parse(Files.readString(file));
        } catch (IOException e) {
            System.err.println(file + ": the connection file cannot be read: " + e.getMessage());
            System.exit(3);
            throw new IllegalStateException(e);
        }
    }

    /** Jupyter names its process; a kernel whose Jupyter was killed has nobody left who would end it. */
    private static void endWithParent() {
        String parent = System.getenv("JPY_PARENT_PID");
        if (parent != null && parent.matches("\\d{1,18}")) {
            ProcessHandle.of(Long.parseLong(parent)).ifPresent(handle -> {
                CompletableFuture<Void> _ = handle.onExit().thenRun(() -> System.exit(0));
            });
        }
    }
}
