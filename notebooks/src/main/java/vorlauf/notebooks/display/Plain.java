package vorlauf.notebooks.display;

import java.lang.reflect.Array;
import java.util.StringJoiner;

/** Values as short text: arrays by their first elements, all others as they call themselves, cut where they are long. */
final class Plain {
    private static final int MOST_ELEMENTS = 10;
    private static final int MOST_CHARACTERS = 20_000;

    private Plain() {}

    static String text(Object value) {
        if (value.getClass().isArray()) {
            return array(value);
        }
        String text = String.valueOf(value);
        return text.length() <= MOST_CHARACTERS
                ? text
                : text.substring(0, MOST_CHARACTERS) + "... (" + text.length() + " characters)";
    }

    /** {@code float[48000] {0.0, 0.1, ...}}. */
    private static String array(Object array) {
        int length = Array.getLength(array);
        StringJoiner elements = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
            Object element = Array.get(array, i);
            elements.add(
                    element != null && element.getClass().isArray()
                            ? element.getClass().getComponentType().getSimpleName() + "[" + Array.getLength(element)
                                    + "]"
                            : String.valueOf(element));
        }
        if (length > MOST_ELEMENTS) {
            elements.add("...");
        }
        return array.getClass().getComponentType().getSimpleName() + "[" + length + "] " + elements;
    }
}
