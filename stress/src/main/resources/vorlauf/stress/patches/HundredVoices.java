import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import vorlauf.graph.Signal;

/** The voices of W2, but a hundred of them: no multiple of any vector's lanes. */
Signal patch() {
    var voices = new ArrayList<Signal>();
    for (int v = 0; v < 100; v++) {
        voices.add(naiveSaw(55 * Math.pow(2, v / 16.0))
                .lowpass(500 + 50 * v, 2)
                .gain((1 + v % 4) / 128.0)
                .pan(2 * v / 99.0 - 1));
    }
    return mix(voices);
}
