import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import vorlauf.graph.Signal;

/** The voices of W2, each with a slow oscillator of its own on its cutoff. */
Signal patch() {
    var voices = new ArrayList<Signal>();
    for (int v = 0; v < 64; v++) {
        Signal cutoff = sine(0.2 + 0.05 * v).times(200 + 20 * v).plus(500 + 50 * v);
        voices.add(naiveSaw(55 * Math.pow(2, v / 16.0))
                .lowpass(cutoff, constant(2))
                .gain((1 + v % 4) / 128.0)
                .pan(2 * v / 63.0 - 1));
    }
    return mix(voices);
}
