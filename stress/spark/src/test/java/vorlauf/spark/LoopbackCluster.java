package vorlauf.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import vorlauf.sweep.Cluster;

/** A standalone cluster of processes on loopback: a master and workers with a core each, started from Spark's jars alone. */
final class LoopbackCluster implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final Path folder;
    private final Path home;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    LoopbackCluster(Path folder, int workers) throws IOException, InterruptedException {
        this.folder = folder;
        home = Files.createDirectories(folder.resolve("home"));
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String jar : sparksJars()) {
            Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
        }
        port = freePort();
        start("master", "org.apache.spark.deploy.master.Master", "--port", Integer.toString(port));
        await("master.log", "I have been elected leader");
        for (int i = 0; i < workers; i++) {
            start(
                    "worker" + i,
                    "org.apache.spark.deploy.worker.Worker",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--work-dir",
                    folder.resolve("work" + i).toString(),
                    master());
        }
        for (int i = 0; i < workers; i++) {
            await("worker" + i + ".log", "Successfully registered with master");
        }
    }

    /** What a Spark installation has: what the module names as provided, and what both use. */
    private static List<String> sparksJars() throws IOException {
        String separator = System.getProperty("path.separator");
        List<String> jars = new ArrayList<>(List.of(
                Files.readString(Path.of("target", "spark.classpath")).strip().split(separator, -1)));
        for (String jar : Files.readString(Path.of("target", "application.classpath"))
                .strip()
                .split(separator, -1)) {
            if (jar.contains("jackson-annotations") || jar.contains("guava") || jar.contains("failureaccess")) {
                jars.add(jar);
            }
        }
        return jars;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    private void start(String name, String type, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Cluster.jvmFlags());
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dspark.master.rest.enabled=false",
                "-Dspark.master.ui.port=0",
                "-Dspark.worker.ui.port=0",
                "-cp",
                home.resolve("jars") + "/*",
                type,
                "--host",
                LOOPBACK));
        command.addAll(List.of(words));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        process.environment()
                .putAll(Map.of(
                        "SPARK_LOCAL_IP",
                        LOOPBACK,
                        "SPARK_HOME",
                        home.toString(),
                        "SPARK_SCALA_VERSION",
                        "2.13",
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        processes.add(process.start());
    }

    private void await(String log, String line) throws IOException, InterruptedException {
        Process last = processes.getLast();
        while (!Files.readString(folder.resolve(log)).contains(line)) {
            if (last.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(Files.readString(folder.resolve(log)));
            }
        }
    }

    String master() {
        return "spark://" + LOOPBACK + ":" + port;
    }

    /** Kills a worker as {@code kill -9} does; its executor notices and ends. */
    void kill(int worker) throws InterruptedException {
        processes.get(1 + worker).destroyForcibly().waitFor();
    }

    /** What the master has written. */
    String masterLog() throws IOException {
        return Files.readString(folder.resolve("master.log"));
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }
}
