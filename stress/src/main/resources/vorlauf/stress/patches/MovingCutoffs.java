import static vorlauf.graph.Signals.*;

import java.time.Duration;
import java.util.ArrayList;
import reactor.core.publisher.Flux;
import vorlauf.graph.Signal;

/** The voices of W2 with one control that moves all 64 cutoffs, a new value every 20 ms. */
Signal patch() {
    Flux<Double> brightness = Flux.interval(Duration.ofMillis(20)).map(i -> 1 + 0.5 * Math.sin(0.02 * Math.PI * i));
    Signal bright = control("brightness", 1, brightness);
    var voices = new ArrayList<Signal>();
    for (int v = 0; v < 64; v++) {
        voices.add(naiveSaw(55 * Math.pow(2, v / 16.0))
                .lowpass(bright.times(500 + 50 * v), constant(2))
                .gain((1 + v % 4) / 128.0)
                .pan(2 * v / 63.0 - 1));
    }
    return mix(voices);
}
