package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForkedProgramTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void reportsTheExitCodeAndKeepsTheOutput() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        ForkedProgram.Ending ending = program("say").run(Duration.ofMinutes(2), lines::add);

        assertThat(ending).isEqualTo(new ForkedProgram.Ending(true, 7));
        assertThat(lines).containsExactly("first", "second");
        assertThat(Files.readAllLines(folder.resolve("log"))).containsExactly("first", "second");
    }

    @Test
    void endsAProgramThatHangsAndTheChildThatItStarted() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        ForkedProgram.Ending ending = program("hang").run(Duration.ofSeconds(5), lines::add);

        assertThat(ending.inTime()).isFalse();
        String child = lines.poll(1, TimeUnit.MINUTES);
        assertThat(child).isNotNull();
        Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(child));
        if (handle.isPresent()) {
            handle.get().onExit().get(1, TimeUnit.MINUTES);
        }
    }

    private ForkedProgram program(String what) {
        return new ForkedProgram(List.of("-Xmx64m", Child.class.getName(), what), folder, folder.resolve("log"));
    }

    /** The program that is forked. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            switch (arguments[0]) {
                case "say" -> {
                    System.out.println("first");
                    System.err.println("second");
                    System.exit(7);
                }
                case "hang" -> {
                    String java = Path.of(System.getProperty("java.home"), "bin", "java")
                            .toString();
                    String classPath = System.getProperty("java.class.path");
                    Process child = new ProcessBuilder(java, "-Xmx64m", "-cp", classPath, Child.class.getName(), "wait")
                            .start();
                    System.out.println(child.pid());
                    child.waitFor();
                }
                case "wait" -> Thread.currentThread().join();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }
}
