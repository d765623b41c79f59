package vorlauf.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The columns that the keys of a grid's scenarios make: names of nested keys and indices of lists joined by underscores.
 *
 * <p>Whole numbers are a {@code BIGINT}, others a {@code DOUBLE}, truths a {@code BOOLEAN}, all else text; an array of numbers is
 * its JSON. Where one column would be of two kinds it is text, of two kinds of numbers a {@code DOUBLE}. Keys that a scenario has
 * not are {@code NULL}. An axis whose values are objects or lists of them has a column of its own, too, with their JSON: by this one
 * they are told apart.
 *
 * @param types by name, in the order of the file behind those of {@code whole}
 * @param whole axes that have the JSON of their values as a column
 */
record KeyColumns(Map<String, Type> types, List<Axis> whole) {
    private static final int LONGEST_TEXT = 200;

    /** What the run itself says. */
    private static final Set<String> OF_THE_RUN = Set.of("seed", "deadlines");

    /** Kinds of values, named as DuckDB does. */
    enum Type {
        BIGINT,
        DOUBLE,
        BOOLEAN,
        VARCHAR;

        private Type with(Type other) {
            if (this == other) {
                return this;
            }
            boolean numbers = compareTo(BOOLEAN) < 0 && other.compareTo(BOOLEAN) < 0;
            return numbers ? DOUBLE : VARCHAR;
        }
    }

    static KeyColumns of(Grid grid) {
        Map<String, Type> types = new LinkedHashMap<>();
        List<Axis> whole = grid.axes().stream()
                .filter(axis -> axis.values().stream().anyMatch(KeyColumns::holdsOthers))
                .toList();
        int[] indices = new int[grid.axes().size()];
        // what one axis changes does not depend on the others
        add(grid.scenario(indices), whole, types);
        for (int axis = 0; axis < indices.length; axis++) {
            for (int value = 1; value < grid.axes().get(axis).values().size(); value++) {
                indices[axis] = value;
                add(grid.scenario(indices), whole, types);
            }
            indices[axis] = 0;
        }
        return new KeyColumns(types, whole);
    }

    /** Whether a value is spread over columns. */
    private static boolean holdsOthers(JsonNode value) {
        return value.isObject() || (value.isArray() && value.valueStream().anyMatch(JsonNode::isContainer));
    }

    private static void add(JsonNode scenario, List<Axis> whole, Map<String, Type> types) {
        leaves(scenario, whole).forEach((name, value) -> types.merge(name, type(value), Type::with));
    }

    private static Type type(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return Type.BIGINT;
        }
        return value.isNumber() ? Type.DOUBLE : value.isBoolean() ? Type.BOOLEAN : Type.VARCHAR;
    }

    private static Map<String, JsonNode> leaves(JsonNode scenario, List<Axis> whole) {
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        whole.forEach(axis -> leaves.put(axis.name(), axis.get(scenario)));
        collect("", scenario, leaves);
        OF_THE_RUN.forEach(leaves::remove);
        return leaves;
    }

    private static void collect(String name, JsonNode node, Map<String, JsonNode> leaves) {
        String prefix = name.isEmpty() ? "" : name + "_";
        if (node.isObject()) {
            node.propertyNames().forEach(key -> collect(prefix + key, node.get(key), leaves));
        } else if (holdsOthers(node)) {
            for (int i = 0; i < node.size(); i++) {
                collect(prefix + i, node.get(i), leaves);
            }
        } else if (!node.isNull()) {
            leaves.put(name, node);
        }
    }

    /** The values of a scenario, one a column: {@code Long}, {@code Double}, {@code Boolean}, {@code String} or null. */
    List<@Nullable Object> values(JsonNode scenario) {
        Map<String, JsonNode> leaves = leaves(scenario, whole);
        List<@Nullable Object> values = new ArrayList<>();
        types.forEach((name, type) -> {
            JsonNode leaf = leaves.get(name);
            values.add(leaf == null ? null : value(leaf, type));
        });
        return values;
    }

    private static Object value(JsonNode leaf, Type type) {
        return switch (type) {
            case BIGINT -> leaf.asLong();
            case DOUBLE -> leaf.asDouble();
            case BOOLEAN -> leaf.asBoolean();
            case VARCHAR -> text(leaf);
        };
    }

    /** A patch or a long trace is its beginning and its hash. */
    private static String text(JsonNode leaf) {
        String text = leaf.isString() ? leaf.asString() : leaf.toString();
        return text.length() <= LONGEST_TEXT
                ? text
                : text.substring(0, LONGEST_TEXT) + "... sha256 "
                        + Digest.of(text).substring(0, 16);
    }
}
