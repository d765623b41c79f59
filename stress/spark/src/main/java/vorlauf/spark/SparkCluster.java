package vorlauf.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import vorlauf.cli.CommandException;
import vorlauf.sweep.Cluster;
import vorlauf.sweep.SliceRunner;

/** Spark, as threads of this process or as a standalone cluster. */
public final class SparkCluster implements Cluster {
    private static final Pattern MASTER = Pattern.compile("local(\\[(\\d+|\\*)])?|spark://[^/,\\s]+:\\d+");
    private static final int FAILED = 3;
    private static final int ANSWER_MILLIS = 5_000;
    private static final String LOOPBACK = "127.0.0.1";

    /** Made by the service loader. */
    public SparkCluster() {}

    @Override
    public SliceRunner connect(String master) {
        if (!MASTER.matcher(master).matches()) {
            throw CommandException.usage("--master " + master + " is none: local[*], local[4] or spark://host:7077");
        }
        endWithStarter();
        boolean local = master.startsWith("local");
        SparkConf settings = new SparkConf().setMaster(master).setAppName("vorlauf sweep");
        settings.setIfMissing("spark.ui.enabled", "false");
        if (!local) {
            requireAnswer(URI.create(master));
            settings.setIfMissing("spark.executor.memory", "512m");
            settings.setIfMissing("spark.executor.extraJavaOptions", flags());
            settings.setIfMissing("spark.jars", String.join(",", jars()));
        }
        if (local || master.contains("//" + LOOPBACK + ":") || master.contains("//localhost:")) {
            settings.setIfMissing("spark.driver.host", LOOPBACK);
            settings.setIfMissing("spark.driver.bindAddress", LOOPBACK);
        }
        try {
            return new SparkRunner(master, new JavaSparkContext(settings));
        } catch (RuntimeException failed) {
            throw CommandException.failed(master + ": "
                    + String.valueOf(failed.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** Whoever kills the command that was typed means all of it, and the folder is held as long as this process lives. */
    private static void endWithStarter() {
        Long starter = Long.getLong(Cluster.STARTER);
        if (starter != null) {
            Thread.ofPlatform().daemon().name("vorlauf-sweep-starter").start(() -> {
                ProcessHandle.of(starter).ifPresent(process -> process.onExit().join());
                System.exit(FAILED);
            });
        }
    }

    /** Spark itself goes on asking for a minute. */
    private static void requireAnswer(URI master) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(master.getHost(), master.getPort()), ANSWER_MILLIS);
        } catch (IOException | IllegalArgumentException silent) {
            throw CommandException.failed(master + ": no cluster answers there");
        }
    }

    private static String flags() {
        return String.join(" ", Cluster.jvmFlags()) + " --add-modules=jdk.incubator.vector";
    }

    /** What workers lack: Vorlauf and its libraries, folders of classes as jars. */
    private static List<String> jars() {
        String given = System.getProperty("vorlauf.spark.application");
        if (given == null) {
            throw CommandException.failed("vorlauf.spark.application names no class path for the workers");
        }
        List<String> jars = new ArrayList<>();
        for (String entry : given.split(Pattern.quote(System.getProperty("path.separator")), -1)) {
            Path path = Path.of(entry);
            jars.add(Files.isDirectory(path) ? jar(path).toString() : path.toString());
        }
        return jars;
    }

    private static Path jar(Path classes) {
        try {
            Path jar = Files.createTempFile("vorlauf-", ".jar");
            jar.toFile().deleteOnExit();
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> files = Files.walk(classes)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    out.putNextEntry(
                            new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
            return jar;
        } catch (IOException e) {
            throw CommandException.failed(classes + ": cannot be packed for the workers");
        }
    }
}
