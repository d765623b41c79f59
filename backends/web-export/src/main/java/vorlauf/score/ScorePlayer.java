package vorlauf.score;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;
import vorlauf.plan.ControlCell;
import vorlauf.plan.RenderPlan;

/**
 * Renders a score block by block: the bits of the render that it was recorded from, until somebody holds a control.
 *
 * <p>A control is what the user knows by its name; behind it are all cells of that name.
 *
 * <p>Threads: one at a time.
 */
public final class ScorePlayer {
    private final Score score;
    private final Score.Entry[] timeline;
    private final ControlCell[] cells;
    private final int[] controlOf;
    private final double[] recorded;
    private final List<String> names = new ArrayList<>();
    private final boolean[] held;
    private final double[] heldValue;
    private @Nullable RenderPlan plan;
    private int next;
    private long positionFrames;
    private long mutedBlocks;

    /** A player at frame 0. */
    public ScorePlayer(Score score) {
        this.score = score;
        timeline = score.timeline().toArray(Score.Entry[]::new);
        cells = score.cells().toArray(ControlCell[]::new);
        controlOf = new int[cells.length];
        recorded = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            recorded[i] = cells[i].value();
            controlOf[i] = names.indexOf(cells[i].name());
            if (controlOf[i] < 0) {
                controlOf[i] = names.size();
                names.add(cells[i].name());
            }
        }
        held = new boolean[names.size()];
        heldValue = new double[names.size()];
    }

    /** The score. */
    public Score score() {
        return score;
    }

    /** Names of the controls, in the order in which they first appear. */
    public List<String> controls() {
        return List.copyOf(names);
    }

    /** Frames rendered so far. */
    public long positionFrames() {
        return positionFrames;
    }

    /** Blocks that were silent because a sample in them was not finite. */
    public long mutedBlocks() {
        return mutedBlocks;
    }

    /** Keeps a control at a value from the next block on, whatever was recorded; what is not finite is refused. */
    @RealTime
    public void hold(int control, double value) {
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
            return;
        }
        held[control] = true;
        heldValue[control] = value;
        for (int i = 0; i < cells.length; i++) {
            if (controlOf[i] == control) {
                cells[i].set(value);
            }
        }
    }

    /** Lets a control follow the recording again. */
    @RealTime
    public void follow(int control) {
        held[control] = false;
        for (int i = 0; i < cells.length; i++) {
            if (controlOf[i] == control) {
                cells[i].set(recorded[i]);
            }
        }
    }

    /** The value that a control has: that of its newest cell. */
    @RealTime
    public double value(int control) {
        if (held[control]) {
            return heldValue[control];
        }
        double value = 0;
        for (int i = 0; i < cells.length; i++) {
            value = controlOf[i] == control ? recorded[i] : value;
        }
        return value;
    }

    /** Meter taps of the plan in force. */
    public List<String> meters() {
        RenderPlan current = plan;
        return current == null ? List.of() : current.meterNames();
    }

    /** Largest absolute sample of a tap since it was last taken. */
    @RealTime
    public float takePeak(int meter) {
        RenderPlan current = plan;
        if (current == null) {
            return 0;
        }
        float peak = current.meterPeak(meter);
        current.resetMeter(meter);
        return peak;
    }

    /** Renders the next block into {@code interleaved[0 .. blockFrames * channels)}; silence before the first plan. */
    @RealTime
    public void render(float[] interleaved) {
        while (next < timeline.length && timeline[next].frame() <= positionFrames) {
            happen(timeline[next]);
            next++;
        }
        RenderPlan current = plan;
        if (current == null) {
            int samples = score.blockFrames() * score.channels();
            for (int i = 0; i < samples; i++) {
                interleaved[i] = 0;
            }
        } else if (!current.render(interleaved)) {
            mutedBlocks++;
        }
        positionFrames += score.blockFrames();
    }

    @RealTime
    private void happen(Score.Entry entry) {
        switch (entry) {
            case Score.Value value -> {
                recorded[value.cell()] = value.value();
                if (!held[controlOf[value.cell()]]) {
                    cells[value.cell()].set(value.value());
                }
            }
            case Score.InForce inForce -> {
                RenderPlan coming = score.plans().get(inForce.plan());
                coming.adopt(plan);
                plan = coming;
            }
        }
    }
}
