package vorlauf.simulate;

import java.util.ArrayList;
import java.util.List;
import vorlauf.drawing.Timeline;
import vorlauf.drawing.TimelineWindow;

/**
 * Keeps what happened around the first underrun of a simulation, for a picture.
 *
 * <p>Threads: the simulation's.
 */
public final class TimelineRecorder implements SimulationObserver {
    private static final int MOST_STALLS = 20_000;

    private final Scenario scenario;
    private final TimelineWindow window;

    /** A recorder for one run of a scenario. */
    public TimelineRecorder(Scenario scenario) {
        this.scenario = scenario;
        window = new TimelineWindow(
                scenario.leadFrames(),
                scenario.tuningMostFrames(),
                scenario.periodFrames(),
                scenario.blockFrames(),
                scenario.sampleRateHertz(),
                0);
    }

    @Override
    public void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames) {
        window.deadline(atNanos, requestedFrames, foundFrames, fillFrames);
    }

    @Override
    public void block(long startNanos, long doneNanos, boolean kept) {
        window.block(startNanos, doneNanos, kept);
    }

    /** Whether there was an underrun. */
    public boolean hasUnderrun() {
        return window.hasUnderrun();
    }

    /** What was kept; time 0 is the first underrun, or the beginning where there was none. */
    public Timeline timeline() {
        return window.timeline(this::stalls);
    }

    /** The scenario's stalls are a function of its seed: they are looked up again. */
    private List<Timeline.Stall> stalls(long from, long to) {
        List<Timeline.Stall> stalls = new ArrayList<>();
        for (int i = 0; i < scenario.stalls().size(); i++) {
            Stalls one = scenario.stalls().get(i);
            Stalls.Source source = one.source(new RandomStream(scenario.seed(), "stalls" + i));
            Stalls.Interval next = source.next();
            while (next.fromNanos() <= to && stalls.size() < MOST_STALLS) {
                if (next.toNanos() >= from) {
                    stalls.add(new Timeline.Stall(next.fromNanos(), next.toNanos(), one.stopsConsumer()));
                }
                next = source.next();
            }
        }
        return stalls;
    }
}
