package vorlauf.graph;

import vorlauf.dsp.BiquadKind;

/**
 * Operations that have no values of their own but an enum's, each of them once: a graph of many nodes has few operations
 * beside its numbers, and passes that ask for them find them at hand.
 */
final class SharedOperations {
    static final Operation MIX = new Operation.Mix();
    static final Operation PAN = new Operation.Pan();
    static final Operation BALANCE = new Operation.Balance();
    static final Operation TANH = new Operation.Tanh();
    static final Operation CLIP = new Operation.Clip();
    static final Operation ONE_POLE = new Operation.OnePole();
    static final Operation ADSR = new Operation.Adsr();

    private static final Operation[] BINARIES = new Operation[Operation.Arithmetic.values().length];
    private static final Operation[] BIQUADS = new Operation[BiquadKind.values().length];
    private static final Operation[] OSCILLATORS = new Operation[Operation.Shape.values().length];

    static {
        for (Operation.Arithmetic arithmetic : Operation.Arithmetic.values()) {
            BINARIES[arithmetic.ordinal()] = new Operation.Binary(arithmetic);
        }
        for (BiquadKind kind : BiquadKind.values()) {
            BIQUADS[kind.ordinal()] = new Operation.Biquad(kind);
        }
        for (Operation.Shape shape : Operation.Shape.values()) {
            OSCILLATORS[shape.ordinal()] = new Operation.Oscillator(shape);
        }
    }

    private SharedOperations() {}

    static Operation binary(Operation.Arithmetic arithmetic) {
        return BINARIES[arithmetic.ordinal()];
    }

    static Operation biquad(BiquadKind kind) {
        return BIQUADS[kind.ordinal()];
    }

    static Operation oscillator(Operation.Shape shape) {
        return OSCILLATORS[shape.ordinal()];
    }
}
