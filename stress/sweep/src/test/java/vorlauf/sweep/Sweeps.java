package vorlauf.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import vorlauf.render.SystemClock;

/** Small sweeps for tests. */
final class Sweeps {
    /** Ring sizes beside costs: 24 scenarios, some with underruns, some without. */
    static final String SMALL = """
            {
              "periodFrames": 48,
              "ringPeriods": [1, 2, 3, 4],
              "renderCost": {"kind": "lognormal", "medianNanos": [400000, 700000, 900000], "sigma": [0.2, 0.5]},
              "deadlines": 400,
              "seed": 7,
              "seeds": 30
            }""";

    private Sweeps() {}

    static Path file(Path folder, String text) {
        try {
            return Files.writeString(folder.resolve("sweep-file.json"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SweepPlan plan(Path folder, String text) {
        return SweepPlan.read(file(folder, text), done -> {});
    }

    /** Runs a plan; slices have so many deadlines at most. */
    static SweepRun.Ending run(SweepPlan plan, Path out, SliceRunner runner) throws InterruptedException {
        Calibration measured = Calibration.measure(plan, SystemClock.INSTANCE);
        return SweepRun.run(plan, measured, out, runner, Sweep.QUIET);
    }

    /** All rows of a folder, sorted. */
    static ResultTable rows(Path out) {
        return Results.in(out).query("SELECT * FROM results ORDER BY ALL");
    }

    /** Names of the parts that are there. */
    static List<Path> parts(Path out) throws IOException {
        try (var files = Files.list(out)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }
}
