package vorlauf.page;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a control's slider goes: a guess, as a control is declared without a range.
 *
 * @param name the control
 * @param initial its value before anything happened
 * @param lowest lowest value that was seen, the initial one included
 * @param highest highest value that was seen, the initial one included
 */
public record ControlRange(String name, double initial, double lowest, double highest) {
    private static final double AUDIBLE_HERTZ = 20;
    private static final double WIDE = 8;

    /** A control that has had no value but its first. */
    public static ControlRange at(String name, double initial) {
        return new ControlRange(name, initial, initial, initial);
    }

    /** The same, with a further value. */
    public ControlRange with(double value) {
        return new ControlRange(name, initial, Math.min(lowest, value), Math.max(highest, value));
    }

    /** Whether equal ways on the slider are equal ratios: what is positive and large is heard in octaves. */
    public boolean isLogarithmic() {
        return lowest >= AUDIBLE_HERTZ;
    }

    /** Left end of the slider. */
    public double sliderLowest() {
        if (isLogarithmic()) {
            return lowest < highest ? lowest / 2 : lowest / WIDE;
        }
        return lowest >= 0 ? 0 : -largest();
    }

    /** Right end of the slider. */
    public double sliderHighest() {
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

    /** What a page needs to draw the slider. */
    public Map<String, Object> slider() {
        Map<String, Object> slider = new LinkedHashMap<>();
        slider.put("name", name);
        slider.put("initial", initial);
        slider.put("lowest", sliderLowest());
        slider.put("highest", sliderHighest());
        slider.put("logarithmic", isLogarithmic());
        return slider;
    }
}
