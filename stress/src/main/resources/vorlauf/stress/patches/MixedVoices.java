import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import vorlauf.graph.Signal;

/** Three kinds of voices in one mix, declared by turns: 20 filtered saws, 31 FM pairs, 13 clipped bells. */
Signal patch() {
    var voices = new ArrayList<Signal>();
    for (int v = 0; v < 31; v++) {
        if (v < 20) {
            voices.add(saw(v).pan(2 * v / 19.0 - 1));
        }
        voices.add(pair(v).pan(2 * v / 30.0 - 1));
        if (v < 13) {
            voices.add(bell(v).pan(2 * v / 12.0 - 1));
        }
    }
    return mix(voices);
}

Signal saw(int v) {
    return naiveSaw(55 * Math.pow(2, v / 16.0)).lowpass(500 + 50 * v, 2).gain((1 + v % 4) / 128.0);
}

Signal pair(int v) {
    double carrierHertz = 110 + 13.7 * v;
    double modulatorHertz = 1.5 * carrierHertz;
    Signal hertz = sine(modulatorHertz).times(2 * modulatorHertz).plus(carrierHertz);
    return sine(hertz).times(sine(0.1 + 0.05 * v).times(0.5).plus(0.5)).gain(1 / 64.0);
}

Signal bell(int v) {
    return naiveTriangle(110 + 17 * v).bandpass(300 + 40 * v, 3).times(3).tanh().gain(1 / 64.0);
}
