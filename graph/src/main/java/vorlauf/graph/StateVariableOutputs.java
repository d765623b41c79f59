package vorlauf.graph;

import java.util.List;
import vorlauf.dsp.StateVariable;

/**
 * A state-variable filter, to be heard at one or more of its four outputs. Its responses are the cookbook's, and it stays
 * stable however fast its parameters move.
 */
public final class StateVariableOutputs {
    private final List<Signal> inputs;

    StateVariableOutputs(Signal signal, Signal hertz, Signal q) {
        inputs = List.of(signal, hertz, q);
    }

    /** The low-pass output. */
    public Signal low() {
        return output(StateVariable.Output.LOW);
    }

    /** The band-pass output, 0 dB at its centre. */
    public Signal band() {
        return output(StateVariable.Output.BAND);
    }

    /** The high-pass output. */
    public Signal high() {
        return output(StateVariable.Output.HIGH);
    }

    /** The notch output: low plus high. */
    public Signal notch() {
        return output(StateVariable.Output.NOTCH);
    }

    private Signal output(StateVariable.Output output) {
        return new Signal(new Operation.StateVariableFilter(output), inputs, Place.ofCaller());
    }
}
