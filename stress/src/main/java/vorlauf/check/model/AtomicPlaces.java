package vorlauf.check.model;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Where the classes of {@code java.util.concurrent.atomic} keep their values. */
final class AtomicPlaces {
    /** A place that is an object of its own: a single atomic, or an array of them. */
    static final RealPlace ATOMIC = new AtomicObject();

    /** Field numbers of updaters, as they were made. */
    private static final Map<Object, Integer> UPDATERS = Collections.synchronizedMap(new IdentityHashMap<>());

    private AtomicPlaces() {}

    static void register(Object updater, int field) {
        UPDATERS.put(updater, field);
    }

    static boolean isUpdater(Object receiver) {
        return receiver instanceof AtomicLongFieldUpdater
                || receiver instanceof AtomicIntegerFieldUpdater
                || receiver instanceof AtomicReferenceFieldUpdater;
    }

    static boolean isArray(Object receiver) {
        return receiver instanceof AtomicReferenceArray
                || receiver instanceof AtomicLongArray
                || receiver instanceof AtomicIntegerArray;
    }

    static int length(Object array) {
        return switch (array) {
            case AtomicReferenceArray<?> elements -> elements.length();
            case AtomicLongArray elements -> elements.length();
            default -> ((AtomicIntegerArray) array).length();
        };
    }

    /** The number of the field that an updater updates. */
    static int field(Object updater) {
        Integer field = UPDATERS.get(updater);
        if (field == null) {
            throw new Refused("a field updater that was made elsewhere is not modelled by the checker");
        }
        return field;
    }

    static RealPlace ofUpdater(Object updater) {
        return new UpdatedField(updater);
    }

    private static final class AtomicObject implements RealPlace {
        @Override
        public @Nullable Object read(Object owner, long index) {
            return switch (owner) {
                case AtomicLong atomic -> atomic.getPlain();
                case AtomicInteger atomic -> atomic.getPlain();
                case AtomicBoolean atomic -> atomic.getPlain();
                case AtomicReference<?> atomic -> atomic.getPlain();
                case AtomicLongArray array -> array.getPlain((int) index);
                case AtomicIntegerArray array -> array.getPlain((int) index);
                case AtomicReferenceArray<?> array -> array.getPlain((int) index);
                default -> throw new IllegalArgumentException(owner.getClass().getName());
            };
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // the subject's own types, nulls included
        public void write(Object owner, long index, @Nullable Object value) {
            switch (owner) {
                case AtomicLong atomic -> atomic.setPlain((Long) value);
                case AtomicInteger atomic -> atomic.setPlain((Integer) value);
                case AtomicBoolean atomic -> atomic.setPlain((Boolean) value);
                case AtomicReference<?> atomic -> ((AtomicReference<Object>) atomic).setPlain(value);
                case AtomicLongArray array -> array.setPlain((int) index, (Long) value);
                case AtomicIntegerArray array -> array.setPlain((int) index, (Integer) value);
                case AtomicReferenceArray<?> array ->
                    ((AtomicReferenceArray<Object>) array).setPlain((int) index, value);
                default -> throw new IllegalArgumentException(owner.getClass().getName());
            }
        }

        @Override
        public String name() {
            return "";
        }
    }

    private record UpdatedField(Object updater) implements RealPlace {
        @Override
        @SuppressWarnings("unchecked") // as above
        public @Nullable Object read(Object owner, long index) {
            return switch (updater) {
                case AtomicLongFieldUpdater<?> field -> ((AtomicLongFieldUpdater<Object>) field).get(owner);
                case AtomicIntegerFieldUpdater<?> field -> ((AtomicIntegerFieldUpdater<Object>) field).get(owner);
                default -> ((AtomicReferenceFieldUpdater<Object, Object>) updater).get(owner);
            };
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // as above
        public void write(Object owner, long index, @Nullable Object value) {
            switch (updater) {
                case AtomicLongFieldUpdater<?> field ->
                    ((AtomicLongFieldUpdater<Object>) field).set(owner, (Long) value);
                case AtomicIntegerFieldUpdater<?> field ->
                    ((AtomicIntegerFieldUpdater<Object>) field).set(owner, (Integer) value);
                default -> ((AtomicReferenceFieldUpdater<Object, Object>) updater).set(owner, value);
            }
        }

        @Override
        public String name() {
            return "";
        }
    }
}
