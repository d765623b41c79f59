package vorlauf.dsp;

/** The eight second-order filters of the Audio EQ Cookbook. */
public enum BiquadKind {
    LOWPASS,
    HIGHPASS,
    /** Peak gain 0 dB whatever q. */
    BANDPASS,
    NOTCH,
    ALLPASS,
    PEAKING,
    /** Shelf slope S = 1. */
    LOWSHELF,
    /** Shelf slope S = 1. */
    HIGHSHELF
}
