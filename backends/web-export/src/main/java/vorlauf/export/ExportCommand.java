package vorlauf.export;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.CommandException;
import vorlauf.cli.Patch;
import vorlauf.cli.PatchLoader;
import vorlauf.cli.PlanOptions;
import vorlauf.cli.StatusLine;
import vorlauf.cli.Subcommand;
import vorlauf.cli.Terminal;
import vorlauf.cli.Usage;
import vorlauf.compile.GraphException;
import vorlauf.engine.OfflineSettings;
import vorlauf.engine.RenderException;

/** {@code vorlauf export}: a patch as a static page that renders it in the browser. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes a page that renders the patch in the browser, with the same bits and without a server.")
public final class ExportCommand implements Subcommand {
    private static final int MOST_CHANNELS = 32;
    private static final double MOST_SECONDS = 3_600;

    @Parameters(paramLabel = "PATCH", description = "Java source file with a method patch().")
    private Path patch = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            required = true,
            description = "Folder for the page; made if needed.")
    private Path out = Path.of("");

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "20",
            description = "How long streams of the patch are recorded (${DEFAULT-VALUE}); at most 3600.")
    private double seconds;

    @Option(names = "--title", paramLabel = "TEXT", description = "Title of the page; none: the patch's name.")
    private @Nullable String title;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    private final PrintStream stdout;
    private final PrintStream stderr;

    /** Made by the service loader. */
    public ExportCommand() {
        this(System.out, System.err);
    }

    ExportCommand(PrintStream stdout, PrintStream stderr) {
        this.stdout = stdout;
        this.stderr = stderr;
    }

    @Override
    public Integer call() throws GraphException, RenderException, IOException, InterruptedException {
        if (seconds > MOST_SECONDS) {
            throw CommandException.usage(
                    "--seconds " + seconds + " is not possible: at most 3600, as it is in the page");
        }
        plan.check();
        OfflineSettings settings = Usage.check(
                () -> OfflineSettings.of(plan.rateHertz(), plan.blockFrames(), Usage.frames(seconds, plan.rateHertz()))
                        .withKernels(plan.kernels()));
        Path page = out.resolve("index.html");
        requireOurs(page);
        Patch loaded = PatchLoader.load(patch);
        StatusLine status = new StatusLine(stderr, !json && Terminal.isStandardError());
        Recording recording = Recording.of(loaded, settings, status);
        if (recording.channels() > MOST_CHANNELS) {
            throw CommandException.usage(loaded.fileName() + " has " + recording.channels()
                    + " channels, a browser takes " + MOST_CHANNELS + "; mix it down");
        }
        String stem = loaded.fileName().replaceFirst("\\.java$", "");
        byte[] bytes = Page.of(title == null ? stem : title, recording).getBytes(StandardCharsets.UTF_8);
        write(page, bytes);
        if (json) {
            stdout.println(JsonMapper.builder().build().writeValueAsString(figures(page, bytes, recording)));
        } else {
            print(loaded, page, bytes, recording);
        }
        return 0;
    }

    /** What somebody else wrote is not overwritten. */
    private static void requireOurs(Path page) {
        try {
            if (Files.exists(page) && !Files.readString(page).contains(Page.GENERATOR)) {
                throw CommandException.failed(
                        page + " is there and was not written by vorlauf export; choose another folder");
            }
        } catch (IOException unreadable) {
            throw CommandException.failed(page + " is there and cannot be read; choose another folder");
        }
    }

    private void write(Path page, byte[] bytes) {
        try {
            Files.createDirectories(out);
            Files.write(page, bytes);
            for (Map.Entry<String, String> companion : Page.companions()) {
                Files.writeString(out.resolve(companion.getKey()), companion.getValue());
            }
        } catch (IOException unwritable) {
            throw CommandException.failed(out + ": cannot be written: "
                    + (Files.isRegularFile(out) ? "it is a file, not a folder" : reason(unwritable)));
        }
    }

    private static String reason(IOException unwritable) {
        return switch (unwritable) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException there -> there.getFile() + " is a file, not a folder";
            default -> String.valueOf(unwritable.getMessage());
        };
    }

    private static Map<String, Object> figures(Path page, byte[] bytes, Recording recording) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("page", page.toString());
        figures.put("bytes", bytes.length);
        figures.put("frames", recording.frames());
        figures.put("channels", recording.channels());
        figures.put("sampleRate", recording.sampleRateHertz());
        figures.put("graphs", recording.graphs());
        figures.put("controls", recording.controls().size());
        figures.put("hashedFrames", recording.hashedFrames());
        figures.put("sha256", recording.sha256());
        return figures;
    }

    private void print(Patch loaded, Path page, byte[] bytes, Recording recording) {
        double recorded = recording.frames() / recording.sampleRateHertz();
        String graphs = recording.moves()
                ? String.format(
                        Locale.ROOT,
                        "the first %.1f s of its streams are recorded (%s), then the page repeats them",
                        recorded,
                        count(recording.graphs(), "graph"))
                : "one graph that does not change";
        stdout.printf(
                Locale.ROOT,
                "%s: %s; %s with a slider%n",
                loaded.fileName(),
                graphs,
                count(recording.controls().size(), "control"));
        stdout.printf(
                Locale.ROOT,
                "%s: %,d bytes, needs no server; README.txt beside it tells where it plays best%n",
                page,
                bytes.length);
        stdout.printf(
                Locale.ROOT,
                "sha256 %s of the first %.1f s, which the page computes again%n",
                recording.sha256(),
                recording.hashedFrames() / recording.sampleRateHertz());
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
