package vorlauf.check.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Which field a {@link VarHandle} gives access to: noted when rewritten classes make one. Threads: any. */
public final class FieldHandles {
    private static final Map<VarHandle, FieldOf> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    private FieldHandles() {}

    /**
     * A field.
     *
     * @param number as in {@link Fields}
     * @param owner the class of a static field; null for a field of objects
     */
    record FieldOf(int number, @Nullable Class<?> owner) {}

    /** {@link MethodHandles.Lookup#findVarHandle}. */
    public static VarHandle find(MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type)
            throws NoSuchFieldException, IllegalAccessException {
        VarHandle handle = lookup.findVarHandle(owner, name, type);
        KNOWN.put(handle, new FieldOf(Fields.number(declaring(owner, name).getName(), name), null));
        return handle;
    }

    /** {@link MethodHandles.Lookup#findStaticVarHandle}. */
    public static VarHandle findStatic(MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type)
            throws NoSuchFieldException, IllegalAccessException {
        VarHandle handle = lookup.findStaticVarHandle(owner, name, type);
        Class<?> declaring = declaring(owner, name);
        KNOWN.put(handle, new FieldOf(Fields.number(declaring.getName(), name), declaring));
        return handle;
    }

    /** {@link MethodHandles.Lookup#unreflectVarHandle}. */
    public static VarHandle unreflect(MethodHandles.Lookup lookup, Field field) throws IllegalAccessException {
        VarHandle handle = lookup.unreflectVarHandle(field);
        Class<?> owner = Modifier.isStatic(field.getModifiers()) ? field.getDeclaringClass() : null;
        KNOWN.put(handle, new FieldOf(Fields.number(field.getDeclaringClass().getName(), field.getName()), owner));
        return handle;
    }

    /** {@link VarHandle#withInvokeExactBehavior}. */
    public static VarHandle exact(VarHandle handle) {
        return alike(handle, handle.withInvokeExactBehavior());
    }

    /** {@link VarHandle#withInvokeBehavior}. */
    public static VarHandle inexact(VarHandle handle) {
        return alike(handle, handle.withInvokeBehavior());
    }

    private static VarHandle alike(VarHandle handle, VarHandle other) {
        FieldOf field = KNOWN.get(handle);
        if (field != null) {
            KNOWN.put(other, field);
        }
        return other;
    }

    /** The field of a handle that a rewritten class has made; null for any other. */
    static @Nullable FieldOf of(VarHandle handle) {
        return KNOWN.get(handle);
    }

    private static Class<?> declaring(Class<?> owner, String name) {
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return type;
                }
            }
        }
        return owner;
    }
}
