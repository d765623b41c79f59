package vorlauf.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.cli.CommandException;
import vorlauf.sweep.ResultTable;
import vorlauf.sweep.Results;
import vorlauf.sweep.Sweep;

/** A sweep on Spark has the rows of a local one, whoever dies meanwhile. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class SparkSweepTest {
    private static final String SWEEP = """
            {
              "periodFrames": 48,
              "ringPeriods": [1, 2, 3, 4],
              "renderCost": {"kind": "lognormal", "medianNanos": [400000, 700000, 900000], "sigma": [0.2, 0.5]},
              "stalls": [{"kind": "collector", "collector": ["g1", "serial"], "megabytesPerSecond": 50, "stops": "jvm"}],
              "wakeUp": {"kind": "trace", "file": "wake-ups.txt"},
              "deadlines": 20000,
              "seed": 3,
              "seeds": 50
            }""";

    @TempDir
    private Path folder;

    private Sweep sweep() throws IOException {
        Files.writeString(folder.resolve("wake-ups.txt"), "1000\n50000\n3000\n");
        return Sweep.read(Files.writeString(folder.resolve("sweep-file.json"), SWEEP));
    }

    private static ResultTable rows(Results results) {
        return results.query("SELECT * FROM results ORDER BY ALL");
    }

    private static long parts(Path out) throws IOException {
        if (!Files.isDirectory(out)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }

    @Test
    void twoWorkersOneKilledInTheMiddleComeToTheSameRows() throws Exception {
        Sweep sweep = sweep();
        ResultTable local = rows(sweep.run(folder.resolve("local")));
        assertThat(local.rows()).hasSize(2_400);
        Path out = folder.resolve("cluster");
        try (LoopbackCluster cluster = new LoopbackCluster(Files.createDirectory(folder.resolve("spark")), 2)) {
            CompletableFuture<Results> running = CompletableFuture.supplyAsync(() -> {
                try {
                    return sweep.runOn(cluster.master(), out);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            CountDownLatch never = new CountDownLatch(1);
            while (parts(out) < 3 && !running.isDone()) {
                assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
            }
            cluster.kill(1);
            assertThat(running.isDone())
                    .as("still running when the worker dies")
                    .isFalse();
            assertThat(rows(running.join())).isEqualTo(local);
            assertThat(cluster.masterLog()).contains("Removing worker");
        }
    }

    /** A process that went on unseen would hold the folder for hours. */
    @Test
    void theProcessWithSparkEndsWithTheOneThatStartedIt() throws Exception {
        Path file = Files.writeString(
                folder.resolve("long.json"),
                SWEEP.replace("20000", "20000000").replace("\"file\": \"wake-ups.txt\"", "\"nanos\": [1000]"));
        Path out = folder.resolve("long");
        Process starter = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        Files.readString(Path.of("target", "application.classpath")),
                        "vorlauf.cli.Main",
                        "sweep",
                        file.toString(),
                        "--out",
                        out.toString(),
                        "--master",
                        "local[1]")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("long.txt").toFile())
                .start();
        List<ProcessHandle> started = List.of();
        try {
            CountDownLatch never = new CountDownLatch(1);
            while (starter.isAlive() && !Files.exists(out.resolve("sweep.json"))) {
                assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
            }
            started = starter.children().toList();
            assertThat(started).hasSize(1).allMatch(ProcessHandle::isAlive);
            starter.destroyForcibly().waitFor();
            assertThat(started.getFirst().onExit().get(1, TimeUnit.MINUTES).isAlive())
                    .isFalse();
        } finally {
            started.forEach(ProcessHandle::destroyForcibly);
            starter.destroyForcibly();
        }
    }

    /** What a cell defines exists in the notebook alone, so it may hand over names and no code. */
    @Test
    void aNotebooksCellCallsOneMethod() throws Exception {
        Sweep sweep = sweep();
        String out = folder.resolve("notebook").toString();
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            List<SnippetEvent> events = shell.eval("vorlauf.sweep.Sweep.read(java.nio.file.Path.of(\"" + sweep.file()
                    + "\")).runOn(\"local[2]\", java.nio.file.Path.of(\"" + out + "\")).choices().rows().size()");
            assertThat(events.getFirst().exception()).isNull();
            assertThat(events.getFirst().value()).isEqualTo("4");
        }
        assertThat(rows(Results.in(Path.of(out)))).isEqualTo(rows(sweep.run(folder.resolve("local"))));
    }

    @Test
    void mastersThatAreNoneOrDoNotAnswerAreOneLine() throws Exception {
        Sweep sweep = sweep();
        assertThatThrownBy(() -> sweep.runOn("mesos://here", folder.resolve("none")))
                .isInstanceOf(CommandException.class)
                .hasMessage("--master mesos://here is none: local[*], local[4] or spark://host:7077");
        assertThatThrownBy(() -> sweep.runOn("spark://127.0.0.1:1", folder.resolve("none")))
                .hasMessage("spark://127.0.0.1:1: no cluster answers there");
    }

    /** The class path of those who do not ask for Spark has none of it. */
    @Test
    void nobodyElseHasSpark() throws IOException {
        String application = Files.readString(Path.of("target", "application.classpath"));
        assertThat(application).contains("duckdb").doesNotContain("org/apache/spark");
        assertThat(Files.readString(Path.of("target", "spark.classpath"))).contains("spark-core_2.13");
    }
}
