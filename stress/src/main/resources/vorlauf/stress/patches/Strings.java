import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import vorlauf.graph.Signal;

/**
 * A bank of 64 plucked strings (Karplus and Strong, 1983): each second a burst of noise goes into loops of a delay and the
 * mean of two neighbours, 71 to 436 frames long.
 */
Signal patch() {
    Signal burst = whiteNoise(1).times(phasor(1).times(-50).plus(1).clip(0, 1)).times(0.1);
    var strings = new ArrayList<Signal>();
    for (int i = 0; i < 64; i++) {
        int frames = (int) Math.rint(48_000 / (110 * Math.pow(2, i / 24.0)));
        strings.add(feedback(loop -> burst.plus(
                loop.delaySamples(frames).plus(loop.delaySamples(frames + 1)).times(0.498))));
    }
    return mix(strings).gain(1 / 16.0);
}
