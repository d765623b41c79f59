package vorlauf.notebooks.saved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Jupyter's own program for running notebooks, over its real protocol, with the kernel specification that the launcher writes.
 * All that it writes lies in one folder.
 *
 * <p>Threads: one.
 */
public final class Nbconvert {
    private static final Path PROGRAM = Path.of("/usr/bin/jupyter-nbconvert");
    private static final int CELL_SECONDS = 240;
    private static final int NOTEBOOK_SECONDS = 600;

    private final Path folder;

    /** Writes the kernel's specification into a folder; this JVM's class path is the kernel's. */
    public Nbconvert(Path folder) throws IOException {
        this.folder = folder;
        KernelSpec.write(folder.resolve("jupyter"));
    }

    /** Whether the Debian package jupyter-nbconvert is there. */
    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /**
     * Runs a notebook and writes it with its outputs to another file.
     *
     * @return the program's exit code: 0 where each cell ran
     */
    public int run(Path notebook, Path executed) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--to",
                        "notebook",
                        "--execute",
                        "--ExecutePreprocessor.kernel_name=" + KernelSpec.NAME,
                        "--ExecutePreprocessor.startup_timeout=" + CELL_SECONDS,
                        "--ExecutePreprocessor.timeout=" + CELL_SECONDS,
                        "--output",
                        executed.toAbsolutePath().toString(),
                        notebook.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile());
        builder.environment().put("JUPYTER_PATH", folder.resolve("jupyter").toString());
        for (String written : List.of("DATA", "CONFIG", "RUNTIME")) {
            builder.environment()
                    .put("JUPYTER_" + written + "_DIR", folder.resolve(written).toString());
        }
        builder.environment().put("IPYTHONDIR", folder.resolve("ipython").toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(NOTEBOOK_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(notebook + " has not ended after " + NOTEBOOK_SECONDS + " s");
            }
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** What the program said in its last run, without colours. */
    public String log() throws IOException {
        return Files.readString(folder.resolve("log.txt")).replaceAll("\u001b\\[[0-9;]*m", "");
    }
}
