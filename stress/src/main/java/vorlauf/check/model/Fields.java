package vorlauf.check.model;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers for declared fields, so that one field has one number whichever way it is accessed. Threads: any. */
public final class Fields {
    private static final Map<FieldName, Integer> NUMBERS = new HashMap<>();
    private static final List<FieldName> NAMES = new ArrayList<>();

    private Fields() {}

    /** A declared field. */
    record FieldName(String declaringClass, String name) {}

    /** The number of a field of a class with this binary name. */
    public static int number(String declaringClass, String name) {
        synchronized (NUMBERS) {
            return NUMBERS.computeIfAbsent(new FieldName(declaringClass, name), field -> {
                NAMES.add(field);
                return NAMES.size() - 1;
            });
        }
    }

    static FieldName name(int number) {
        synchronized (NUMBERS) {
            return NAMES.get(number);
        }
    }

    /** The value of a numbered field of an object, or of a class where the field is static; null where it cannot be read. */
    static @Nullable Object read(Object owner, int number) {
        Field field = find(owner, number);
        try {
            return field == null ? null : field.get(owner);
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    /** Sets a numbered field. */
    static void write(Object owner, int number, @Nullable Object value) {
        Field field = find(owner, number);
        try {
            if (field != null) {
                field.set(owner, value);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Field find(Object owner, int number) {
        FieldName wanted = name(number);
        for (Class<?> type = owner instanceof Class<?> holder ? holder : owner.getClass();
                type != null;
                type = type.getSuperclass()) {
            if (type.getName().equals(wanted.declaringClass())) {
                try {
                    Field field = type.getDeclaredField(wanted.name());
                    field.setAccessible(true);
                    return field;
                } catch (NoSuchFieldException e) {
                    return null;
                }
            }
        }
        return null;
    }

    /** The instance fields of an object that hold references, by name. */
    static Map<String, Object> references(Object owner) {
        Map<String, Object> references = new HashMap<>();
        for (Class<?> type = owner.getClass();
                type != null && !type.getName().startsWith("java.");
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    try {
                        field.setAccessible(true);
                        Object value = field.get(owner);
                        if (value != null) {
                            references.put(field.getName(), value);
                        }
                    } catch (IllegalAccessException | RuntimeException e) {
                        // a name is a courtesy: what cannot be looked into goes without
                    }
                }
            }
        }
        return references;
    }
}
