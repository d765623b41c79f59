package vorlauf.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import vorlauf.drawing.Timeline;

/**
 * Keeps what happened around the first underrun of a simulation, for a picture: three times the lead and at least eight periods
 * before and behind it. Where there is no underrun, the beginning is kept.
 *
 * <p>Threads: the simulation's.
 */
public final class TimelineRecorder implements SimulationObserver {
    private static final int MOST_EVENTS = 20_000;
    private static final int LEADS = 3;
    private static final int PERIODS = 8;

    private final Scenario scenario;
    private final long reachNanos;
    private final ArrayDeque<Timeline.Deadline> deadlines = new ArrayDeque<>();
    private final ArrayDeque<Timeline.Block> blocks = new ArrayDeque<>();
    private long underrunNanos = -1;

    /** A recorder for one run of a scenario. */
    public TimelineRecorder(Scenario scenario) {
        this.scenario = scenario;
        double nanosPerFrame = 1e9 / scenario.sampleRateHertz();
        reachNanos = (long) (nanosPerFrame
                * Math.max(LEADS * (double) scenario.leadFrames(), PERIODS * (double) scenario.periodFrames()));
    }

    @Override
    public void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames) {
        if (underrunNanos < 0 && foundFrames < requestedFrames) {
            underrunNanos = atNanos;
        }
        if (isOver(atNanos)) {
            return;
        }
        deadlines.addLast(new Timeline.Deadline(
                atNanos, requestedFrames, foundFrames, (int) Math.min(Integer.MAX_VALUE, fillFrames)));
        while (!deadlines.isEmpty()
                && (underrunNanos < 0 || deadlines.size() > MOST_EVENTS)
                && deadlines.getFirst().atNanos() < atNanos - reachNanos) {
            deadlines.removeFirst();
        }
    }

    @Override
    public void block(long startNanos, long doneNanos, boolean kept) {
        if (isOver(startNanos)) {
            return;
        }
        blocks.addLast(new Timeline.Block(startNanos, doneNanos, kept));
        while (underrunNanos < 0 && blocks.getFirst().doneNanos() < doneNanos - 2 * reachNanos) {
            blocks.removeFirst();
        }
    }

    private boolean isOver(long nanos) {
        return (underrunNanos >= 0 && nanos > underrunNanos + reachNanos) || deadlines.size() > 2 * MOST_EVENTS;
    }

    /** Whether there was an underrun. */
    public boolean hasUnderrun() {
        return underrunNanos >= 0;
    }

    /** What was kept; time 0 is the first underrun, or the beginning where there was none. */
    public Timeline timeline() {
        long lastNanos = deadlines.isEmpty() ? reachNanos : deadlines.getLast().atNanos();
        long from = underrunNanos >= 0
                ? Math.max(0, underrunNanos - reachNanos)
                : deadlines.isEmpty() ? 0 : deadlines.getFirst().atNanos();
        long to = underrunNanos >= 0
                ? Math.min(underrunNanos + reachNanos, Math.max(lastNanos, underrunNanos + 1))
                : lastNanos;
        to = Math.max(to, from + 1);
        long most = Math.max(scenario.leadFrames(), scenario.tuningMostFrames());
        return new Timeline(
                from,
                to,
                underrunNanos >= 0 ? underrunNanos : 0,
                (int) Math.min(Integer.MAX_VALUE, most),
                scenario.blockFrames(),
                scenario.sampleRateHertz(),
                inside(from, to),
                List.copyOf(blocks),
                stalls(from, to));
    }

    private List<Timeline.Deadline> inside(long from, long to) {
        return deadlines.stream()
                .filter(deadline -> deadline.atNanos() >= from && deadline.atNanos() <= to)
                .toList();
    }

    /** The scenario's stalls are a function of its seed: they are looked up again. */
    private List<Timeline.Stall> stalls(long from, long to) {
        List<Timeline.Stall> stalls = new ArrayList<>();
        IntStream.range(0, scenario.stalls().size()).forEach(i -> {
            Stalls one = scenario.stalls().get(i);
            Stalls.Source source = one.source(new RandomStream(scenario.seed(), "stalls" + i));
            Stalls.Interval next = source.next();
            while (next.fromNanos() <= to && stalls.size() < MOST_EVENTS) {
                if (next.toNanos() >= from) {
                    stalls.add(new Timeline.Stall(next.fromNanos(), next.toNanos(), one.stopsConsumer()));
                }
                next = source.next();
            }
        });
        return stalls;
    }
}
