package vorlauf.compile;

import static vorlauf.graph.Signals.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import vorlauf.graph.Signal;

/**
 * A graph that is edited over and over, drawn from a seed: voices come, go, change, are moved, named, used twice or looped,
 * and all that was not touched is the same object as before. Some edits make everything anew, some go back.
 */
final class VoiceEdits {
    private final SplittableRandom random;
    private final Signal shared = sine(3).times(30).plus(250);
    private final List<Signal> past = new ArrayList<>();
    private List<Voice> voices = new ArrayList<>();
    private int made;

    /** A voice, which is the same object as long as nobody touches it. */
    private record Voice(long seed, Signal body, String key, Signal signal) {}

    /** A graph of so many voices. */
    VoiceEdits(long seed, int count) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            voices.add(fresh());
        }
    }

    /** The next graph. */
    Signal next() {
        int edit = past.isEmpty() ? 0 : random.nextInt(16);
        if (edit == 1) {
            return past.getLast();
        }
        if (edit == 2) {
            return past.get(random.nextInt(past.size()));
        }
        if (edit == 3) {
            voices = new ArrayList<>(
                    voices.stream().map(v -> voice(v.seed, v.key)).toList());
        } else {
            edit(edit);
        }
        List<Signal> heard = new ArrayList<>(voices.stream().map(Voice::signal).toList());
        Signal graph = mix(heard).gain(0.1);
        past.add(graph);
        return graph;
    }

    private void edit(int edit) {
        int at = random.nextInt(Math.max(1, voices.size()));
        if (voices.size() < 2 || edit < 6) {
            voices.add(at, fresh());
            return;
        }
        Voice voice = voices.get(at);
        switch (edit) {
            case 6, 7 -> voices.remove(at);
            case 8, 9 -> voices.set(at, voice(random.nextLong(), voice.key));
            case 10 -> voices.set(at, named(voice, voice.body, "n" + made++));
            case 11 -> voices.set(at, new Voice(voice.seed, voice.body, "", voice.body)); // loses its name
            case 12 -> voices.add(random.nextInt(voices.size()), voices.remove(at));
            case 13 -> voices.set(at, named(voice, voice.body.lowpass(700, 1).plus(shared.times(0.001)), voice.key));
            case 14 -> voices.add(voices.get(at)); // is heard twice
            default ->
                voices.set(
                        at,
                        named(
                                voice,
                                feedback(l -> voice.body.plus(
                                        l.delay(Duration.ofMillis(1)).times(0.3))),
                                ""));
        }
    }

    private Voice fresh() {
        return voice(random.nextLong(), random.nextInt(3) == 0 ? "" : "v" + made++);
    }

    private Voice voice(long seed, String key) {
        SplittableRandom drawn = new SplittableRandom(seed);
        Signal body = switch (drawn.nextInt(5)) {
            case 0 -> saw(shared).lowpass(300 + drawn.nextInt(900), 1.5);
            case 1 -> sine(shared.times(drawn.nextDouble())).tanh();
            case 2 -> whiteNoise(drawn.nextInt(9)).stateVariable(500, 2).band();
            case 3 -> triangle(drawn.nextDouble(50, 500)).gain(drawn.nextDouble());
            default -> RandomGraph.withoutNames(seed, 1 + drawn.nextInt(8));
        };
        return named(new Voice(seed, body, key, body), body, key);
    }

    private static Voice named(Voice voice, Signal body, String key) {
        return new Voice(voice.seed, body, key, key.isEmpty() ? body : body.key(key));
    }
}
