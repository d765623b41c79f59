package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vorlauf.notebooks.saved.KernelTimes;

/** Columns stand below their words on a terminal, and pages have the same numbers. */
final class BenchTableTest {
    private static final EngineSpeed ENGINE = new EngineSpeed(
            List.of(new EngineSpeed.Row("sine", 12_345, 200, 500), new EngineSpeed.Row("slow", 83, 77, 1_000)));
    private static final ScaleTable SCALE =
            new ScaleTable(List.of(new ScaleTable.Row("ladder", "plain", 1_000, 2_345.678, 2_048_000)));
    private static final EditTable EDITS =
            new EditTable(EditTable.read("plain ", List.of("WARNING: 1 2 3", "first settled 1.2345 2 3.5")));
    private static final NotebookTable NOTEBOOK =
            new NotebookTable(List.of(new KernelTimes(1.234, 2, 3, List.of(0.5, 0.25, 0.75))));
    private static final SweepTable SWEEP =
            new SweepTable(9_600, List.of(new SweepTable.Row(587_654.3, 1.046, 1.03, 0.98)));

    @Test
    void aTerminalHasColumns() {
        assertThat(ENGINE.text()).isEqualTo("""
                the engine, times real time            by the clock  slowest round    by CPU time
                sine                                         12,345            200            500
                slow                                             83             77          1,000  below the 100 asked for
                """);
        assertThat(SCALE.text()).isEqualTo("""
                graph    kernels   nodes   ns a frame    ps a node          KiB bytes a node
                ladder   plain     1,000     2,345.68     2,345.68        2,000        2,048
                """);
        assertThat(EDITS.text()).isEqualTo("""
                edit     of                        median      90 %      99 % unit
                first    plain settled               1.23      2.00      3.50 steady blocks
                """);
        assertThat(NOTEBOOK.text()).isEqualTo("""
                seconds   answers  first cell  first render  later median  later most
                             1.23        2.00          3.00          0.50        0.75
                """);
        assertThat(SWEEP.text()).isEqualTo("""
                9,600 runs a turn
                loop us/run   time x   cpu x   busy
                      587.7     1.05    1.03    98 %
                """);
    }

    @Test
    void aPageHasATable() {
        assertThat(ENGINE.markdown()).isEqualTo("""
                | the engine plays | times real time, by the clock | slowest round | by CPU time |
                |---|---|---|---|
                | sine | 12,345 | 200 | 500 |
                | slow | 83 | 77 | 1,000 |
                """);
        assertThat(SCALE.markdown()).isEqualTo("""
                | graph | kernels | nodes | ns a frame | ps a node and frame | bytes a node |
                |---|---|---|---|---|---|
                | ladder | plain | 1,000 | 2,345.68 | 2,345.68 | 2,048 |
                """);
        assertThat(EDITS.markdown()).isEqualTo("""
                | edit | of | median | 90 % | 99 % | unit |
                |---|---|---|---|---|---|
                | first | plain settled | 1.23 | 2.00 | 3.50 | steady blocks |
                """);
        assertThat(NOTEBOOK.markdown()).isEqualTo("""
                | kernel answers, s | first cell has its result, s | first render, s | later renders, median, s | longest, s |
                |---|---|---|---|---|
                | 1.23 | 2.00 | 3.00 | 0.50 | 0.75 |
                """);
        assertThat(SWEEP.markdown()).isEqualTo("""
                | plain loop, us a run | sweep, times that | CPU time, times that | cores busy |
                |---|---|---|---|
                | 587.7 | 1.05 | 1.03 | 98 % |
                """);
    }
}
