package vorlauf.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.cli.CommandException;
import vorlauf.simulate.SimulationResult;

final class SweepRunTest {
    private static final LocalRunner TWO = new LocalRunner(2);
    private static final String STOPPING =
            Sweeps.SMALL.replace("\"seeds\": 30", "\"seeds\": 60, \"stop\": {\"relative\": 0.3, \"batch\": 10}");

    @TempDir
    private Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    /** Ends after so many slices, as a process that is killed. */
    private record Interrupted(int slices) implements SliceRunner {
        @Override
        public void run(SweepPlan plan, List<Slice> all, Sink sink) throws InterruptedException {
            new LocalRunner(1).run(plan, all.subList(0, Math.min(slices, all.size())), sink);
            if (all.size() > slices) {
                throw new InterruptedException("enough");
            }
        }
    }

    /** The last slice first. */
    private static final SliceRunner BACKWARDS =
            (plan, slices, sink) -> new LocalRunner(1).run(plan, slices.reversed(), sink);

    @Test
    void aRowIsWhatSimulateSaysOfTheScenarioAndTheSeed() throws Exception {
        SweepPlan plan = Sweeps.plan(folder, Sweeps.SMALL);
        Sweeps.run(plan, out(), TWO);
        ResultTable rows = Sweeps.rows(out());
        assertThat(rows.rows()).hasSize(720);
        assertThat(rows.columns())
                .containsExactly(
                        "cell",
                        "periodFrames",
                        "ringPeriods",
                        "renderCost_kind",
                        "renderCost_medianNanos",
                        "renderCost_sigma",
                        "seed",
                        "deadlines",
                        "underrunEvents",
                        "underrunFrames",
                        "traceHash",
                        "minimumFillFrames",
                        "latencyMillis");
        SimulationResult simulated =
                plan.experiment(11).withSeed(plan.seed(4)).run().timing();
        List<?> row = rows.rows().get(11 * 30 + 4);
        assertThat(simulated.underrunEvents()).isPositive();
        assertThat(row.toString())
                .isEqualTo(List.of(
                                11,
                                48L,
                                2L,
                                "lognormal",
                                900_000L,
                                0.5,
                                11L,
                                400L,
                                simulated.underrunEvents(),
                                simulated.underrunFrames(),
                                String.format("%016x", simulated.traceHash()),
                                simulated.minimumFillFrames(),
                                2.0)
                        .toString());
    }

    @Test
    void goesOnWhereItWasInterruptedAndComesToTheSame() throws Exception {
        SweepPlan plan = Sweeps.plan(folder, Sweeps.SMALL);
        Sweeps.run(plan, folder.resolve("whole"), TWO);
        assertThatThrownBy(() -> Sweeps.run(plan, out(), new Interrupted(5))).isInstanceOf(InterruptedException.class);
        assertThat(Sweeps.parts(out())).hasSize(5);
        Files.write(out().resolve("part-000-000007.parquet.tmp"), new byte[100]);
        SweepRun.Ending ending = Sweeps.run(plan, out(), TWO);
        assertThat(ending.runs()).isEqualTo(720);
        assertThat(ending.foundRuns()).isBetween(1L, 719L);
        assertThat(Sweeps.rows(out())).isEqualTo(Sweeps.rows(folder.resolve("whole")));
        assertThat(Sweeps.run(plan, out(), TWO).foundRuns()).isEqualTo(720);
        assertThat(out().resolve("part-000-000007.parquet.tmp")).doesNotExist();
    }

    @Test
    void aPartThatIsNotWholeIsDoneAgain() throws Exception {
        SweepPlan plan = Sweeps.plan(folder, Sweeps.SMALL);
        Sweeps.run(plan, out(), TWO);
        ResultTable rows = Sweeps.rows(out());
        List<Path> parts = Sweeps.parts(out());
        byte[] bytes = Files.readAllBytes(parts.get(3));
        Files.write(parts.get(3), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Files.write(parts.get(4), new byte[0]);
        Files.copy(parts.get(6), parts.get(5), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.delete(parts.get(6));
        Sweeps.run(plan, out(), TWO);
        assertThat(Sweeps.rows(out())).isEqualTo(rows);
    }

    @Test
    void filesThatAreNotOursStayAndAreNoResults() throws Exception {
        SweepPlan plan = Sweeps.plan(folder, Sweeps.SMALL);
        Path note = Files.createDirectories(out()).resolve("notes.tmp");
        Files.writeString(note, "a user's");
        refused(plan, out(), 2, "holds files and no sweep");
        Files.delete(note);
        Sweeps.run(plan, out(), TWO);
        ResultTable rows = Sweeps.rows(out());
        Files.writeString(note, "a user's");
        Files.copy(Sweeps.parts(out()).getFirst(), out().resolve("copy.parquet"));
        Sweeps.run(plan, out(), TWO);
        assertThat(note).hasContent("a user's");
        assertThat(Sweeps.rows(out())).isEqualTo(rows);
    }

    @Test
    void stopsTheSameScenariosWhateverTheOrderAndTheInterruption() throws Exception {
        SweepPlan plan = Sweeps.plan(folder, STOPPING);
        SweepRun.Ending ending = Sweeps.run(plan, folder.resolve("whole"), TWO);
        assertThat(ending.sparedRuns()).isBetween(100L, 1_300L);
        Sweeps.run(plan, folder.resolve("backwards"), BACKWARDS);
        for (int slices = 1; slices < 6; slices++) {
            try {
                Sweeps.run(plan, out(), new Interrupted(slices * 7));
            } catch (InterruptedException enough) {
                // the next one goes on
            }
        }
        Sweeps.run(plan, out(), new LocalRunner(3));
        ResultTable rows = Sweeps.rows(folder.resolve("whole"));
        assertThat(rows.rows()).hasSize((int) ending.runs());
        assertThat(Sweeps.rows(folder.resolve("backwards"))).isEqualTo(rows);
        assertThat(Sweeps.rows(out())).isEqualTo(rows);
    }

    @Test
    void whatIsLessCertainIsRepeatedMore() throws Exception {
        SweepPlan plan = Sweeps.plan(folder, STOPPING);
        Sweeps.run(plan, out(), TWO);
        ResultTable summary = Results.in(out()).summary();
        for (List<?> row : summary.rows()) {
            long runs = (long) row.get(summary.columns().indexOf("runs"));
            double share = (double) row.get(summary.columns().indexOf("probability"));
            double lower = (double) row.get(summary.columns().indexOf("lower"));
            double upper = (double) row.get(summary.columns().indexOf("upper"));
            assertThat(runs == 60 || (upper - lower) / 2 <= 0.3 * share)
                    .as(row.toString())
                    .isTrue();
        }
    }

    @Test
    void theFolderOfAnotherSweepIsRefusedAndStays() throws Exception {
        Sweeps.run(Sweeps.plan(folder, Sweeps.SMALL), out(), TWO);
        ResultTable rows = Sweeps.rows(out());
        SweepPlan other = Sweeps.plan(folder, Sweeps.SMALL.replace("30", "40"));
        refused(other, out(), 2, out() + ": holds the results of another sweep (24 scenarios, 720 runs)");
        assertThat(Sweeps.rows(out())).isEqualTo(rows);
    }

    @Test
    void aSimulatorOfOtherRulesIsRefused() throws Exception {
        SweepPlan plan = Sweeps.plan(folder, Sweeps.SMALL);
        Sweeps.run(plan, out(), TWO);
        Path manifest = out().resolve(Manifest.NAME);
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replaceFirst("\"probe\":\"[0-9a-f]+\"", "\"probe\":\"0123\""));
        refused(plan, out(), 2, "was begun with a simulator of other rules");
    }

    @Test
    void foldersThatAreNoResultsOrCannotBeWrittenAreOneLine() throws Exception {
        SweepPlan plan = Sweeps.plan(folder, Sweeps.SMALL);
        refused(plan, folder, 2, "holds files and no sweep");
        refused(plan, folder.resolve("sweep-file.json"), 3, "cannot be written (there is a file of this name)");
        refused(plan, Path.of("/proc/vorlauf"), 3, "/proc/vorlauf: cannot be written");
    }

    @Test
    void twoAtOnceAreNotLetIn() throws Exception {
        SweepPlan plan = Sweeps.plan(folder, Sweeps.SMALL);
        try (PartStore held = PartStore.open(out(), plan)) {
            assertThat(held.manifest()).isEmpty();
            refused(plan, out(), 3, "another sweep is writing there at this moment");
        }
    }

    @Test
    void aPartThatCannotBeWrittenEndsItAndLosesNothing() throws Exception {
        SweepPlan plan = Sweeps.plan(folder, Sweeps.SMALL);
        Path inTheWay =
                Files.createDirectories(out().resolve("part-000-000009.parquet").resolve("full"));
        Path manifest = out().resolve(Manifest.NAME);
        Sweeps.run(plan, folder.resolve("whole"), TWO);
        Files.copy(folder.resolve("whole").resolve(Manifest.NAME), manifest);
        refused(plan, out(), 3, "part-000-000009.parquet: cannot be written");
        assertThat(Sweeps.parts(out())).hasSizeGreaterThan(5);
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        assertThat(Sweeps.run(plan, out(), TWO).foundRuns()).isPositive();
        assertThat(Sweeps.rows(out())).isEqualTo(Sweeps.rows(folder.resolve("whole")));
    }

    private static void refused(SweepPlan plan, Path out, int exitCode, String line) {
        assertThatThrownBy(() -> Sweeps.run(plan, out, TWO)).isInstanceOfSatisfying(CommandException.class, wrong -> {
            assertThat(wrong.exitCode()).isEqualTo(exitCode);
            assertThat(wrong.getMessage()).contains(line).doesNotContain("\n");
        });
    }

    @Test
    void queriesSeeARowARun() throws Exception {
        Sweeps.run(Sweeps.plan(folder, Sweeps.SMALL), out(), TWO);
        Results results = Results.in(out());
        ResultTable table =
                results.query("SELECT ringPeriods, count(*) AS runs FROM results GROUP BY ALL ORDER BY ALL");
        assertThat(table.rows()).hasToString("[[1, 180], [2, 180], [3, 180], [4, 180]]");
        assertThat(table.toString().lines().toList())
                .containsExactly(
                        "ringPeriods  runs",
                        "          1   180",
                        "          2   180",
                        "          3   180",
                        "          4   180");
        assertThatThrownBy(() -> results.query("SELECT nothing FROM results"))
                .hasMessageContaining("the query failed")
                .hasMessageContaining("nothing");
        assertThatThrownBy(() -> Results.in(folder.resolve("none"))).hasMessageContaining("no results of a sweep");
    }

    @Test
    void foldersWithSignsOfPatternsAreTakenAsTheyAre() throws IOException, InterruptedException {
        Path odd = folder.resolve("it's [1-3] *?");
        Sweeps.run(Sweeps.plan(folder, Sweeps.SMALL), odd, TWO);
        assertThat(Sweeps.rows(odd).rows()).hasSize(720);
        assertThat(Sweeps.run(Sweeps.plan(folder, Sweeps.SMALL), odd, TWO).foundRuns())
                .isEqualTo(720);
    }

    /** DuckDB would put the home folder for the tilde. */
    @Test
    void filesAreNamedByTheirWholePath() {
        assertThat(PartFile.pattern(Path.of("~", "a.parquet")))
                .isEqualTo("'" + Path.of("").toAbsolutePath() + "/~/a.parquet'");
    }
}
