package vorlauf.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.control.ControlMail;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;
import vorlauf.plan.PlanChange;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.SampleSource;
import vorlauf.ring.RecordRing;

class BlockRendererTest {
    private static final int BLOCK = 16;
    private static final double RATE = 48_000;

    private final RecordRing records = new RecordRing(RenderRecord.LONGS, 1 << 12);
    private final ControlMail mail = new ControlMail();
    private BlockRenderer renderer = new BlockRenderer(mail, BLOCK, 1, RATE, records, 4);
    private GraphCompiler compiler = compiler(0.001);

    private static GraphCompiler compiler(double fadeSeconds) {
        return new GraphCompiler(CompileSettings.of(RATE, BLOCK).withFadeSeconds(fadeSeconds), new NoFiles());
    }

    private PlanChange compile(Signal graph) {
        try {
            return compiler.compile(graph).change();
        } catch (GraphException e) {
            throw new AssertionError(e);
        }
    }

    private float render() {
        renderer.renderBlock(0);
        return renderer.interleaved()[BLOCK - 1];
    }

    private List<long[]> read(long kind) {
        List<long[]> found = new ArrayList<>();
        long[] record = new long[RenderRecord.LONGS];
        while (records.read(record)) {
            if (record[RenderRecord.KIND] == kind) {
                found.add(record.clone());
            }
        }
        return found;
    }

    @Test
    void rendersSilenceUntilThereIsAPlan() {
        assertThat(render()).isZero();
        assertThat(renderer.positionFrames()).isEqualTo(BLOCK);
        assertThat(renderer.offer(compile(Signals.constant(0.5)))).isTrue();
        assertThat(render()).isEqualTo(0.5f);
        assertThat(renderer.pollRetired()).isNull();
    }

    @Test
    void theEndOfAFadeNeedsNoControlThread() {
        PlanChange first = compile(Signals.constant(0));
        renderer.offer(first);
        render();
        PlanChange second = compile(Signals.constant(1));
        assertThat(second.transition()).isNotNull();
        assertThat(second.transitionBlocks()).isEqualTo(3);
        renderer.offer(second);
        assertThat(render()).isBetween(0.3f, 0.34f);
        assertThat(renderer.pollRetired()).isSameAs(first.settled());
        render();
        assertThat(render()).isEqualTo(1f);
        assertThat(renderer.pollRetired()).isNull();
        assertThat(render()).isEqualTo(1f);
        assertThat(renderer.pollRetired()).isSameAs(second.transition());
        assertThat(read(RenderRecord.SWAP))
                .extracting(swap -> swap[RenderRecord.SWAP_REVISION] + ":" + swap[RenderRecord.SWAP_TRANSITION] + "@"
                        + swap[RenderRecord.POSITION_FRAMES])
                .containsExactly("1:0@0", "2:1@16", "2:0@64");
    }

    @Test
    void aTransitionStaysInForceUntilItsSettledPlanHasCome() throws GraphException {
        renderer.offer(compile(Signals.constant(0)));
        render();
        PlanChange second = compiler.begin(Signals.constant(1)).change();
        assertThat(second.settledOrNull()).isNull();
        assertThatThrownBy(second::settled).hasMessageContaining("change 2");
        renderer.offer(second);
        for (int block = 0; block < second.transitionBlocks(); block++) {
            render();
        }
        for (int block = 0; block < 5; block++) {
            assertThat(render()).isEqualTo(1f);
        }
        assertThat(read(RenderRecord.SWAP)).hasSize(2);
        compiler.finish();
        assertThat(render()).isEqualTo(1f);
        assertThat(read(RenderRecord.SWAP))
                .extracting(swap -> swap[RenderRecord.SWAP_REVISION] + ":" + swap[RenderRecord.SWAP_TRANSITION] + "@"
                        + swap[RenderRecord.POSITION_FRAMES])
                .containsExactly("2:0@" + 9 * BLOCK);
        renderer.pollRetired();
        assertThat(renderer.pollRetired()).isSameAs(second.transition());
        assertThatThrownBy(() -> second.settle(second.settled())).hasMessageContaining("settled already");
    }

    @Test
    void theNextChangeWaitsForASettledPlanThatIsLate() throws GraphException {
        renderer.offer(compile(Signals.constant(0)));
        render();
        renderer.offer(compiler.begin(Signals.constant(1)).change());
        render();
        renderer.offer(compile(Signals.constant(0.5))); // settles the one before first
        for (int block = 0; block < 3; block++) {
            render();
        }
        assertThat(renderer.revision()).isEqualTo(3);
    }

    @Test
    void theNextChangeWaitsForTheEndOfATransition() {
        renderer.offer(compile(Signals.constant(0)));
        render();
        renderer.offer(compile(Signals.constant(1)));
        render();
        renderer.offer(compile(Signals.constant(0.5)));
        render();
        assertThat(render()).isEqualTo(1f);
        assertThat(renderer.revision()).isEqualTo(2);
        render();
        assertThat(renderer.revision()).isEqualTo(3);
    }

    @Test
    void refusesAChangeWhenTheQueueIsFullAndTakesItLater() {
        renderer.offer(compile(Signals.constant(0)));
        renderer.offer(compile(Signals.constant(1)));
        assertThat(renderer.hasRoomForChange()).isFalse();
        PlanChange third = compile(Signals.constant(0.5));
        assertThat(renderer.offer(third)).isFalse();
        render();
        assertThat(renderer.offer(third)).isTrue();
    }

    @Test
    void keepsThePlanInForceWhileRetiredPlansAreNotCollected() {
        compiler = compiler(0);
        List<RenderPlan> plans = new ArrayList<>();
        int inForce = 0;
        for (int edit = 0; edit < 20; edit++) {
            PlanChange change = compile(Signals.constant(edit / 20.0));
            if (!renderer.offer(change)) {
                break;
            }
            plans.add(change.settled());
            render();
            inForce = (int) renderer.revision();
        }
        // Four places: after three retired plans there is no room for two more.
        assertThat(inForce).isEqualTo(4);
        assertThat(renderer.swapsDeferred()).isEqualTo(1);
        assertThat(renderer.interleaved()[0]).isEqualTo(3 / 20f);
        for (int block = 0; block < 100; block++) {
            assertThat(render()).isEqualTo(3 / 20f);
        }
        assertThat(renderer.swapsDeferred()).isEqualTo(1);
        assertThat(collect()).isEqualTo(plans.subList(0, 3));
        render();
        assertThat(renderer.revision()).isEqualTo(5);
        render();
        assertThat(renderer.revision()).isEqualTo(6);
        assertThat(collect()).isEqualTo(plans.subList(3, 5));
    }

    private List<RenderPlan> collect() {
        List<RenderPlan> all = new ArrayList<>();
        for (@Nullable RenderPlan plan = renderer.pollRetired(); plan != null; plan = renderer.pollRetired()) {
            all.add(plan);
        }
        return all;
    }

    @Test
    void positionsMayBeginAnywhere() {
        renderer = new BlockRenderer(mail, BLOCK, 1, RATE, records);
        renderer.startAt(4_800);
        renderer.offer(compile(Signals.constant(1)));
        render();
        assertThat(read(RenderRecord.SWAP).getFirst()[RenderRecord.POSITION_FRAMES])
                .isEqualTo(4_800);
        assertThat(renderer.positionFrames()).isEqualTo(4_816);
    }

    /** No files at all. */
    static final class NoFiles implements AudioFiles {
        @Override
        public Format probe(Path path) throws UnusableFileException {
            throw new UnusableFileException("no files here");
        }

        @Override
        public SampleSource open(Path path, boolean looped, double sampleRateHertz) throws UnusableFileException {
            throw new UnusableFileException("no files here");
        }
    }
}
