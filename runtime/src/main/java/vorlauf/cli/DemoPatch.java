package vorlauf.cli;

import static vorlauf.graph.Signals.channels;
import static vorlauf.graph.Signals.constant;
import static vorlauf.graph.Signals.control;
import static vorlauf.graph.Signals.feedback;
import static vorlauf.graph.Signals.file;
import static vorlauf.graph.Signals.mix;
import static vorlauf.graph.Signals.sine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import vorlauf.control.RoutedSchedulers;
import vorlauf.graph.Signal;

/**
 * What the demonstration plays: a recording through filters and an echo, a cutoff that a {@code Flux} moves, and a
 * graph that
 * another {@code Flux} changes; what stays keeps its state by key.
 *
 * @param recording file to play, again and again
 * @param recordingChannels its channels; the result is always stereo
 */
record DemoPatch(Path recording, int recordingChannels) implements Supplier<Publisher<Signal>> {
    private static final Duration CUTOFF_EVERY = Duration.ofMillis(20);
    private static final Duration GRAPH_EVERY = Duration.ofMillis(1_250);
    private static final Duration ECHO = Duration.ofMillis(310);

    @Override
    public Publisher<Signal> get() {
        RoutedSchedulers.install();
        Signal guitar = stereo().highpass(60, 0.7).key("recording");
        Signal cutoff = control(
                "cutoff", 1_600, Flux.interval(CUTOFF_EVERY).map(step -> 1_600 + 1_200 * Math.sin(step * 0.06)));
        Signal filtered =
                guitar.lowpass(cutoff, constant(1.4)).peaking(300, 1, -3).key("filtered");
        Signal echo = feedback(
                        loop -> filtered.plus(loop.delay(ECHO).onePole(2_500).times(0.42)))
                .key("echo");
        return Flux.interval(GRAPH_EVERY).startWith(-1L).map(step -> graph(step + 1, guitar, filtered, echo));
    }

    private Signal stereo() {
        Signal looped = file(recording).looped();
        return switch (recordingChannels) {
            case 1 -> looped.balance(0);
            case 2 -> looped;
            default -> channels(looped.channel(0), looped.channel(1));
        };
    }

    /** Three graphs in turn: the echo alone, with a bell-like ring modulation, with the air above the filter. */
    private static Signal graph(long step, Signal guitar, Signal filtered, Signal echo) {
        Signal colour = switch ((int) (step % 3)) {
            case 0 -> constant(0);
            case 1 -> filtered.times(sine(660)).gain(0.35).key("ring");
            default -> guitar.highpass(3_500, 0.7).gain(0.5).key("air");
        };
        return mix(echo, colour).gain(0.7).tanh().meter("output");
    }
}
