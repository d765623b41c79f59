package vorlauf.graph;

import java.time.Duration;
import java.util.List;
import vorlauf.dsp.BiquadKind;

/**
 * A sound, a control or a number: one node of a declared graph together with everything that it is made of.
 *
 * <p>A signal is an immutable description; nothing sounds until it is compiled. Constants, controls, oscillators, files and
 * feedback are all signals, and a parameter takes a number or a signal. A signal that is used in two places is one node with
 * two readers. Mistakes are not thrown here but reported all together by the compiler, each with the file and line of the
 * call.
 *
 * <p>Channels follow the Web Audio rules: a mono signal that meets a stereo one is copied to both sides, other layouts of 1,
 * 2, 4 and 6 channels are matched by loudspeaker, all others channel by channel with silence in the missing ones.
 *
 * <p>Threads: any; signals are declared on the control thread as a rule.
 */
public final class Signal {
    /** Counts signals, roughly: threads that declare at once may count the same number. */
    private static int count;

    private final Operation operation;
    private final List<Signal> inputs;
    private final Place place;
    private final int number;

    Signal(Operation operation, List<Signal> inputs, Place place) {
        this.operation = operation;
        this.inputs = inputs;
        this.place = place;
        number = nextNumber();
    }

    private static int nextNumber() {
        return count++;
    }

    /** A signal is equal to itself alone. The compiler asks each one for its hash, so it is at hand. */
    @Override
    public int hashCode() {
        return number;
    }

    /** What this node does. */
    public Operation operation() {
        return operation;
    }

    /** The signals that it reads, in the order that its operation states. */
    public List<Signal> inputs() {
        return inputs;
    }

    /** Where the user declared it, {@code File.java:12}; empty where that is not known. */
    public String place() {
        return place.toString();
    }

    // ---- arithmetic -------------------------------------------------------------------------------------------------

    /** This signal times a linear factor. */
    public Signal gain(double factor) {
        return times(factor);
    }

    /** This signal times a linear factor that moves. */
    public Signal gain(Signal factor) {
        return times(factor);
    }

    /** This signal times a number. */
    public Signal times(double factor) {
        return binary(Operation.Arithmetic.TIMES, factor);
    }

    /** This signal times another one (ring modulation, tremolo). */
    public Signal times(Signal other) {
        return node(SharedOperations.binary(Operation.Arithmetic.TIMES), other);
    }

    /** This signal plus a number. */
    public Signal plus(double offset) {
        return binary(Operation.Arithmetic.PLUS, offset);
    }

    /** This signal plus another one. */
    public Signal plus(Signal other) {
        return node(SharedOperations.binary(Operation.Arithmetic.PLUS), other);
    }

    /** This signal minus a number. */
    public Signal minus(double offset) {
        return binary(Operation.Arithmetic.MINUS, offset);
    }

    /** This signal minus another one. */
    public Signal minus(Signal other) {
        return node(SharedOperations.binary(Operation.Arithmetic.MINUS), other);
    }

    // ---- filters ----------------------------------------------------------------------------------------------------

    /** Low-pass of second order. {@code q} is linear, 0.7071 is flat. Source: Audio EQ Cookbook, as all filters here. */
    public Signal lowpass(double hertz, double q) {
        return biquad(BiquadKind.LOWPASS, hertz, q);
    }

    /** {@link #lowpass(double, double)} with parameters that move; they are read once a block. */
    public Signal lowpass(Signal hertz, Signal q) {
        return node(SharedOperations.biquad(BiquadKind.LOWPASS), hertz, q);
    }

    /** High-pass of second order. */
    public Signal highpass(double hertz, double q) {
        return biquad(BiquadKind.HIGHPASS, hertz, q);
    }

    /** {@link #highpass(double, double)} with parameters that move. */
    public Signal highpass(Signal hertz, Signal q) {
        return node(SharedOperations.biquad(BiquadKind.HIGHPASS), hertz, q);
    }

    /** Band-pass with 0 dB at its centre. */
    public Signal bandpass(double hertz, double q) {
        return biquad(BiquadKind.BANDPASS, hertz, q);
    }

    /** {@link #bandpass(double, double)} with parameters that move. */
    public Signal bandpass(Signal hertz, Signal q) {
        return node(SharedOperations.biquad(BiquadKind.BANDPASS), hertz, q);
    }

    /** Notch: everything but {@code hertz}. */
    public Signal notch(double hertz, double q) {
        return biquad(BiquadKind.NOTCH, hertz, q);
    }

    /** {@link #notch(double, double)} with parameters that move. */
    public Signal notch(Signal hertz, Signal q) {
        return node(SharedOperations.biquad(BiquadKind.NOTCH), hertz, q);
    }

    /** All-pass: turns the phase by 180 degrees at {@code hertz}. */
    public Signal allpass(double hertz, double q) {
        return biquad(BiquadKind.ALLPASS, hertz, q);
    }

    /** {@link #allpass(double, double)} with parameters that move. */
    public Signal allpass(Signal hertz, Signal q) {
        return node(SharedOperations.biquad(BiquadKind.ALLPASS), hertz, q);
    }

    /** Bell that lifts or lowers {@code hertz} by {@code decibels}. */
    public Signal peaking(double hertz, double q, double decibels) {
        return biquad(BiquadKind.PEAKING, hertz, q, decibels);
    }

    /** {@link #peaking(double, double, double)} with parameters that move. */
    public Signal peaking(Signal hertz, Signal q, Signal decibels) {
        return node(SharedOperations.biquad(BiquadKind.PEAKING), hertz, q, decibels);
    }

    /** Lifts or lowers everything below {@code hertz}; slope S = 1. */
    public Signal lowshelf(double hertz, double decibels) {
        return biquad(BiquadKind.LOWSHELF, hertz, decibels);
    }

    /** {@link #lowshelf(double, double)} with parameters that move. */
    public Signal lowshelf(Signal hertz, Signal decibels) {
        return node(SharedOperations.biquad(BiquadKind.LOWSHELF), hertz, decibels);
    }

    /** Lifts or lowers everything above {@code hertz}; slope S = 1. */
    public Signal highshelf(double hertz, double decibels) {
        return biquad(BiquadKind.HIGHSHELF, hertz, decibels);
    }

    /** {@link #highshelf(double, double)} with parameters that move. */
    public Signal highshelf(Signal hertz, Signal decibels) {
        return node(SharedOperations.biquad(BiquadKind.HIGHSHELF), hertz, decibels);
    }

    /** Low-pass of first order: y += (1 - exp(-2 pi hertz / rate)) (x - y). */
    public Signal onePole(double hertz) {
        Place here = Place.ofCaller();
        return new Signal(SharedOperations.ONE_POLE, List.of(this, number(hertz, here)), here);
    }

    /** {@link #onePole(double)} with a frequency that moves. */
    public Signal onePole(Signal hertz) {
        return node(SharedOperations.ONE_POLE, hertz);
    }

    /** State-variable filter with four outputs: {@code x.stateVariable(800, 2).low()}. */
    public StateVariableOutputs stateVariable(double hertz, double q) {
        Place here = Place.ofCaller();
        return new StateVariableOutputs(this, number(hertz, here), number(q, here));
    }

    /** {@link #stateVariable(double, double)} with parameters that move. */
    public StateVariableOutputs stateVariable(Signal hertz, Signal q) {
        return new StateVariableOutputs(this, hertz, q);
    }

    // ---- time -------------------------------------------------------------------------------------------------------

    /** This signal, {@code duration} later, rounded to the nearest frame; silence before. */
    public Signal delay(Duration duration) {
        return node(new Operation.Delay(duration, 0));
    }

    /** This signal, {@code count} frames later. */
    public Signal delaySamples(long count) {
        return node(new Operation.Delay(null, count));
    }

    /** This signal, {@code seconds} later, to a fraction of a frame; at most {@code maximum}. */
    public Signal delay(double seconds, Duration maximum) {
        Place here = Place.ofCaller();
        return new Signal(new Operation.ModulatedDelay(maximum), List.of(this, number(seconds, here)), here);
    }

    /** This signal, {@code seconds} later, where that moves (chorus, flanger); held between 0 and {@code maximum}. */
    public Signal delay(Signal seconds, Duration maximum) {
        return node(new Operation.ModulatedDelay(maximum), seconds);
    }

    /** A file that starts again at its end, without a gap. For {@link Signals#file} only. */
    public Signal looped() {
        Operation next =
                operation instanceof Operation.AudioFile file ? new Operation.AudioFile(file.path(), true) : null;
        return next == null
                ? node(new Operation.AudioFile(java.nio.file.Path.of(""), true))
                : new Signal(next, inputs, place);
    }

    // ---- space ------------------------------------------------------------------------------------------------------

    /** Places a mono or stereo signal, -1 left to +1 right. Source: Web Audio, StereoPannerNode. */
    public Signal pan(double position) {
        Place here = Place.ofCaller();
        return new Signal(SharedOperations.PAN, List.of(this, number(position, here)), here);
    }

    /** {@link #pan(double)} with a position that moves. */
    public Signal pan(Signal position) {
        return node(SharedOperations.PAN, position);
    }

    /** Attenuates the far side of a stereo signal, -1 left to +1 right; a mono one is first copied to both sides. */
    public Signal balance(double position) {
        Place here = Place.ofCaller();
        return new Signal(SharedOperations.BALANCE, List.of(this, number(position, here)), here);
    }

    /** {@link #balance(double)} with a position that moves. */
    public Signal balance(Signal position) {
        return node(SharedOperations.BALANCE, position);
    }

    /** One channel, counted from 0. */
    public Signal channel(int index) {
        return node(new Operation.Channel(index));
    }

    // ---- shape ------------------------------------------------------------------------------------------------------

    /** Hyperbolic tangent: a soft clip to -1 .. +1. */
    public Signal tanh() {
        return node(SharedOperations.TANH);
    }

    /** Limits to a range. */
    public Signal clip(double low, double high) {
        Place here = Place.ofCaller();
        return new Signal(SharedOperations.CLIP, List.of(this, number(low, here), number(high, here)), here);
    }

    /** {@link #clip(double, double)} with limits that move. */
    public Signal clip(Signal low, Signal high) {
        return node(SharedOperations.CLIP, low, high);
    }

    /** A transfer function: the table spans -1 .. +1, is read with linear interpolation and holds its ends outside. */
    public Signal shape(float... table) {
        return node(new Operation.WaveShape(table.clone()));
    }

    // ---- names ------------------------------------------------------------------------------------------------------

    /** This signal, measured: its level appears under {@code name} among the engine's meters. */
    public Signal meter(String name) {
        return node(new Operation.Meter(name));
    }

    /**
     * This signal under a name that it keeps across edits of the graph: a keyed node keeps its state when its inputs or its
     * place change. By path from it, the name covers everything beneath that has no key of its own.
     */
    public Signal key(String name) {
        return node(new Operation.Keyed(name));
    }

    @Override
    public String toString() {
        return operation.label() + (place().isEmpty() ? "" : " (" + place() + ")");
    }

    private Signal node(Operation next, Signal... parameters) {
        Signal[] all = new Signal[parameters.length + 1];
        all[0] = this;
        System.arraycopy(parameters, 0, all, 1, parameters.length);
        return new Signal(next, List.of(all), Place.ofCaller());
    }

    private Signal binary(Operation.Arithmetic arithmetic, double number) {
        Place here = Place.ofCaller();
        return new Signal(SharedOperations.binary(arithmetic), List.of(this, number(number, here)), here);
    }

    private Signal biquad(BiquadKind kind, double... parameters) {
        Place here = Place.ofCaller();
        Signal[] all = new Signal[parameters.length + 1];
        all[0] = this;
        for (int i = 0; i < parameters.length; i++) {
            all[i + 1] = number(parameters[i], here);
        }
        return new Signal(SharedOperations.biquad(kind), List.of(all), here);
    }

    static Signal number(double value, Place place) {
        return new Signal(new Operation.Constant(value), List.of(), place);
    }
}
