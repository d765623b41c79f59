package vorlauf.notebooks;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import vorlauf.compile.GraphException;
import vorlauf.drawing.Counts;
import vorlauf.drawing.Timeline;
import vorlauf.engine.RenderException;
import vorlauf.graph.Signal;
import vorlauf.simulate.Experiment;
import vorlauf.simulate.FillCounts;
import vorlauf.simulate.SimulationObserver;
import vorlauf.simulate.SimulationResult;
import vorlauf.simulate.TimelineRecorder;

/**
 * A scenario and what it came to, in virtual time: the same on every machine.
 *
 * @param experiment times, sizes, platform
 * @param outcome deadlines, underruns, and with an engine all that it did
 * @param timeline lead, blocks, stalls and deadlines around the first underrun, or at the beginning where there is none
 * @param hasUnderrun whether there was one
 * @param fill how full the ring was at the deadlines
 */
public record Simulation(
        Experiment experiment, Experiment.Outcome outcome, Timeline timeline, boolean hasUnderrun, Counts fill) {

    static Simulation of(Experiment experiment, @Nullable Supplier<? extends Publisher<? extends Signal>> graphs)
            throws GraphException, RenderException {
        TimelineRecorder timeline = new TimelineRecorder(experiment.scenario());
        FillCounts fill = new FillCounts(experiment.scenario());
        SimulationObserver both = new SimulationObserver() {
            @Override
            public void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames) {
                timeline.deadline(atNanos, requestedFrames, foundFrames, fillFrames);
                fill.deadline(atNanos, requestedFrames, foundFrames, fillFrames);
            }

            @Override
            public void block(long startNanos, long doneNanos, boolean kept) {
                timeline.block(startNanos, doneNanos, kept);
            }
        };
        Experiment.Outcome outcome =
                graphs == null ? experiment.run(done -> {}, both) : experiment.play(graphs, done -> {}, both);
        return new Simulation(experiment, outcome, timeline.timeline(), timeline.hasUnderrun(), fill.forPicture());
    }

    /** Deadlines that found too few frames. */
    public long underruns() {
        return outcome.timing().underrunEvents();
    }

    /** The share of deadlines that found too few frames. */
    public double probability() {
        SimulationResult timing = outcome.timing();
        return (double) timing.underrunEvents() / Math.max(1, timing.deadlines());
    }
}
