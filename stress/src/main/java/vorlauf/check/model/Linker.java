package vorlauf.check.model;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bootstrap methods: what rewritten classes call in place of library methods that touch memory. */
public final class Linker {
    private static final MethodHandles.Lookup OWN = MethodHandles.lookup();
    private static final MethodType CALL = MethodType.methodType(Object.class, Object[].class);

    private Linker() {}

    /** A method of {@link VarHandle}; the handle comes first. */
    public static CallSite varHandle(MethodHandles.Lookup caller, String name, MethodType type, int site)
            throws ReflectiveOperationException {
        return link(new VarHandleSite(name, site), type);
    }

    /** A load ({@code get}) or store ({@code set}) of a volatile field. */
    public static CallSite volatileField(
            MethodHandles.Lookup caller,
            String name,
            MethodType type,
            Class<?> owner,
            String field,
            Class<?> fieldType,
            int isStatic,
            int site)
            throws ReflectiveOperationException {
        VarHandle handle = isStatic == 1
                ? FieldHandles.findStatic(caller, owner, field, fieldType)
                : FieldHandles.find(caller, owner, field, fieldType);
        VarHandleSite access = new VarHandleSite(name + "Volatile", site);
        MethodHandle call = OWN.findVirtual(CallTarget.class, "call", CALL).bindTo(access);
        MethodType withHandle = type.insertParameterTypes(0, VarHandle.class);
        MethodHandle all =
                call.asCollector(Object[].class, withHandle.parameterCount()).asType(withHandle);
        return new ConstantCallSite(all.bindTo(handle));
    }

    /** A method of {@code java.util.concurrent.atomic}; the receiver comes first. */
    public static CallSite atomic(MethodHandles.Lookup caller, String name, MethodType type, int site)
            throws ReflectiveOperationException {
        MethodHandle original = caller.findVirtual(type.parameterType(0), name, type.dropParameterTypes(0, 1));
        return link(new AtomicSite(name, spread(original), site), type);
    }

    /** A method of {@link MemorySegment}; for those of instances the receiver comes first. */
    public static CallSite segment(MethodHandles.Lookup caller, String name, MethodType type, int isStatic, int site)
            throws ReflectiveOperationException {
        MethodHandle original = isStatic == 1
                ? caller.findStatic(MemorySegment.class, name, type)
                : caller.findVirtual(MemorySegment.class, name, type.dropParameterTypes(0, 1));
        return link(new SegmentSite(name, spread(original), site), type);
    }

    /** A static method of {@link Arrays}. */
    public static CallSite arrays(MethodHandles.Lookup caller, String name, MethodType type, int site)
            throws ReflectiveOperationException {
        return link(new ArraysSite(name, spread(caller.findStatic(Arrays.class, name, type)), site), type);
    }

    private static MethodHandle spread(MethodHandle original) {
        return original.asFixedArity()
                .asSpreader(Object[].class, original.type().parameterCount())
                .asType(CALL);
    }

    private static CallSite link(CallTarget site, MethodType type) throws ReflectiveOperationException {
        MethodHandle call = OWN.findVirtual(CallTarget.class, "call", CALL).bindTo(site);
        return new ConstantCallSite(
                call.asCollector(Object[].class, type.parameterCount()).asType(type));
    }

    /** {@code newUpdater} of one of the three kinds of field updater. */
    public static CallSite updater(
            MethodHandles.Lookup caller, String name, MethodType type, Class<?> updater, int site)
            throws ReflectiveOperationException {
        return link(new UpdaterSite(spread(caller.findStatic(updater, name, type))), type);
    }

    /** A method of a collection of the JDK; the receiver comes first. */
    public static CallSite collection(
            MethodHandles.Lookup caller, String name, MethodType type, Class<?> collection, int site)
            throws ReflectiveOperationException {
        MethodHandle original = caller.findVirtual(collection, name, type.dropParameterTypes(0, 1));
        return link(new CollectionSite(name, spread(original), site), type);
    }

    private record AtomicSite(String name, MethodHandle original, int site) implements CallTarget {
        @Override
        public @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
            Execution execution = Hooks.execution();
            return execution == null
                    ? original.invokeExact(arguments)
                    : AtomicCalls.call(execution, name, arguments, site);
        }
    }

    private record SegmentSite(String name, MethodHandle original, int site) implements CallTarget {
        @Override
        public @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
            Object result = original.invokeExact(arguments);
            if (Hooks.execution() != null) {
                SegmentCalls.touch(name, arguments, site);
            }
            return result;
        }
    }

    private record ArraysSite(String name, MethodHandle original, int site) implements CallTarget {
        @Override
        public @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
            Object result = original.invokeExact(arguments);
            if (Hooks.execution() != null) {
                ArraysCalls.touch(name, arguments, site);
            }
            return result;
        }
    }

    private record UpdaterSite(MethodHandle original) implements CallTarget {
        @Override
        public @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
            Object updater = original.invokeExact(arguments);
            if (arguments[0] instanceof Class<?> owner && arguments[arguments.length - 1] instanceof String field) {
                AtomicPlaces.register(updater, Fields.number(owner.getName(), field));
            }
            return updater;
        }
    }

    /** A collection is a single variable: whatever may change it stores, all else loads. */
    private record CollectionSite(String name, MethodHandle original, int site) implements CallTarget {
        private static final Set<String> LOADS = Set.of(
                "size",
                "isEmpty",
                "get",
                "contains",
                "containsKey",
                "containsValue",
                "peek",
                "peekFirst",
                "peekLast",
                "getFirst",
                "getLast",
                "element",
                "iterator",
                "cardinality",
                "forEach",
                "stream",
                "toArray",
                "equals",
                "hashCode",
                "toString",
                "indexOf",
                "getOrDefault",
                "values",
                "keySet",
                "entrySet");

        @Override
        public @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
            Object collection = arguments[0];
            if (LOADS.contains(name)) {
                Hooks.readField(collection, Fields.number("java.util.Collection", "contents"), site);
            } else {
                Hooks.writeField(collection, Fields.number("java.util.Collection", "contents"), site);
            }
            return original.invokeExact(arguments);
        }
    }
}
