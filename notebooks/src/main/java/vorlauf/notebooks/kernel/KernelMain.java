package vorlauf.notebooks.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import vorlauf.drawing.Charts;
import vorlauf.notebooks.display.Clicks;

/**
 * The program that Jupyter starts: one kernel, for the connection that a file names, until Jupyter ends it or is gone.
 *
 * <p>Threads: the main thread.
 */
public final class KernelMain {
    /** Held here, as the logging of the JDK forgets the level of a logger that nobody holds. */
    private static final Logger ROOT = Logger.getLogger("");

    private static final Pattern CONNECTION_FILE = Pattern.compile("kernel-([0-9a-f-]{36})\\.json");

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
        Charts.runHeadless();
        ROOT.setLevel(Level.WARNING);
        if (arguments[0].equals(REHEARSE)) {
            rehearse();
        }
        Path connectionFile = Path.of(arguments[0]);
        KernelConnectionProperties properties = read(connectionFile);
        Clicks.kernelIs(id(connectionFile));
        // the session takes its time, and so does Jupyter between its first question and the first cell
        VorlaufKernel kernel = new VorlaufKernel(CompletableFuture.supplyAsync(KernelMain::session));
        JupyterConnection connection = connect(kernel, properties);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> kernel.onShutdown(false), "notebook-end"));
        endWithParent();
        connection.waitUntilClose();
        System.exit(0);
    }

    private static JavaSession session() {
        try {
            return new JavaSession();
        } catch (RuntimeException failed) {
            System.err.println("the session cannot be started: " + failed);
            System.exit(3);
            throw failed;
        }
    }

    private static JupyterConnection connect(VorlaufKernel kernel, KernelConnectionProperties properties)
            throws GeneralSecurityException {
        kernel.onStartup();
        JupyterConnection connection = new JupyterConnection(properties);
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        return connection;
    }

    private static void rehearse() throws GeneralSecurityException {
        JavaSession session = new JavaSession();
        connect(
                new VorlaufKernel(session),
                new KernelConnectionProperties("127.0.0.1", 0, 0, 0, 0, 0, "tcp", "hmac-sha256", "rehearsal"));
        session.run(1, "var chord = sine(440).lowpass(900, 2).gain(0.2);\nchord", new RecordedOutput());
        session.run(2, "Vorlauf.render(chord, 0.1)", new RecordedOutput());
        session.close();
        System.exit(0);
    }

    /** Jupyter's server names the file of a kernel after its id; other programs do not. */
    private static String id(Path connectionFile) {
        Matcher id = CONNECTION_FILE.matcher(String.valueOf(connectionFile.getFileName()));
        return id.matches() ? id.group(1) : "";
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
