package vorlauf.stress.handover;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;
import vorlauf.plan.PlanChange;
import vorlauf.plan.PlanForm;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.SampleSource;

/**
 * Plans that tell by their sound which one plays and whether its state was carried over: plan n, from 1, renders n plus a
 * phase that rises by 1/64 a frame.
 *
 * <p>They are compiled once; each situation gets plans of its own made of copies.
 */
final class PlanSeries {
    /** Frames of one turn of the phase. */
    static final int TURN_FRAMES = 64;

    static final int PLANS = 8;

    private static final List<RenderPlan> COMPILED = compile();

    private PlanSeries() {}

    /** A plan at the state in which it was compiled, number 1 to {@link #PLANS}. */
    static RenderPlan plan(int number) {
        PlanForm form = COMPILED.get(number - 1).form();
        return new RenderPlan(new PlanForm(
                form.kernels(),
                form.banks(),
                form.sampleRateHertz(),
                form.blockFrames(),
                form.steps(),
                form.sections(),
                form.bufferCount(),
                form.outputs(),
                form.movingScalars(),
                form.constants(),
                form.scalarSteps(),
                form.cells(),
                form.doubles().clone(),
                form.longs().clone(),
                form.stateOwners(),
                form.payloads(),
                form.nodeTitles(),
                form.meterNames(),
                form.meterOffsets(),
                form.doubleMoves(),
                form.longMoves()));
    }

    /** The frame, within a turn, that a plan would render next. */
    static int nextFrame(RenderPlan plan) {
        return (int) (plan.form().longs()[0] >>> (Long.SIZE - Integer.numberOfTrailingZeros(TURN_FRAMES)));
    }

    private static List<RenderPlan> compile() {
        GraphCompiler compiler = new GraphCompiler(
                CompileSettings.of(PlanSituation.RATE_HERTZ, PlanSituation.BLOCK_FRAMES)
                        .withFadeSeconds(0),
                new NoFiles());
        List<RenderPlan> plans = new ArrayList<>();
        try {
            for (int number = 1; number <= PLANS; number++) {
                Signal phase = Signals.phasor(PlanSituation.RATE_HERTZ / TURN_FRAMES);
                PlanChange change =
                        compiler.compile(phase.plus(Signals.constant(number))).change();
                plans.add(change.settled());
            }
        } catch (GraphException e) {
            throw new IllegalStateException("the series does not compile", e);
        }
        return List.copyOf(plans);
    }

    private static final class NoFiles implements AudioFiles {
        @Override
        public Format probe(Path path) throws UnusableFileException {
            throw new UnusableFileException(path + " is not wanted here");
        }

        @Override
        public SampleSource open(Path path, boolean looped, double sampleRateHertz) throws UnusableFileException {
            throw new UnusableFileException(path + " is not wanted here");
        }
    }
}
