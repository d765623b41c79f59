package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.graph.Signal;

/** A loop that no trial has made warm is not taken for one that a trial has. */
final class KernelUsesTest {
    private static final int BLOCKS = 4;

    @Test
    void anOddCountOfTilesAsksForALoopOfItsOwn() throws GraphException {
        KernelUses two = tried(voices(32));
        assertThat(two.suffice(plan(voices(32), GroupKernels.plain()).form())).isTrue();
        assertThat(two.suffice(plan(voices(64), GroupKernels.plain()).form())).isTrue();
        assertThat(two.suffice(plan(voices(48), GroupKernels.plain()).form())).isFalse();
        KernelUses both = two.and(tried(voices(48)));
        assertThat(both.suffice(plan(voices(48), GroupKernels.plain()).form())).isTrue();
        assertThat(both.suffice(plan(voices(20), GroupKernels.plain()).form())).isTrue();
    }

    @Test
    void tilesThatMoveAskForLoopsForOneTwoAndFour() throws GraphException {
        PlanForm two = plan(movingVoices(32), GroupKernels.plain()).form();
        PlanForm three = plan(movingVoices(48), GroupKernels.plain()).form();
        PlanForm four = plan(movingVoices(64), GroupKernels.plain()).form();
        PlanForm seven = plan(movingVoices(112), GroupKernels.plain()).form();
        KernelUses ofTwo = tried(movingVoices(32));
        assertThat(ofTwo.suffice(two)).isTrue();
        assertThat(ofTwo.suffice(three)).isFalse();
        assertThat(ofTwo.suffice(four)).isFalse();
        KernelUses ofThree = ofTwo.and(tried(movingVoices(48)));
        assertThat(ofThree.suffice(three)).isTrue();
        assertThat(ofThree.suffice(seven)).isFalse();
        KernelUses ofAll = ofThree.and(tried(movingVoices(64)));
        assertThat(ofAll.suffice(four)).isTrue();
        assertThat(ofAll.suffice(seven)).isTrue();
    }

    @Test
    void voicesThatAControlMovesAskForLoopsOfThoseThatRestAndThoseThatMove() throws GraphException {
        Signal bright = control("bright", 1, Flux.never());
        PlanForm controlled = plan(voices(32, bright), GroupKernels.plain()).form();
        KernelUses resting = tried(voices(32, bright));
        assertThat(resting.suffice(plan(voices(32), GroupKernels.plain()).form()))
                .isTrue();
        assertThat(resting.suffice(controlled)).isFalse();
        KernelUses moving = tried(movingVoices(32));
        assertThat(moving.suffice(controlled)).isFalse();
        assertThat(moving.and(resting).suffice(controlled)).isTrue();
    }

    @Test
    void frequenciesThatAControlMovesAskForLoopsOfTheirOwn() throws GraphException {
        Signal moving = control("moving", 1, Flux.never());
        Signal trembling =
                voices(i -> naiveSaw(100 + i).times(sine(3 + i).times(moving).plus(1)));
        Signal gliding = voices(i ->
                naiveSaw(100 + i).times(sine(moving.times(3 + i)).times(0.5).plus(1)));
        PlanForm glides = plan(gliding, GroupKernels.plain()).form();
        KernelUses resting = tried(gliding).and(moved(trembling));
        assertThat(resting.suffice(glides)).isFalse();
        KernelUses all = resting.and(moved(gliding));
        assertThat(all.suffice(glides)).isTrue();
        assertThat(takes(resting, gliding, 1)).isTrue();
        assertThat(takes(resting, gliding, 1.1)).isFalse();
        assertThat(takes(all, gliding, 1.1)).isTrue();
    }

    @Test
    void aPlanOfOtherStepsAsksForTheirs() throws GraphException {
        Signal sines = mix(IntStream.range(0, 20)
                .mapToObj(i -> sine(100 + i).gain(0.01 * (i + 1)))
                .toArray(Signal[]::new));
        assertThat(tried(voices(32)).suffice(plan(sines, GroupKernels.plain()).form()))
                .isFalse();
    }

    @Test
    void filtersOfOtherKindsAskForLoopsOfTheirOwn() throws GraphException {
        for (Source source : Source.values()) {
            PlanForm low =
                    plan(filtered(source, true, false), GroupKernels.plain()).form();
            PlanForm someLow =
                    plan(filtered(source, true, true), GroupKernels.plain()).form();
            PlanForm other =
                    plan(filtered(source, false, true), GroupKernels.plain()).form();
            KernelUses ofLow = tried(filtered(source, true, false));
            KernelUses ofOther = tried(filtered(source, false, true));
            assertThat(ofLow.suffice(low)).as("%s", source).isTrue();
            assertThat(ofLow.suffice(other)).as("%s", source).isFalse();
            assertThat(ofLow.suffice(someLow)).as("%s", source).isFalse();
            assertThat(ofOther.suffice(low)).as("%s", source).isFalse();
            assertThat(ofOther.suffice(someLow)).as("%s", source).isTrue();
        }
    }

    private enum Source {
        SAWS,
        NOISE,
        /** Without what makes a voice of them. */
        BARE
    }

    /** Low-passes, high-passes, or either by turns. */
    private static Signal filtered(Source source, boolean low, boolean high) {
        return mix(IntStream.range(0, 32)
                .mapToObj(i -> {
                    Signal from = source == Source.SAWS ? naiveSaw(55 + 3 * i) : whiteNoise(i);
                    boolean isLow = low && !(high && i % 2 == 0);
                    Signal filtered = isLow ? from.lowpass(500 + 50 * i, 2) : from.highpass(500 + 50 * i, 2);
                    return source == Source.BARE
                            ? filtered
                            : filtered.gain(0.01 * (i + 1)).pan(0.01 * i);
                })
                .toArray(Signal[]::new));
    }

    /** What a plan's first blocks use; coefficients settle in the first two. */
    private static KernelUses tried(Signal graph) throws GraphException {
        TrialKernels trial = new TrialKernels();
        RenderPlan plan = plan(graph, trial);
        float[] block = new float[plan.blockFrames() * plan.channels()];
        for (int i = 0; i < BLOCKS; i++) {
            plan.render(block);
        }
        return trial.uses();
    }

    private static Signal voices(IntFunction<Signal> voice) {
        return mix(IntStream.range(1, 33).mapToObj(voice).toArray(Signal[]::new));
    }

    /** What the blocks use in which controls move. */
    private static KernelUses moved(Signal graph) throws GraphException {
        TrialKernels trial = new TrialKernels();
        move(compiled(graph, trial), 1.1);
        return trial.uses();
    }

    /** Renders two blocks: in the second all controls go to a value. */
    private static void move(CompiledGraph compiled, double value) {
        RenderPlan plan = compiled.change().settled();
        plan.adopt(null);
        float[] block = new float[plan.blockFrames() * plan.channels()];
        plan.render(block);
        compiled.controls().forEach(control -> control.cell().set(value));
        plan.render(block);
    }

    /** Whether banks take a block in which controls go to a value, with no kernels but those that were used. */
    private static boolean takes(KernelUses uses, Signal graph, double value) throws GraphException {
        Admitting admitting = new Admitting(uses);
        move(compiled(graph, admitting), value);
        return admitting.takesAll;
    }

    private static final class Admitting extends GroupKernels {
        private final GroupKernels kernels = GroupKernels.plain();
        private final KernelUses uses;
        private boolean takesAll = true;

        Admitting(KernelUses uses) {
            this.uses = uses;
        }

        @Override
        public String name() {
            return GroupKernels.vector().name();
        }

        @Override
        boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
            return kernels.lanes(plan, steps, at, count, from, to);
        }

        @Override
        boolean bank(RenderPlan plan, LaneBank bank, int[] steps, int from, int to) {
            bank.prepare(plan, steps);
            takesAll &= uses.hasAll(bank);
            return kernels.bank(plan, bank, steps, from, to);
        }

        @Override
        boolean run(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
            return kernels.run(plan, steps, at, count, from, to);
        }

        @Override
        void loops(RenderPlan plan, LoopBank bank, int[] steps, int from, int to) {
            kernels.loops(plan, bank, steps, from, to);
        }
    }

    private static CompiledGraph compiled(Signal graph, GroupKernels kernels) throws GraphException {
        return new GraphCompiler(CompileSettings.of(48_000, 128).withKernels(kernels), Bank.NO_FILES).compile(graph);
    }

    private static RenderPlan plan(Signal graph, GroupKernels kernels) throws GraphException {
        return Bank.plan(graph, CompileSettings.of(48_000, 128).withKernels(kernels));
    }

    private static Signal voices(int count) {
        return voices(count, constant(1));
    }

    private static Signal movingVoices(int count) {
        return voices(count, sine(3).times(0.5).plus(1));
    }

    private static Signal voices(int count, Signal bright) {
        return mix(IntStream.range(0, count)
                .mapToObj(i -> naiveSaw(55 + 3 * i)
                        .lowpass(bright.times(500 + 50 * i), constant(2))
                        .gain(0.01 * (i + 1))
                        .pan(0.01 * i))
                .toArray(Signal[]::new));
    }
}
