package vorlauf.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.CommandException;
import vorlauf.simulate.Experiment;
import vorlauf.simulate.Scenario;
import vorlauf.sweep.RunRow;
import vorlauf.sweep.Slice;
import vorlauf.sweep.SliceWork;
import vorlauf.sweep.SweepPlan;

/**
 * A slice as a worker needs it: scenarios as text with all that lay in files, for it shares no disk with the driver.
 *
 * @param stretches of runs
 */
record SliceTask(List<Stretch> stretches) implements Serializable {
    /**
     * Runs of one scenario.
     *
     * @param scenario as JSON
     * @param cell its number
     * @param firstSeed of the first run
     * @param count of runs
     */
    record Stretch(String scenario, int cell, long firstSeed, int count) implements Serializable {}

    static SliceTask of(SweepPlan plan, Slice slice) {
        List<Stretch> stretches = new ArrayList<>();
        for (Slice.Stretch one : slice.stretches()) {
            String text = plan.experiment(one.cell()).text();
            stretches.add(new Stretch(text, one.cell(), plan.seed(one.first()), one.count()));
        }
        return new SliceTask(stretches);
    }

    /** Runs all of it. */
    List<RunRow> run() {
        List<RunRow> rows = new ArrayList<>();
        JsonMapper mapper = JsonMapper.builder().build();
        for (Stretch stretch : stretches) {
            try {
                Experiment experiment = Experiment.read(mapper.readTree(stretch.scenario()), Path.of(""));
                rows.addAll(
                        SliceWork.run(experiment, stretch.cell(), stretch.firstSeed(), stretch.count(), done -> {}));
            } catch (Scenario.InvalidException e) {
                throw CommandException.failed("scenario " + stretch.cell() + " is not read alike: " + e.getMessage());
            }
        }
        return rows;
    }
}
