package vorlauf.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.engine.Backend;

/** One command line, run in this JVM: its exit code and what it wrote. */
record CommandLineRun(int exitCode, String out, String err) {
    static CommandLineRun of(String... arguments) {
        return with(List.of(new QuietDevice()), arguments);
    }

    static CommandLineRun with(List<Backend> backends, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(stream(out), stream(err), false, () -> backends);
        int exitCode = Main.run(shell, arguments);
        return new CommandLineRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** Standard output, which must be one JSON value and nothing else. */
    JsonNode json() {
        return JsonMapper.builder().build().readTree(out);
    }

    List<String> errorLines() {
        return err.lines().toList();
    }
}
