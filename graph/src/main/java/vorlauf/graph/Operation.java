package vorlauf.graph;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import vorlauf.dsp.BiquadKind;
import vorlauf.dsp.StateVariable;

/**
 * What a {@link Signal} does with its inputs: the closed family of node kinds that the compiler knows.
 *
 * <p>Parameters that may move are inputs of the signal, in the order that each kind states; what is fixed for the life of a
 * node (a shape, a seed, a length) is a component of the record. Two nodes in the same place of two graphs keep their state
 * when {@link #sameKind} holds.
 */
public sealed interface Operation {

    /** Shape of an oscillator. */
    enum Shape {
        SINE,
        SAW,
        SQUARE,
        TRIANGLE,
        NAIVE_SAW,
        NAIVE_SQUARE,
        NAIVE_TRIANGLE,
        PHASOR
    }

    /** Colour of a noise. */
    enum Color {
        WHITE,
        PINK
    }

    /** Arithmetic of two signals, sample by sample. */
    enum Arithmetic {
        PLUS,
        MINUS,
        TIMES
    }

    /** A number. No inputs. */
    record Constant(double value) implements Operation {}

    /** Values from a publisher, linear over a block from one to the next. No inputs. */
    record Control(String name, double initial, Publisher<? extends Number> publisher) implements Operation {}

    /** An oscillator. Inputs: hertz. */
    record Oscillator(Shape shape) implements Operation {}

    /** Noise with a seed. No inputs. */
    record Noise(Color color, long seed) implements Operation {}

    /** An audio file. No inputs. */
    record AudioFile(Path path, boolean looped) implements Operation {}

    /** The live input, as so many channels. No inputs. */
    record Input(int channels) implements Operation {}

    /** The sum of its inputs, in their order. */
    record Mix() implements Operation {}

    /** Its inputs' channels side by side. */
    record Channels() implements Operation {}

    /** One channel of its input, counted from 0. */
    record Channel(int index) implements Operation {}

    /** Arithmetic of two inputs. */
    record Binary(Arithmetic arithmetic) implements Operation {}

    /** A second-order filter. Inputs: signal, hertz, then q (not for shelves), then decibels (peaking and shelves). */
    record Biquad(BiquadKind kind) implements Operation {}

    /** A first-order low-pass. Inputs: signal, hertz. */
    record OnePole() implements Operation {}

    /** One output of a state-variable filter. Inputs: signal, hertz, q. */
    record StateVariableFilter(StateVariable.Output output) implements Operation {}

    /** A delay of fixed length; exactly one of the two lengths is given. Inputs: signal. */
    record Delay(@Nullable Duration duration, long samples) implements Operation {
        /** The length at a sample rate, a duration rounded to the nearest frame. */
        public long frames(double sampleRateHertz) {
            return duration == null ? samples : Operation.frames(duration, sampleRateHertz);
        }
    }

    /** A delay whose length moves. Inputs: signal, seconds. */
    record ModulatedDelay(Duration maximum) implements Operation {}

    /** Places mono or stereo between two loudspeakers. Inputs: signal, position from -1 to +1. */
    record Pan() implements Operation {}

    /** Attenuates the far side of a stereo signal. Inputs: signal, position from -1 to +1. */
    record Balance() implements Operation {}

    /** Hyperbolic tangent. Inputs: signal. */
    record Tanh() implements Operation {}

    /** Limits to a range. Inputs: signal, low, high. */
    record Clip() implements Operation {}

    /** A transfer function from -1 to +1 in equal steps. Inputs: signal. Compared by the table's identity. */
    record WaveShape(float[] table) implements Operation {}

    /** An envelope. Inputs: attack, decay (seconds), sustain level, release (seconds), gate. */
    record Adsr() implements Operation {}

    /** A ramp from its first to its second input that starts when the node appears. */
    record Ramp(boolean exponential, Duration duration) implements Operation {}

    /** Passes its input on and measures it. */
    record Meter(String name) implements Operation {}

    /** A node in user code. Inputs: any. */
    record Custom(String name, int outputChannels, Supplier<? extends Processor> processor) implements Operation {}

    /** Names its input. Disappears in the compiler. */
    record Keyed(String name) implements Operation {}

    /** The result of a feedback. Inputs: the body. Disappears in the compiler. */
    record Feedback() implements Operation {}

    /** The signal that a feedback's body receives: its own result. Disappears in the compiler. */
    final class Loop implements Operation {
        private @Nullable Signal result;

        Loop() {}

        void close(Signal feedback) {
            result = feedback;
        }

        /** The feedback that this loop belongs to. */
        public Signal result() {
            if (result == null) {
                throw new IllegalStateException("the loop is used before its feedback is complete");
            }
            return result;
        }
    }

    /** Made by the compiler while one graph turns into another: from the first input to the second in so many frames. */
    record Fade(long lengthFrames) implements Operation {}

    /** Made by the compiler: a delay of fixed length in frames, on its way from another length where the two differ. */
    record MovingDelay(long fromFrames, long toFrames, long lengthFrames) implements Operation {}

    /** Frames in a duration at a sample rate, rounded to the nearest. */
    static long frames(Duration duration, double sampleRateHertz) {
        double seconds = duration.getSeconds() + duration.getNano() * 1e-9;
        return Math.round(seconds * sampleRateHertz);
    }

    /** Whether a node of this kind may take over the state of one of the other kind. */
    default boolean sameKind(Operation other) {
        if (getClass() != other.getClass()) {
            return false;
        }
        if (this instanceof Constant || isShared(other)) { // nearly all of a graph, and a switch on types takes time
            return true;
        }
        return switch (this) {
            case Control control -> control.name.equals(((Control) other).name);
            case Custom custom ->
                custom.name.equals(((Custom) other).name) && custom.outputChannels == ((Custom) other).outputChannels;
            case WaveShape shape -> Arrays.equals(shape.table, ((WaveShape) other).table);
            case Constant ignored -> true;
            case Delay ignored -> true;
            case Loop ignored -> false;
            case Oscillator o -> o.equals(other);
            case Noise o -> o.equals(other);
            case AudioFile o -> o.equals(other);
            case Input o -> o.equals(other);
            case Mix o -> o.equals(other);
            case Channels o -> o.equals(other);
            case Channel o -> o.equals(other);
            case Binary o -> o.equals(other);
            case Biquad o -> o.equals(other);
            case OnePole o -> o.equals(other);
            case StateVariableFilter o -> o.equals(other);
            case ModulatedDelay o -> o.equals(other);
            case Pan o -> o.equals(other);
            case Balance o -> o.equals(other);
            case Tanh o -> o.equals(other);
            case Clip o -> o.equals(other);
            case Adsr o -> o.equals(other);
            case Ramp o -> o.equals(other);
            case Meter o -> o.equals(other);
            case Keyed o -> o.equals(other);
            case Feedback o -> o.equals(other);
            case Fade o -> o.equals(other);
            case MovingDelay o -> o.equals(other);
        };
    }

    @SuppressWarnings("ReferenceEquality") // the same object is of its own kind, but for a loop
    private boolean isShared(Operation other) {
        return this == other && !(this instanceof Loop);
    }

    /** Short name for people: {@code lowpass}, {@code sine}, {@code control cutoff}. */
    default String label() {
        return switch (this) {
            case Constant o -> "constant " + o.value;
            case Control o -> "control " + o.name;
            case Oscillator o -> camelCase(o.shape);
            case Noise o -> camelCase(o.color) + "Noise";
            case AudioFile o -> (o.looped ? "looped file " : "file ") + o.path.getFileName();
            case Input o -> "input " + o.channels;
            case Mix ignored -> "mix";
            case Channels ignored -> "channels";
            case Channel o -> "channel " + o.index;
            case Binary o -> camelCase(o.arithmetic);
            case Biquad o -> camelCase(o.kind);
            case OnePole ignored -> "onePole";
            case StateVariableFilter o -> "stateVariable " + camelCase(o.output);
            case Delay o -> "delay " + (o.duration == null ? o.samples + " frames" : o.duration.toMillis() + " ms");
            case ModulatedDelay ignored -> "delay moving";
            case Pan ignored -> "pan";
            case Balance ignored -> "balance";
            case Tanh ignored -> "tanh";
            case Clip ignored -> "clip";
            case WaveShape ignored -> "shape";
            case Adsr ignored -> "adsr";
            case Ramp o -> o.exponential ? "exponential" : "line";
            case Meter o -> "meter " + o.name;
            case Custom o -> "custom " + o.name;
            case Keyed o -> "key " + o.name;
            case Feedback ignored -> "feedback";
            case Loop ignored -> "loop";
            case Fade ignored -> "fade";
            case MovingDelay o -> "delay " + o.toFrames + " frames";
        };
    }

    private static String camelCase(Enum<?> constant) {
        StringBuilder name = new StringBuilder();
        boolean capital = false;
        for (char letter : constant.name().toCharArray()) {
            if (letter != '_') {
                name.append(capital ? letter : Character.toLowerCase(letter));
            }
            capital = letter == '_';
        }
        return name.toString();
    }
}
