package vorlauf.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag;
import vorlauf.cli.CommandException;
import vorlauf.sweep.RunRow;
import vorlauf.sweep.Slice;
import vorlauf.sweep.SliceRunner;
import vorlauf.sweep.SweepPlan;

/**
 * Slices as tasks of a cluster; rows come back to this process, which writes them.
 *
 * <p>Threads: one.
 */
final class SparkRunner implements SliceRunner {
    /** Tasks of a job: their scenarios are in the driver's memory at one time. */
    private static final int WAVE = 4_000;

    private static final String OWN = CommandException.class.getName() + ": ";

    private final String master;
    private final JavaSparkContext context;

    SparkRunner(String master, JavaSparkContext context) {
        this.master = master;
        this.context = context;
    }

    @Override
    public void run(SweepPlan plan, List<Slice> slices, Sink sink) {
        ExecutorService writer = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("vorlauf-sweep-writer").factory());
        try {
            for (int first = 0; first < slices.size(); first += WAVE) {
                runWave(plan, slices.subList(first, Math.min(slices.size(), first + WAVE)), sink, writer);
            }
        } finally {
            writer.shutdown();
        }
    }

    private void runWave(SweepPlan plan, List<Slice> slices, Sink sink, ExecutorService writer) {
        List<SliceTask> tasks = new ArrayList<>();
        slices.forEach(slice -> tasks.add(SliceTask.of(plan, slice)));
        RDD<SliceTask> partitions = context.parallelize(tasks, tasks.size()).rdd();
        TakeRows take = new TakeRows(slices, sink, writer);
        try {
            context.sc().runJob(partitions, new RunSlices(), take, ClassTag.apply(RunRow[].class));
            take.finish();
        } catch (Exception failed) { // Scala throws checked exceptions without saying so
            throw oneLine(failed);
        }
    }

    /** Our own line, wherever in the causes or in a trace from a worker it stands. */
    private CommandException oneLine(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof CommandException ours) {
                return ours;
            }
            String message = String.valueOf(cause.getMessage());
            int at = message.indexOf(OWN);
            if (at >= 0) {
                return CommandException.failed(
                        message.substring(at + OWN.length()).lines().findFirst().orElse(""));
            }
        }
        return CommandException.failed(master + ": "
                + String.valueOf(failed.getMessage()).lines().findFirst().orElse(""));
    }

    @Override
    public void close() {
        context.close();
    }
}
