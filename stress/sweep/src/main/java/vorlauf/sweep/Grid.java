package vorlauf.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vorlauf.cli.CommandException;

/**
 * The scenarios that a scenario with arrays describes: each value of each axis with each of all others, the last axis fastest.
 *
 * <p>An array makes an axis, its elements are the values. Where a scenario takes an array itself that is only so if all its
 * elements are arrays: in the lists {@code stalls} and {@code edits}, and in the numbers of a trace or a histogram. In
 * {@code periodFrames} numbers are values, too; a pattern of periods is an array among them.
 *
 * <p>Threads: any.
 *
 * @param base the scenario with the arrays still in it
 * @param axes in the order of the file
 */
record Grid(ObjectNode base, List<Axis> axes) {
    private static final Set<String> LISTS = Set.of("stalls", "edits");
    private static final Map<String, Set<String>> DATA =
            Map.of("trace", Set.of("nanos", "stalls"), "histogram", Set.of("bins"));

    Grid {
        axes = List.copyOf(axes);
    }

    /** Finds the axes. Errors: a {@link CommandException} of wrong usage whose line names the field. */
    static Grid of(ObjectNode scenario) {
        List<Axis> axes = new ArrayList<>();
        look(scenario, List.of(), axes);
        return new Grid(scenario, axes);
    }

    private static void look(JsonNode object, List<String> path, List<Axis> axes) {
        for (String name : object.propertyNames()) {
            JsonNode value = object.get(name);
            List<String> place = with(path, name);
            if (value.isObject()) {
                look(value, place, axes);
            } else if (value.isArray()) {
                lookAtArray(object, value, place, axes);
            }
        }
    }

    private static void lookAtArray(JsonNode parent, JsonNode array, List<String> place, List<Axis> axes) {
        boolean list = place.size() == 1 && LISTS.contains(place.getLast());
        boolean data =
                DATA.getOrDefault(parent.path("kind").asString(""), Set.of()).contains(place.getLast());
        long nested = array.valueStream().filter(JsonNode::isArray).count();
        if ((list || data) && nested == 0) {
            for (int i = 0; list && i < array.size(); i++) {
                look(array.get(i), with(place, Integer.toString(i)), axes);
            }
            return;
        }
        if ((list || data) && nested < array.size()) {
            throw CommandException.usage(
                    Axis.place(place) + " holds arrays beside other values; an axis of it is an array of arrays");
        }
        Axis axis = new Axis(place, array.valueStream().toList());
        if (axis.values().isEmpty()) {
            throw CommandException.usage(axis.place() + " is an empty array; an axis has one value at least");
        }
        Set<Object> seen = new HashSet<>();
        for (JsonNode value : axis.values()) {
            // 2 and 2.0 are one number, and one value of a column
            boolean whole = value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong();
            if (!seen.add(whole ? (Object) value.asLong() : value)) {
                throw CommandException.usage(axis.place() + " holds " + value + " twice");
            }
        }
        axes.add(axis);
    }

    private static List<String> with(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /** How many scenarios there are, as a double since there may be more than can be counted. */
    double size() {
        return axes.stream().mapToDouble(axis -> axis.values().size()).reduce(1, (one, other) -> one * other);
    }

    /** Which value of each axis a scenario has. */
    int[] indices(int cell) {
        int[] indices = new int[axes.size()];
        int rest = cell;
        for (int i = axes.size() - 1; i >= 0; i--) {
            indices[i] = rest % axes.get(i).values().size();
            rest /= axes.get(i).values().size();
        }
        return indices;
    }

    /** A scenario without axes. */
    ObjectNode cell(int cell) {
        return scenario(indices(cell));
    }

    /** The scenario of these values. */
    ObjectNode scenario(int[] indices) {
        ObjectNode scenario = base.deepCopy();
        for (int i = 0; i < indices.length; i++) {
            axes.get(i).set(scenario, indices[i]);
        }
        return scenario;
    }

    /** What tells a scenario from the others, {@code ringPeriods 4, policy "abs"}. */
    String words(int cell) {
        int[] indices = indices(cell);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < indices.length; i++) {
            words.add(axes.get(i).place() + " " + axes.get(i).values().get(indices[i]));
        }
        return String.join(", ", words);
    }
}
