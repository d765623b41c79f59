package vorlauf.sweep;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A key of a scenario and the values that it takes in a grid.
 *
 * @param path the names of fields and the indices of elements that lead to the key
 * @param values at least one, none twice
 */
record Axis(List<String> path, List<JsonNode> values) {
    Axis {
        path = List.copyOf(path);
        values = List.copyOf(values);
    }

    /** The name of its column: the path joined by underscores. */
    String name() {
        return String.join("_", path);
    }

    /** The name that a message gives it: {@code stalls[0].lengthNanos}. */
    String place() {
        return place(path);
    }

    static String place(List<String> path) {
        StringBuilder place = new StringBuilder();
        for (String step : path) {
            if (isIndex(step)) {
                place.append('[').append(step).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step);
            }
        }
        return place.toString();
    }

    private static boolean isIndex(String step) {
        return !step.isEmpty() && step.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private static JsonNode at(JsonNode scenario, List<String> steps) {
        JsonNode node = scenario;
        for (String step : steps) {
            node = node.isArray() ? node.get(Integer.parseInt(step)) : node.get(step);
        }
        return node;
    }

    /** The value that a scenario of the grid has. */
    JsonNode get(JsonNode scenario) {
        return at(scenario, path);
    }

    /** Puts a value in its place. */
    void set(ObjectNode scenario, int index) {
        JsonNode parent = at(scenario, path.subList(0, path.size() - 1));
        JsonNode value = values.get(index).deepCopy();
        switch (parent) {
            case ObjectNode object -> object.set(path.getLast(), value);
            case ArrayNode array -> array.set(Integer.parseInt(path.getLast()), value);
            default -> throw new IllegalStateException(place() + " lies in no object");
        }
    }
}
