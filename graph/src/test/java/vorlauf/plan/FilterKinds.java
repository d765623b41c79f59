package vorlauf.plan;

import static vorlauf.graph.Signals.constant;

import vorlauf.graph.Signal;

/** Filters for {@link Bank}, of which neighbours are of different kinds. */
final class FilterKinds {
    private FilterKinds() {}

    /** A biquad of any kind, every third a low-pass. */
    static Signal kind(int i, Signal x, Signal hertz) {
        Signal q = constant(1 + 0.05 * i);
        return switch (i % 3 == 0 ? 0 : i % 8) {
            case 1 -> x.highpass(hertz, q);
            case 2 -> x.bandpass(hertz, q);
            case 3 -> x.notch(hertz, q);
            case 4 -> x.allpass(hertz, q);
            case 5 -> x.peaking(hertz, q, constant(6));
            case 6 -> x.lowshelf(hertz, constant(-6));
            case 7 -> x.highshelf(hertz, constant(3));
            default -> x.lowpass(hertz, q);
        };
    }

    /** A biquad of any kind of which all that may move does, for some only now and then. */
    static Signal biquad(int i, Signal x) {
        Signal hertz = Bank.moving(i % 5 == 4 ? -1 : i, 300 + 50 * i);
        Signal q = Bank.moving(i % 3 == 2 ? -1 : 100 + i, 1 + 0.1 * i);
        Signal decibels = Bank.moving(i % 3 == 1 ? -1 : 200 + i, 0.5 * i - 9);
        return switch (i % 8) {
            case 0 -> x.lowpass(hertz, q);
            case 1 -> x.highpass(hertz, q);
            case 2 -> x.bandpass(hertz, q);
            case 3 -> x.notch(hertz, q);
            case 4 -> x.allpass(hertz, q);
            case 5 -> x.peaking(hertz, q, decibels);
            case 6 -> x.lowshelf(hertz, decibels);
            default -> x.highshelf(hertz, decibels);
        };
    }

    /** A state-variable filter of noise: one of its outputs. */
    static Signal output(int i, Signal hertz) {
        var outputs = Bank.source(i).stateVariable(hertz, constant(1.5));
        return switch (i % 4) {
            case 0 -> outputs.low();
            case 1 -> outputs.band();
            case 2 -> outputs.high();
            default -> outputs.notch();
        };
    }
}
