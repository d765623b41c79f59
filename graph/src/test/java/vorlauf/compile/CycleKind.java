package vorlauf.compile;

import static vorlauf.graph.Signals.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import vorlauf.graph.Signal;

/** Cycles that stand beside each other, some of them behind a header of loops, some in a bank, some by themselves. */
@SuppressWarnings("ImmutableEnumChecker") // functions that hold nothing
enum CycleKind {
    PLUCKED(i -> loop(
            i,
            y -> tap(y, 20 + 5 * i, "a" + i).plus(tap(y, 21 + 5 * i, "b" + i)).times(0.498))),
    HIGH(i -> loop(
            i,
            y -> tap(y, 1 + i % 15, "a" + i).plus(tap(y, 2 + i % 15, "b" + i)).times(0.49))),
    COMB(i -> loop(i, y -> tap(y, 16 + 3 * i, "a" + i).times(0.9 - 0.01 * i))),
    TWO_TAPS(i -> {
        Signal pick = pick(i);
        return feedback(y -> pick.plus(tap(y, 30 + i, "a" + i).times(0.4))
                .plus(tap(y, 70 - i, "b" + i).times(0.3 + 0.001 * i)));
    }),
    FAR_APART(i -> loop(
            i, y -> tap(y, 17 + i, "a" + i).plus(tap(y, 500 + 9 * i, "b" + i)).times(0.45))),
    STEREO(i -> {
        Signal pick = pick(i).pan(0.02 * i - 0.5);
        return feedback(y -> pick.plus(tap(y, 40 + i, "a" + i).times(0.8)));
    }),
    DAMPED(i -> loop(i, y -> tap(y, 30 + 4 * i, "a" + i).onePole(5_000).times(0.98))),
    RINGING(i -> loop(i, y -> tap(y, 1 + i % 20, "a" + i).lowpass(4_000, 0.7).times(0.9))),
    TUNED(i -> loop(
            i,
            y -> y.delay(0.0005 + 0.000123 * i, Duration.ofMillis(12))
                    .key("a" + i)
                    .onePole(6_000)
                    .times(0.95))),
    BENT(i -> {
        Signal seconds = control("bend" + i, 0.001 + 0.0001 * i, Flux.never());
        return loop(i, y -> y.delay(seconds, Duration.ofMillis(12)).times(0.9));
    }),
    VIBRATO(i -> {
        Signal seconds = sine(5 + i).times(0.0002).plus(0.0007 + 0.0001 * i);
        return loop(
                i, y -> y.delay(seconds, Duration.ofMillis(12)).onePole(8_000).times(0.9));
    }),
    VIBRATO_OF_ITS_OWN(i -> loop(
            i,
            y -> y.delay(y.delaySamples(50 + i).times(0.0001).plus(0.001), Duration.ofMillis(5))
                    .times(0.9)
                    .tanh())),
    CURVED(i -> loop(i, y -> tap(y, 1 + i, "a" + i).times(3).tanh().times(0.3)));

    private final IntFunction<Signal> voice;

    CycleKind(IntFunction<Signal> voice) {
        this.voice = voice;
    }

    /** Voices from one on, of which every so many are there. */
    List<Signal> voices(int count, int first, int every) {
        List<Signal> voices = new ArrayList<>();
        for (int i = first; i < first + count; i += every) {
            voices.add(voice.apply(i).times(0.05 + 0.001 * i).key("v" + i));
        }
        return voices;
    }

    static Signal pick(int i) {
        return whiteNoise(i).times(line(1, 0, Duration.ofMillis(3))).times(0.2).key("pick" + i);
    }

    static Signal loop(int i, UnaryOperator<Signal> back) {
        Signal pick = pick(i);
        return feedback(y -> pick.plus(back.apply(y)));
    }

    static Signal tap(Signal y, int frames, String key) {
        return y.delaySamples(frames).key(key);
    }
}
