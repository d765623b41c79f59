package vorlauf.notebooks.saved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vorlauf.cli.CommandException;
import vorlauf.cli.Subcommand;
import vorlauf.drawing.Charts;
import vorlauf.notebooks.kernel.KernelMain;

/** {@code vorlauf notebook}: Jupyter with Vorlauf's kernel; or notebooks run, saved and compared without it. */
@Command(
        name = "notebook",
        mixinStandardHelpOptions = true,
        description = "Opens the notebooks in Jupyter with a Java kernel that has Vorlauf in it.",
        footer = {
            "",
            "Exit codes: 0 done, 1 a cell fails or an output differs, 2 wrong usage, 3 a file or Jupyter failed."
        })
public final class NotebookCommand implements Subcommand {
    private static final String INSTALL = "Jupyter is not installed: apt install jupyter-notebook, or pip install"
            + " jupyterlab, or conda install jupyterlab";

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "notebooks for --execute and --check (default: all in notebooks)")
    private List<Path> files = new ArrayList<>();

    @ArgGroup
    private Task task = new Task();

    @Option(names = "--no-browser", description = "print the address, open no browser")
    private boolean noBrowser;

    /** At most one of these. */
    static final class Task {
        @Option(names = "--execute", description = "run notebooks without Jupyter and save them with their outputs")
        private boolean execute;

        @Option(names = "--check", description = "run notebooks and compare outputs with those saved")
        private boolean check;

        @Option(
                names = "--install",
                description = "tell every Jupyter of this user of the kernel: writes to the user's Jupyter folder")
        private boolean install;

        @Option(names = "--kernel", hidden = true, paramLabel = "FILE", description = "be the kernel of a connection")
        private @org.jspecify.annotations.Nullable Path connection;
    }

    @Override
    public Integer call() throws Exception {
        Path root = Path.of(System.getProperty("vorlauf.root", "")).toAbsolutePath();
        if (task.connection != null) {
            KernelMain.main(new String[] {task.connection.toString()});
        }
        if (task.execute || task.check) {
            return runAll(root);
        }
        if (!files.isEmpty()) {
            throw CommandException.usage("notebooks are named for --execute and --check only");
        }
        if (task.install) {
            return install(root);
        }
        return serve(root);
    }

    private int runAll(Path root) {
        Charts.runHeadless();
        List<Path> notebooks = files.isEmpty() ? all(root.resolve("notebooks")) : files;
        int found = 0;
        for (Path file : notebooks) {
            List<String> problems = new ArrayList<>();
            try {
                SavedNotebook saved = SavedNotebook.read(file);
                SavedNotebook run = SavedNotebook.read(file);
                problems.addAll(run.execute());
                if (task.check) {
                    problems.addAll(run.differences(saved, true));
                } else if (problems.isEmpty()) {
                    Files.writeString(file, run.text());
                }
            } catch (IOException unreadable) {
                throw CommandException.failed(file + ": " + reason(unreadable));
            }
            problems.forEach(problem -> System.out.println(file + ": " + problem));
            if (problems.isEmpty()) {
                System.out.println(file + (task.check ? ": outputs are as saved" : ": saved with its outputs"));
            }
            found += problems.size();
        }
        return found == 0 ? 0 : 1;
    }

    private static String reason(IOException unreadable) {
        return unreadable instanceof java.nio.file.NoSuchFileException
                ? "there is no such file"
                : String.valueOf(unreadable.getMessage());
    }

    private static List<Path> all(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw CommandException.failed(folder + " cannot be read; name the notebooks");
        }
    }

    private static int install(Path root) {
        Path folder = UserJupyter.data(System.getenv(), System.getProperty("user.home", ""))
                .resolve("kernels")
                .resolve(KernelSpec.NAME);
        try {
            KernelSpec.write(
                    folder, List.of(root.resolve("vorlauf").toString(), "notebook", "--kernel", "{connection_file}"));
        } catch (IOException e) {
            throw CommandException.failed(folder + " cannot be written: " + e.getMessage());
        }
        System.out.println("wrote " + folder + "; every Jupyter of this user now offers the kernel Vorlauf (Java)");
        return 0;
    }

    private int serve(Path root) throws InterruptedException {
        Path program = JupyterServer.program().orElseThrow(() -> CommandException.failed(INSTALL));
        Path jupyter = root.resolve("target").resolve("jupyter");
        Path notebooks = root.resolve("notebooks");
        try {
            KernelSpec.write(jupyter);
            Path shown = Files.isDirectory(notebooks) ? notebooks : root;
            try (JupyterServer server = JupyterServer.start(program, jupyter, shown, !noBrowser)) {
                Thread end = new Thread(server::close, "jupyter-end");
                Runtime.getRuntime().addShutdownHook(end);
                System.out.println("Jupyter: " + server.url());
                System.out.println("its log is " + jupyter.resolve("server.log") + "; Ctrl-C ends it");
                int code = server.await();
                if (code != 0) {
                    throw CommandException.failed(
                            "Jupyter has ended with code " + code + "; see " + jupyter.resolve("server.log"));
                }
            }
        } catch (IOException e) {
            throw CommandException.failed(program + " cannot be started: " + e.getMessage());
        }
        return 0;
    }
}
