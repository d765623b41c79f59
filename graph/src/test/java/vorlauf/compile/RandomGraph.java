package vorlauf.compile;

import static vorlauf.graph.Signals.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import reactor.core.publisher.Flux;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;

/** Graphs drawn from a seed: all kinds of nodes, shared signals, stereo, feedback of any length. Finite for any seed. */
final class RandomGraph {
    private final SplittableRandom random;
    private final List<Signal> mono = new ArrayList<>();
    private int names;

    private final boolean named;

    private RandomGraph(long seed, boolean named) {
        random = new SplittableRandom(seed);
        this.named = named;
    }

    /** A graph of about {@code size} nodes. */
    static Signal of(long seed, int size) {
        return new RandomGraph(seed, true).grow(size);
    }

    /** The same without controls and meters, so that several fit into one graph. */
    static Signal withoutNames(long seed, int size) {
        return new RandomGraph(seed, false).grow(size);
    }

    private Signal grow(int size) {
        mono.add(sine(100 + random.nextInt(2_000)));
        for (int i = 0; i < size; i++) {
            mono.add(node());
        }
        List<Signal> heard = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            heard.add(any().clip(-1, 1).pan(random.nextDouble(-1, 1)));
        }
        heard.add(channels(any().tanh(), any().tanh()).balance(any().clip(-1, 1)));
        heard.add(named ? any().tanh().meter("out") : any().tanh());
        return mix(heard).times(0.2);
    }

    private Signal any() {
        return mono.get(random.nextInt(mono.size()));
    }

    private Signal bounded() {
        return any().clip(-2, 2);
    }

    private Signal node() {
        return switch (random.nextInt(23)) {
            case 0 -> oscillator(constant(random.nextDouble(20, 6_000)));
            case 1 -> oscillator(bounded().times(200).plus(400));
            case 2 -> whiteNoise(random.nextLong()).gain(0.5);
            case 3 -> pinkNoise(random.nextLong());
            case 4 -> any().plus(any());
            case 5 -> any().minus(any()).times(0.5);
            case 6 -> bounded().times(bounded());
            case 7 -> any().gain(random.nextDouble(-1, 1)).plus(random.nextDouble(-1, 1));
            case 8 -> filter(any());
            case 9 -> any().lowpass(bounded().times(300).plus(900), control(0.9));
            case 10 -> any().onePole(random.nextDouble(50, 5_000));
            case 11 -> any().stateVariable(control(1_000), constant(1.5)).band();
            case 12 -> any().delaySamples(random.nextInt(200));
            case 13 -> any().delay(bounded().times(0.001).plus(0.002), Duration.ofMillis(8));
            case 14 -> loop();
            case 15 -> any().tanh();
            case 16 -> any().shape(-1f, 0.5f, 0f, -0.5f, 1f);
            case 17 -> adsr(0.002, 0.01, 0.5, 0.02, any()).times(any());
            case 18 -> line(any(), any(), Duration.ofMillis(random.nextInt(20)));
            case 19 -> mix(any(), any(), control(0.1), any()).times(0.4);
            case 20 -> custom("halves", 1, Halves::new, any(), any());
            case 21 -> input(1 + random.nextInt(3)).channel(0);
            default ->
                exponential(1, 0.01, Duration.ofMillis(30))
                        .times(any())
                        .plus(control(0).tanh());
        };
    }

    private Signal control(double initial) {
        names++;
        if (!named) {
            return constant(initial);
        }
        return vorlauf.graph.Signals.control("c" + names, initial, Flux.never());
    }

    private Signal oscillator(Signal hertz) {
        return switch (random.nextInt(8)) {
            case 0 -> sine(hertz);
            case 1 -> saw(hertz);
            case 2 -> square(hertz);
            case 3 -> triangle(hertz);
            case 4 -> naiveSaw(hertz);
            case 5 -> naiveSquare(hertz);
            case 6 -> naiveTriangle(hertz);
            default -> phasor(hertz);
        };
    }

    private Signal filter(Signal input) {
        double hertz = random.nextDouble(60, 15_000);
        return switch (random.nextInt(8)) {
            case 0 -> input.lowpass(hertz, 1.2);
            case 1 -> input.highpass(hertz, 0.7);
            case 2 -> input.bandpass(hertz, 2);
            case 3 -> input.notch(hertz, 1);
            case 4 -> input.allpass(hertz, 0.5);
            case 5 -> input.peaking(hertz, 1, 3);
            case 6 -> input.lowshelf(hertz, -4);
            default -> input.highshelf(hertz, 3);
        };
    }

    private Signal loop() {
        Signal input = bounded();
        int delay = 1 + random.nextInt(random.nextBoolean() ? 4 : 150);
        return switch (random.nextInt(3)) {
            case 0 -> feedback(l -> input.plus(l.delaySamples(delay).times(0.6)));
            case 1 ->
                feedback(l ->
                        input.minus(filter(l.delaySamples(delay).times(0.3)).clip(-2, 2)));
            default ->
                feedback(l -> input.plus(l.delay(input.times(0.001).plus(0.002), Duration.ofMillis(9))
                                .times(0.4))
                        .tanh());
        };
    }

    /** User code with two inputs. */
    static final class Halves implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            for (int i = 0; i < frameCount; i++) {
                outputs[0][i] = 0.5f * (inputs[0][i] - inputs[1][i]);
            }
        }
    }
}
