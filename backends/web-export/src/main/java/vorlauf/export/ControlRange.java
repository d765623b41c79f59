package vorlauf.export;

/**
 * How far a control's slider goes: a guess, as a control is declared without a range.
 *
 * @param name the control
 * @param initial its value before anything happened
 * @param lowest lowest value that was recorded, the initial one included
 * @param highest highest value that was recorded, the initial one included
 */
public record ControlRange(String name, double initial, double lowest, double highest) {
    private static final double AUDIBLE_HERTZ = 20;
    private static final double WIDE = 8;

    static ControlRange at(String name, double initial) {
        return new ControlRange(name, initial, initial, initial);
    }

    ControlRange with(double value) {
        return new ControlRange(name, initial, Math.min(lowest, value), Math.max(highest, value));
    }

    /** Whether equal ways on the slider are equal ratios: what is positive and large is heard in octaves. */
    boolean isLogarithmic() {
        return lowest >= AUDIBLE_HERTZ;
    }

    /** Left end of the slider. */
    double sliderLowest() {
        if (isLogarithmic()) {
            return lowest < highest ? lowest / 2 : lowest / WIDE;
        }
        return lowest >= 0 ? 0 : -largest();
    }

    /** Right end of the slider. */
    double sliderHighest() {
        if (isLogarithmic()) {
            return lowest < highest ? highest * 2 : highest * WIDE;
        }
        return largest();
    }

    /** Gains and places end at 1; whatever is larger has room to be twice as large. */
    private double largest() {
        double magnitude = Math.max(Math.abs(lowest), Math.abs(highest));
        return magnitude <= 1 ? 1 : 2 * magnitude;
    }
}
