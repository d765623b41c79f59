package vorlauf.graph;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;

/**
 * Where signals come from: import its methods statically and write {@code sine(440).gain(0.2)}.
 *
 * <p>Wherever a method takes numbers, a twin takes signals in the same places.
 */
public final class Signals {
    private Signals() {}

    // ---- oscillators ------------------------------------------------------------------------------------------------

    /** Sine of amplitude 1 that starts at 0, rising. */
    public static Signal sine(double hertz) {
        return oscillator(Operation.Shape.SINE, hertz);
    }

    /** {@link #sine(double)} with a frequency that moves (frequency modulation), held within half the sample rate. */
    public static Signal sine(Signal hertz) {
        return oscillator(Operation.Shape.SINE, hertz);
    }

    /** Rising saw from -1 to +1, band-limited. */
    public static Signal saw(double hertz) {
        return oscillator(Operation.Shape.SAW, hertz);
    }

    /** {@link #saw(double)} with a frequency that moves. */
    public static Signal saw(Signal hertz) {
        return oscillator(Operation.Shape.SAW, hertz);
    }

    /** Square between +1 and -1, band-limited; the positive half first. */
    public static Signal square(double hertz) {
        return oscillator(Operation.Shape.SQUARE, hertz);
    }

    /** {@link #square(double)} with a frequency that moves. */
    public static Signal square(Signal hertz) {
        return oscillator(Operation.Shape.SQUARE, hertz);
    }

    /** Triangle between -1 and +1, band-limited, that starts at 0, rising. */
    public static Signal triangle(double hertz) {
        return oscillator(Operation.Shape.TRIANGLE, hertz);
    }

    /** {@link #triangle(double)} with a frequency that moves. */
    public static Signal triangle(Signal hertz) {
        return oscillator(Operation.Shape.TRIANGLE, hertz);
    }

    /** Saw without band-limiting: a straight line from -1 to +1 each period. It aliases; use it below the audible range. */
    public static Signal naiveSaw(double hertz) {
        return oscillator(Operation.Shape.NAIVE_SAW, hertz);
    }

    /** {@link #naiveSaw(double)} with a frequency that moves. */
    public static Signal naiveSaw(Signal hertz) {
        return oscillator(Operation.Shape.NAIVE_SAW, hertz);
    }

    /** Square without band-limiting, +1 first. */
    public static Signal naiveSquare(double hertz) {
        return oscillator(Operation.Shape.NAIVE_SQUARE, hertz);
    }

    /** {@link #naiveSquare(double)} with a frequency that moves. */
    public static Signal naiveSquare(Signal hertz) {
        return oscillator(Operation.Shape.NAIVE_SQUARE, hertz);
    }

    /** Triangle without band-limiting, from 0, rising. */
    public static Signal naiveTriangle(double hertz) {
        return oscillator(Operation.Shape.NAIVE_TRIANGLE, hertz);
    }

    /** {@link #naiveTriangle(double)} with a frequency that moves. */
    public static Signal naiveTriangle(Signal hertz) {
        return oscillator(Operation.Shape.NAIVE_TRIANGLE, hertz);
    }

    /** Phase from 0 to below 1, once a period. */
    public static Signal phasor(double hertz) {
        return oscillator(Operation.Shape.PHASOR, hertz);
    }

    /** {@link #phasor(double)} with a frequency that moves. */
    public static Signal phasor(Signal hertz) {
        return oscillator(Operation.Shape.PHASOR, hertz);
    }

    /** White noise, uniform between -1 and +1; the same seed gives the same noise. */
    public static Signal whiteNoise(long seed) {
        return source(new Operation.Noise(Operation.Color.WHITE, seed));
    }

    /** Pink noise (3 dB less an octave); the same seed gives the same noise. */
    public static Signal pinkNoise(long seed) {
        return source(new Operation.Noise(Operation.Color.PINK, seed));
    }

    // ---- values -----------------------------------------------------------------------------------------------------

    /** A number as a signal. */
    public static Signal constant(double value) {
        return Signal.number(value, Place.ofCaller());
    }

    /**
     * A value that a publisher moves. It holds {@code initial} until the first value, then the newest one, reached linearly
     * over one block; values that are not finite are refused, and a publisher that ends or fails leaves the last value.
     *
     * @param name unique in the graph; across edits the same name keeps its value
     */
    public static Signal control(String name, double initial, Publisher<? extends Number> publisher) {
        return source(new Operation.Control(name, initial, publisher));
    }

    /** An audio file (WAV, AIFF, AU; any rate), from its start when the node appears; silence after its end. */
    public static Signal file(Path path) {
        return source(new Operation.AudioFile(path, false));
    }

    /**
     * The live input: what the input device hears, or the file of {@code render --input}; silence where there is neither.
     *
     * <p>An engine has one input, and each {@code input(...)} hears the same frames of it, wherever it stands and whenever it
     * came: frames go on between edits. A device with another number of channels is mixed by Web Audio's rules: one channel
     * goes to both sides, two are heard in one at half their level each, and so on.
     *
     * @param channels 1 to 64; the device is asked for as many as the widest {@code input} of the graph that first has one
     */
    public static Signal input(int channels) {
        return source(new Operation.Input(channels));
    }

    // ---- combinations -----------------------------------------------------------------------------------------------

    /** The sum of signals, added in their order; silence where there are none. */
    public static Signal mix(List<Signal> signals) {
        return new Signal(SharedOperations.MIX, List.copyOf(signals), Place.ofCaller());
    }

    /** The sum of signals. */
    public static Signal mix(Signal... signals) {
        return new Signal(SharedOperations.MIX, List.of(signals), Place.ofCaller());
    }

    /** The channels of signals side by side: two mono signals make a stereo one. */
    public static Signal channels(List<Signal> signals) {
        return new Signal(new Operation.Channels(), List.copyOf(signals), Place.ofCaller());
    }

    /** The channels of signals side by side. */
    public static Signal channels(Signal... signals) {
        return new Signal(new Operation.Channels(), List.of(signals), Place.ofCaller());
    }

    /**
     * A signal that hears itself: {@code loop} receives the result. The loop must pass a delay of at least one sample, whose
     * length is exact; the feedback adds none of its own.
     */
    public static Signal feedback(UnaryOperator<Signal> loop) {
        Place here = Place.ofCaller();
        Operation.Loop placeholder = new Operation.Loop();
        Signal body = loop.apply(new Signal(placeholder, List.of(), here));
        Signal result = new Signal(new Operation.Feedback(), List.of(body), here);
        placeholder.close(result);
        return result;
    }

    // ---- envelopes --------------------------------------------------------------------------------------------------

    /**
     * Envelope that rises while {@code gate} is above 0.5: linear attack, exponential decay to the sustain level, and
     * exponential release; decay and release are within 0.1 % of their target at the stated time.
     */
    public static Signal adsr(
            double attackSeconds, double decaySeconds, double sustainLevel, double releaseSeconds, Signal gate) {
        Place here = Place.ofCaller();
        return new Signal(
                SharedOperations.ADSR,
                List.of(
                        Signal.number(attackSeconds, here),
                        Signal.number(decaySeconds, here),
                        Signal.number(sustainLevel, here),
                        Signal.number(releaseSeconds, here),
                        gate),
                here);
    }

    /** {@link #adsr(double, double, double, double, Signal)} with parameters that move; they are read once a block. */
    public static Signal adsr(
            Signal attackSeconds, Signal decaySeconds, Signal sustainLevel, Signal releaseSeconds, Signal gate) {
        return new Signal(
                SharedOperations.ADSR,
                List.of(attackSeconds, decaySeconds, sustainLevel, releaseSeconds, gate),
                Place.ofCaller());
    }

    /** Straight line from one value to another that starts when the node appears, then holds. */
    public static Signal line(double from, double to, Duration duration) {
        return ramp(false, from, to, duration);
    }

    /** {@link #line(double, double, Duration)} between two signals: a cross-fade. */
    public static Signal line(Signal from, Signal to, Duration duration) {
        return new Signal(new Operation.Ramp(false, duration), List.of(from, to), Place.ofCaller());
    }

    /** Geometric ramp between two values of the same sign, none of them 0, then holds. */
    public static Signal exponential(double from, double to, Duration duration) {
        return ramp(true, from, to, duration);
    }

    /** {@link #exponential(double, double, Duration)} between two signals, read once a block. */
    public static Signal exponential(Signal from, Signal to, Duration duration) {
        return new Signal(new Operation.Ramp(true, duration), List.of(from, to), Place.ofCaller());
    }

    /**
     * A node in user code.
     *
     * @param name shown in events and pictures; across edits the same name in the same place keeps the instance
     * @param outputChannels channels that it writes
     * @param processor makes the instance, once for each node identity, on the control thread
     */
    public static Signal custom(
            String name, int outputChannels, Supplier<? extends Processor> processor, Signal... inputs) {
        return new Signal(new Operation.Custom(name, outputChannels, processor), List.of(inputs), Place.ofCaller());
    }

    private static Signal source(Operation operation) {
        return new Signal(operation, List.of(), Place.ofCaller());
    }

    private static Signal oscillator(Operation.Shape shape, double hertz) {
        Place here = Place.ofCaller();
        return new Signal(SharedOperations.oscillator(shape), List.of(Signal.number(hertz, here)), here);
    }

    private static Signal oscillator(Operation.Shape shape, Signal hertz) {
        return new Signal(SharedOperations.oscillator(shape), List.of(hertz), Place.ofCaller());
    }

    private static Signal ramp(boolean exponential, double from, double to, Duration duration) {
        Place here = Place.ofCaller();
        return new Signal(
                new Operation.Ramp(exponential, duration),
                List.of(Signal.number(from, here), Signal.number(to, here)),
                here);
    }
}
