package vorlauf.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;

/**
 * A graph that holds every kind of node, with numbers, controls and signals as parameters: what a plan can be made of.
 *
 * <p>It is rendered once in a JVM, so that a later graph finds every kernel initialised and known to the JIT.
 */
final class EveryNode {
    private EveryNode() {}

    /** The graph, stereo; its control is {@code control}. */
    static Signal graph() {
        Signal control = Signals.control("control", 440, Flux.never());
        Signal audio = Signals.sine(3).times(200).plus(700);
        List<Signal> all = new ArrayList<>();
        for (Signal hertz : List.of(Signals.constant(220), control, audio)) {
            Signal sources = sources(hertz);
            all.add(sources);
            all.add(filters(sources, hertz));
            all.add(places(sources, hertz));
        }
        all.add(numbers(audio));
        return Signals.mix(all).meter("everything").times(0.01);
    }

    private static Signal sources(Signal hertz) {
        return Signals.mix(
                Signals.sine(hertz),
                Signals.saw(hertz),
                Signals.square(hertz),
                Signals.triangle(hertz),
                Signals.naiveSaw(hertz),
                Signals.naiveSquare(hertz),
                Signals.naiveTriangle(hertz),
                Signals.phasor(hertz),
                Signals.whiteNoise(1),
                Signals.pinkNoise(2));
    }

    private static Signal filters(Signal source, Signal hertz) {
        Signal q = Signals.constant(0.8);
        Signal decibels = Signals.constant(3);
        var outputs = source.stateVariable(hertz, q);
        return Signals.mix(
                source.lowpass(hertz, q),
                source.highpass(hertz, q),
                source.bandpass(hertz, q),
                source.notch(hertz, q),
                source.allpass(hertz, q),
                source.peaking(hertz, q, decibels),
                source.lowshelf(hertz, decibels),
                source.highshelf(hertz, decibels),
                source.onePole(hertz),
                outputs.low(),
                outputs.band(),
                outputs.high(),
                outputs.notch());
    }

    /** Delays, loops, places, shapes and envelopes. */
    private static Signal places(Signal source, Signal hertz) {
        Signal unit = hertz.times(0.001).clip(-1, 1);
        Signal low = unit.times(0.1).minus(1);
        return Signals.mix(
                source.delay(unit.times(0.01).plus(0.01), Duration.ofMillis(50)),
                source.pan(unit),
                Signals.channels(source, source.tanh()).pan(unit),
                Signals.channels(source, source).balance(unit).channel(1),
                source.clip(low, unit.plus(1)),
                source.gain(unit).plus(hertz).minus(hertz),
                Signals.feedback(loop -> source.plus(loop.delaySamples(1).times(0.5))),
                Signals.feedback(
                        loop -> source.plus(loop.delay(Duration.ofMillis(20)).times(unit))),
                Signals.adsr(0.01, 0.02, 0.5, 0.03, Signals.naiveSquare(50)).times(unit),
                Signals.line(Signals.constant(0), unit, Duration.ofMillis(20)));
    }

    private static Signal numbers(Signal source) {
        return Signals.mix(
                source.delay(Duration.ofMillis(3)),
                source.delaySamples(5),
                source.delay(0.004, Duration.ofMillis(10)),
                source.shape(-1, -0.5f, 0, 0.5f, 1).clip(-0.5, 0.5).tanh(),
                source.pan(0.3),
                Signals.channels(source, source).balance(-0.2),
                source.plus(1).minus(1).times(2).gain(0.5),
                source.lowpass(900, 1).onePole(200),
                source.peaking(900, 1, 3).lowshelf(200, 3).highshelf(4_000, -3),
                Signals.line(0, 1, Duration.ofMillis(10)).times(Signals.exponential(0.1, 1, Duration.ofMillis(15))),
                Signals.custom("copy", 1, Copy::new, source));
    }

    /** The plainest processor. */
    private static final class Copy implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            System.arraycopy(inputs[0], 0, outputs[0], 0, frameCount);
        }
    }
}
