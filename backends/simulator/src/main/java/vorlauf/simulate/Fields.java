package vorlauf.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of one JSON object, each read with its rule; {@code path} says where the object is. */
record Fields(String path, JsonNode node) {
    Fields {
        path = path.isEmpty() || path.endsWith(".") ? path : path + ".";
    }

    /** Refuses fields with other names, and what is no object. */
    void allow(Set<String> names) throws Scenario.InvalidException {
        if (!node.isObject()) {
            throw new Scenario.InvalidException(
                    (path.isEmpty() ? "the scenario" : path.substring(0, path.length() - 1)) + " has to be an object");
        }
        for (String name : node.propertyNames()) {
            if (!names.contains(name)) {
                throw wrong(name, "is not known here; there are " + String.join(", ", new TreeSet<>(names)));
            }
        }
    }

    boolean has(String name) {
        return node.has(name);
    }

    Fields required(String name) throws Scenario.InvalidException {
        if (!has(name)) {
            throw wrong(name, "is missing");
        }
        return new Fields(path + name, node.get(name));
    }

    List<Fields> list(String name) throws Scenario.InvalidException {
        List<Fields> list = new ArrayList<>();
        if (has(name) && !node.get(name).isArray()) {
            throw wrong(name, "has to be an array");
        }
        for (int i = 0; has(name) && i < node.get(name).size(); i++) {
            list.add(new Fields(path + name + "[" + i + "]", node.get(name).get(i)));
        }
        return list;
    }

    long whole(String name, long least, long most) throws Scenario.InvalidException {
        required(name);
        return whole(name, 0, least, most);
    }

    long whole(String name, long otherwise, long least, long most) throws Scenario.InvalidException {
        if (!has(name)) {
            return otherwise;
        }
        return whole(name, node.get(name), least, most);
    }

    /** A whole number in an array. */
    long element(int index, long least, long most) throws Scenario.InvalidException {
        String name = path.substring(path.lastIndexOf('.', path.length() - 2) + 1, path.length() - 1);
        return new Fields(path.substring(0, path.length() - 1 - name.length()), node)
                .whole(name + "[" + index + "]", node.get(index), least, most);
    }

    private long whole(String name, JsonNode value, long least, long most) throws Scenario.InvalidException {
        boolean whole =
                value.isNumber() && (value.canConvertToLong() && value.asDouble() == Math.rint(value.asDouble()));
        if (!whole || value.asLong() < least || value.asLong() > most) {
            throw wrong(
                    name,
                    String.format(Locale.ROOT, "is %s, must be a whole number from %,d to %,d", value, least, most));
        }
        return value.asLong();
    }

    double number(String name, double otherwise, double least, double most) throws Scenario.InvalidException {
        if (!has(name) && !Double.isNaN(otherwise)) {
            return otherwise;
        }
        JsonNode value = required(name).node();
        if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= most)) {
            throw wrong(
                    name,
                    String.format(Locale.ROOT, "is %s, must be a number from %,.0f to %,.0f", value, least, most));
        }
        return value.asDouble();
    }

    /** A word out of {@code words}, or any where there are none. */
    String word(String name, @Nullable String otherwise, Set<String> words) throws Scenario.InvalidException {
        if (!has(name) && otherwise != null) {
            return otherwise;
        }
        JsonNode value = required(name).node();
        if (!value.isString() || (!words.isEmpty() && !words.contains(value.asString()))) {
            throw wrong(
                    name,
                    "is " + value
                            + (words.isEmpty()
                                    ? ", must be a string"
                                    : ", must be one of " + String.join(", ", new TreeSet<>(words))));
        }
        return value.asString();
    }

    Scenario.InvalidException wrong(String name, String what) {
        return new Scenario.InvalidException(path + name + " " + what);
    }
}
