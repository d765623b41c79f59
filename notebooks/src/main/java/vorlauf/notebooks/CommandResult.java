package vorlauf.notebooks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command printed.
 *
 * @param exitCode 0 done, 1 findings, 2 wrong usage, 3 a device or file failed
 * @param text standard output
 */
public record CommandResult(int exitCode, String text) {
    private static final String MAIN = "vorlauf.cli.Main";
    private static final long LIMIT_SECONDS = 120;

    static CommandResult of(List<String> jvmOptions, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path", "")), MAIN));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(String.join(" ", arguments) + ": did not end within " + LIMIT_SECONDS + " s");
            }
            return new CommandResult(process.exitValue(), text);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String absolute(String classPath) {
        List<String> places = new ArrayList<>();
        for (String place : classPath.split(File.pathSeparator, -1)) {
            places.add(Path.of(place).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, places);
    }

    /**
     * The output as JSON.
     *
     * <p>Errors: {@link IllegalStateException} where it is none, with the exit code.
     */
    public JsonNode json() {
        if (text.isBlank()) {
            throw new IllegalStateException("the command printed nothing; exit code " + exitCode);
        }
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (JacksonException e) {
            throw new IllegalStateException("the command printed no JSON; exit code " + exitCode, e);
        }
    }
}
