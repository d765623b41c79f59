package vorlauf.check.model;

import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of objects and locations as a reader of the source would write them: {@code writer.position}. */
final class Names {
    private static final int MOST_OBJECTS = 2_000;

    private final IdentityHashMap<Object, String> names = new IdentityHashMap<>();

    Names(Map<String, Object> roots) {
        ArrayDeque<Object> open = new ArrayDeque<>();
        roots.forEach((name, object) -> {
            if (names.putIfAbsent(object, name) == null) {
                open.add(object);
            }
        });
        while (!open.isEmpty() && names.size() < MOST_OBJECTS) {
            Object object = open.remove();
            String prefix = names.getOrDefault(object, "");
            if (object instanceof Object[] array) {
                for (int index = 0; index < array.length; index++) {
                    enter(open, prefix + "[" + index + "]", array[index]);
                }
            } else if (!object.getClass().getName().startsWith("java.")) {
                Fields.references(object).forEach((field, value) -> enter(open, prefix + "." + field, value));
            }
        }
    }

    private void enter(ArrayDeque<Object> open, String name, @Nullable Object value) {
        if (value != null
                && !(value instanceof Class<?> || value instanceof Thread || value instanceof Boolean)
                && !(value instanceof Number number
                        && number.getClass().getPackageName().equals("java.lang"))
                && names.putIfAbsent(value, name) == null) {
            open.add(value);
        }
    }

    String of(Location location) {
        Object owner = location.owner;
        String name = names.get(owner);
        if (owner.getClass().isArray()) {
            return (name == null ? owner.getClass().getComponentType().getSimpleName() + " array" : name) + "["
                    + location.index + "]";
        }
        if (owner instanceof Class<?> type) {
            return type.getSimpleName() + "."
                    + Fields.name((int) location.index).name();
        }
        if (owner.getClass().getName().startsWith("java.util.concurrent.atomic.")) {
            String atomic = name == null ? owner.getClass().getSimpleName() : name;
            return owner.getClass().getSimpleName().endsWith("Array") ? atomic + "[" + location.index + "]" : atomic;
        }
        RealPlace real = location.real;
        if (real != null && !real.name().isEmpty()) {
            return real.name() + "[" + location.index + "]";
        }
        return (name == null ? owner.getClass().getSimpleName() : name) + "."
                + Fields.name((int) location.index).name();
    }

    /** The value as one would write it; objects by their names. */
    String value(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof Character) {
            return String.valueOf(value);
        }
        String name = names.get(value);
        return name == null ? value.getClass().getSimpleName() : name;
    }
}
