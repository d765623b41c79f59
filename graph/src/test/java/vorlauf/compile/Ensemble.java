package vorlauf.compile;

import static vorlauf.graph.Signals.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import vorlauf.graph.Signal;

/**
 * Voices of all kinds, of which one goes and one of its kind comes, as a rule; or one of another kind, or one goes or comes alone.
 * Beside them are others that stay: one has a delay line, one a control that all share.
 */
final class Ensemble {
    static final int KINDS = 14;

    private final SplittableRandom random;
    private final boolean mono;
    private final List<Integer> kinds = new ArrayList<>();
    private final List<Signal> voices = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Signal echo =
            saw(70).lowpass(400, 1).delaySamples(900).gain(0.1).key("echo");
    private final Signal controlled =
            sine(control("pitch", 220, Flux.never())).gain(0.05).key("controlled");
    private int named;

    Ensemble(long seed, int count, boolean mono) {
        random = new SplittableRandom(seed);
        this.mono = mono;
        for (int i = 0; i < count; i++) {
            add(i, random.nextInt(4) == 0 ? random.nextInt(KINDS) : (int) (seed % KINDS));
        }
    }

    private double drawn(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private Signal voice(int kind, String name) {
        double hertz = drawn(50, 3_000);
        double gain = drawn(0.01, 0.05);
        Signal voice = switch (kind) {
            case 0 -> naiveSaw(hertz).lowpass(drawn(200, 9_000), drawn(0.5, 4)).gain(gain);
            case 1 -> sine(hertz).gain(gain);
            case 2 -> saw(hertz).stateVariable(drawn(200, 5_000), 2).band().gain(gain);
            case 3 ->
                constant(gain).times(triangle(hertz).onePole(drawn(200, 5_000)).tanh());
            case 4 -> whiteNoise(3).highpass(drawn(200, 5_000), 1).gain(gain);
            case 5 -> sine(hertz).plus(saw(1.5 * hertz).gain(drawn(0.1, 0.4))).gain(gain);
            case 6 -> sine(sine(drawn(3, 9)).times(20).plus(hertz)).gain(gain);
            case 7 -> square(hertz).clip(-drawn(0.1, 0.4), 0.3).gain(gain);
            case 8 ->
                saw(hertz).times(line(1, drawn(0, 1), Duration.ofMillis(30))).gain(gain);
            case 9 ->
                pinkNoise(4)
                        .lowpass(drawn(200, 9_000), 1)
                        .lowpass(drawn(200, 9_000), 1)
                        .gain(gain);
            case 10 ->
                mix(sine(hertz), sine(1.1 * hertz).gain(drawn(0.1, 1)), saw(hertz))
                        .gain(gain);
            case 11 -> naiveSquare(hertz).shape(-1, -0.2f, 0.2f, 1).gain(gain);
            case 12 ->
                sine(0.5 * hertz)
                        .plus(0.25)
                        .times(sine(hertz))
                        .minus(drawn(0, 1))
                        .gain(gain);
            default -> phasor(hertz).highshelf(900, drawn(-6, 6)).gain(gain);
        };
        Signal heard = mono || (kind == 1 && named % 2 == 0) ? voice : voice.pan(drawn(-1, 1));
        named++;
        return heard.key(name);
    }

    /** Puts a voice where another one is: most names are new, some come back. */
    private void put(int at, int kind) {
        List<String> gone = IntStream.range(0, named)
                .mapToObj(number -> "voice " + number)
                .filter(name -> !names.contains(name))
                .toList();
        boolean back = !gone.isEmpty() && random.nextInt(3) == 0;
        names.set(at, back ? gone.get(random.nextInt(gone.size())) : "voice " + named);
        kinds.set(at, kind);
        voices.set(at, voice(kind, names.get(at)));
    }

    /** The next graph. */
    Signal next() {
        int at = random.nextInt(voices.size());
        int edit = random.nextInt(20);
        if (edit < 3) {
            add(random.nextBoolean() ? at : voices.size(), random.nextInt(KINDS));
        } else if (edit < 6 && voices.size() > 2) {
            kinds.subList(at, at + 1).clear();
            names.remove(at);
            voices.remove(at);
        } else if (edit < 9) {
            put(at, random.nextInt(KINDS));
        } else {
            put(at, kinds.get(at));
        }
        if (edit > 15) { // and beside it another one, or one that goes on with other numbers
            int beside = (at + 1) % voices.size();
            if (edit < 18) {
                put(beside, kinds.get(beside));
            } else {
                voices.set(beside, voice(kinds.get(beside), names.get(beside)));
            }
        }
        List<Signal> all = new ArrayList<>(voices);
        all.addFirst(echo);
        all.add(1, controlled);
        return mix(all);
    }

    private void add(int at, int kind) {
        kinds.add(at, kind);
        names.add(at, "");
        voices.add(at, constant(0));
        put(at, kind);
    }
}
