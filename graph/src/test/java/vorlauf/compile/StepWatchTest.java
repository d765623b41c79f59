package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.StepWatch;

class StepWatchTest {
    private final AtomicLong time = new AtomicLong();
    private final StepWatch watch = new StepWatch(time::get);

    /** A node that takes so long. */
    private Signal taking(String name, long nanos, Signal input) {
        Processor processor = (inputs, outputs, frameCount) -> {
            System.arraycopy(inputs[0], 0, outputs[0], 0, frameCount);
            time.addAndGet(nanos);
        };
        return Signals.custom(name, 1, () -> processor, input);
    }

    private RenderPlan adopted(Signal graph) {
        RenderPlan plan = Rendering.plain().compile(graph).change().settled();
        plan.adopt(null);
        return plan;
    }

    @ParameterizedTest
    @CsvSource({"100, 300, second, 300", "300, 100, first, 300", "1, 0, first, 1"})
    void namesTheNodeThatTookLongest(long first, long second, String slowest, long nanos) {
        Signal chain = taking(
                        "second",
                        second,
                        taking("first", first, Signals.sine(440)).lowpass(900, 1))
                .gain(0.5);
        RenderPlan plan = adopted(chain);
        plan.render(new float[plan.blockFrames()], watch);
        assertThat(plan.nodeName(watch.slowestNode())).contains(slowest);
        assertThat(watch.slowestNanos()).isEqualTo(nanos);
    }

    @Test
    void aNodeIsNotSlowWhereNoTimePasses() {
        RenderPlan plan = adopted(taking("quick", 0, Signals.sine(440)));
        plan.render(new float[plan.blockFrames()], watch);
        assertThat(watch.slowestNode()).isEqualTo(-1);
        assertThat(watch.slowestNanos()).isZero();
    }

    @Test
    void aCycleInChunksCountsAsOne() {
        Signal source = taking("before", 100, Signals.sine(440));
        RenderPlan plan = adopted(Signals.feedback(
                loop -> source.plus(taking("inside", 10, loop.delaySamples(4)).gain(0.5))));
        plan.render(new float[plan.blockFrames()], watch);
        assertThat(watch.slowestNanos()).isEqualTo(10L * plan.blockFrames() / 4);
        assertThat(plan.nodeName(watch.slowestNode())).doesNotContain("before");
    }

    @Test
    void watchingChangesNoBit() {
        Signal graph = Signals.feedback(loop -> Signals.saw(110)
                .lowpass(900, 2)
                .plus(Signals.mix(List.of(Signals.sine(220), Signals.sine(330), Signals.sine(440))))
                .plus(loop.delaySamples(5).gain(0.3)));
        RenderPlan plain = adopted(graph);
        RenderPlan watched = adopted(graph);
        float[] expected = new float[plain.blockFrames()];
        float[] actual = new float[plain.blockFrames()];
        for (int block = 0; block < 20; block++) {
            plain.render(expected);
            watched.render(actual, block % 3 == 0 ? null : watch);
            assertThat(actual).isEqualTo(expected);
        }
    }
}
