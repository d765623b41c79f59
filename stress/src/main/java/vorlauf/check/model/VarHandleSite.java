package vorlauf.check.model;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of a method of {@link VarHandle} in a rewritten class. */
final class VarHandleSite implements CallTarget {
    private final VarHandle.AccessMode mode;
    private final int site;
    private @Nullable Shape shape;

    VarHandleSite(String name, int site) {
        this.mode = VarHandle.AccessMode.valueFromMethodName(name);
        this.site = site;
    }

    /** What a handle gives access to. */
    private record Shape(
            VarHandle handle,
            int coordinates,
            int field,
            @Nullable Object staticOwner,
            MethodHandle get,
            MethodHandle set) {}

    /** Called with the handle and the arguments of the call. */
    @Override
    public @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
        Execution execution = Hooks.execution();
        if (!(arguments[0] instanceof VarHandle handle)) {
            throw new NullPointerException();
        }
        @Nullable Object[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        if (execution == null) {
            return handle.toMethodHandle(mode).invokeWithArguments(rest);
        }
        Shape known = shape;
        if (known == null || known.handle() != handle) {
            known = shapeOf(handle);
            shape = known;
        }
        @Nullable Object[] coordinates = Arrays.copyOf(rest, known.coordinates());
        Object owner = known.staticOwner();
        long index = known.field();
        if (known.coordinates() > 0) {
            owner = coordinates[0];
            if (owner == null) {
                throw new NullPointerException();
            }
            if (owner instanceof MemorySegment segment) {
                long offset = SegmentCalls.offset(coordinates);
                owner = SegmentCalls.owner(segment);
                index = (segment.address() + offset) / SegmentCalls.WORD_BYTES;
                Object _ = known.get().invokeExact(coordinates); // what is out of bounds or closed throws here
            } else if (owner.getClass().isArray()) {
                index = coordinates[1] instanceof Integer number ? number : -1;
                if (index < 0 || index >= Array.getLength(owner)) {
                    throw new ArrayIndexOutOfBoundsException((int) index);
                }
            }
        }
        if (owner == null) {
            throw new Refused(Sites.get(site) + ": this kind of VarHandle is not modelled by the checker");
        }
        RealPlace place = new Place(known, coordinates);
        Class<?> type = handle.varType();
        @Nullable Object[] values = new @Nullable Object[rest.length - coordinates.length];
        for (int at = 0; at < values.length; at++) {
            values[at] = Numbers.convert(rest[coordinates.length + at], type);
        }
        return VarHandleCalls.call(execution.memory, mode, place, owner, index, values, site);
    }

    private Shape shapeOf(VarHandle handle) {
        List<Class<?>> coordinates = handle.coordinateTypes();
        MethodHandle get = handle.toMethodHandle(VarHandle.AccessMode.GET)
                .asSpreader(Object[].class, coordinates.size())
                .asType(MethodType.methodType(Object.class, Object[].class));
        MethodHandle set = handle.isAccessModeSupported(VarHandle.AccessMode.SET)
                ? handle.toMethodHandle(VarHandle.AccessMode.SET)
                        .asSpreader(Object[].class, coordinates.size() + 1)
                        .asType(MethodType.methodType(void.class, Object[].class))
                : get;
        FieldHandles.FieldOf field = FieldHandles.of(handle);
        if (field != null) {
            return new Shape(handle, coordinates.size(), field.number(), field.owner(), get, set);
        }
        if (coordinates.isEmpty()) {
            throw refused();
        }
        Class<?> first = coordinates.getFirst();
        if (MemorySegment.class.isAssignableFrom(first)) {
            return new Shape(handle, coordinates.size(), 0, null, get, set);
        }
        if (first.isArray() && coordinates.size() == 2 && first.getComponentType() == handle.varType()) {
            return new Shape(handle, 2, 0, null, get, set);
        }
        throw refused();
    }

    private Refused refused() {
        return new Refused(Sites.get(site) + ": this kind of VarHandle is not modelled by the checker");
    }

    /** The variable that a handle and its coordinates give. */
    private record Place(Shape shape, @Nullable Object[] coordinates) implements RealPlace {
        @Override
        public @Nullable Object read(Object owner, long index) {
            try {
                return shape.get().invokeExact(coordinates);
            } catch (RuntimeException | Error thrown) {
                throw thrown;
            } catch (Throwable thrown) {
                throw new IllegalStateException(thrown);
            }
        }

        @Override
        public void write(Object owner, long index, @Nullable Object value) {
            @Nullable Object[] all = Arrays.copyOf(coordinates, coordinates.length + 1);
            all[coordinates.length] = value;
            try {
                shape.set().invokeExact(all);
            } catch (RuntimeException | Error thrown) {
                throw thrown;
            } catch (Throwable thrown) {
                throw new IllegalStateException(thrown);
            }
        }

        @Override
        public String name() {
            return coordinates.length > 0 && coordinates[0] instanceof MemorySegment ? "segment word" : "";
        }
    }
}
