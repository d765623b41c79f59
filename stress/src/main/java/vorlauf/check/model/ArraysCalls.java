package vorlauf.check.model;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** What methods of {@link java.util.Arrays} touch. */
final class ArraysCalls {
    private ArraysCalls() {}

    static void touch(String name, @Nullable Object[] arguments, int site) {
        Object array = arguments.length == 0 ? null : arguments[0];
        if (array == null || !array.getClass().isArray()) {
            return;
        }
        int length = Array.getLength(array);
        switch (name) {
            case "fill" -> {
                boolean part = arguments.length == 4;
                int from = part && arguments[1] instanceof Integer start ? start : 0;
                int to = part && arguments[2] instanceof Integer end ? end : length;
                Hooks.touch(array, from, to, true, site);
            }
            case "copyOf" ->
                Hooks.touch(
                        array, 0, Math.min(length, arguments[1] instanceof Integer wanted ? wanted : 0), false, site);
            case "copyOfRange" -> {
                int from = arguments[1] instanceof Integer start ? start : 0;
                int to = arguments[2] instanceof Integer end ? end : length;
                Hooks.touch(array, from, Math.min(to, length), false, site);
            }
            case "equals", "mismatch", "hashCode", "toString" -> {
                for (Object argument : arguments) {
                    Hooks.readElements(argument != null && argument.getClass().isArray() ? argument : null, site);
                }
            }
            default -> throw new Refused(Sites.get(site) + ": Arrays." + name + " is not modelled by the checker");
        }
    }
}
