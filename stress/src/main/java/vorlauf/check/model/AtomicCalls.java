package vorlauf.check.model;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls of {@code java.util.concurrent.atomic}, by the names of their methods. */
final class AtomicCalls {
    private AtomicCalls() {}

    /** A location and the way to its newest value. */
    private record Target(Memory memory, RealPlace place, Object owner, long index, int site) {
        @Nullable
        Object load(Order order) {
            return memory.load(place, owner, index, order, site);
        }

        @Nullable
        Object store(@Nullable Object value, Order order) {
            memory.store(place, owner, index, value, order, site);
            return null;
        }

        Memory.Exchange exchange(@Nullable Object expected, @Nullable Object value, Update orders) {
            return memory.compareAndExchange(place, owner, index, expected, value, orders, site);
        }
    }

    /** Makes the call in the model; null where the method has no model. */
    static @Nullable Object call(Execution execution, String name, @Nullable Object[] arguments, int site) {
        Object receiver = arguments[0];
        if (receiver == null) {
            throw new NullPointerException();
        }
        Target target;
        int used;
        if (AtomicPlaces.isUpdater(receiver)) {
            Object owner = arguments[1];
            if (owner == null) {
                throw new NullPointerException();
            }
            target = new Target(
                    execution.memory, AtomicPlaces.ofUpdater(receiver), owner, AtomicPlaces.field(receiver), site);
            used = 2;
        } else if (AtomicPlaces.isArray(receiver)) {
            if (name.equals("length")) {
                return AtomicPlaces.length(receiver);
            }
            int index = arguments.length > 1 && arguments[1] instanceof Integer number ? number : -1;
            if (index < 0 || index >= AtomicPlaces.length(receiver)) {
                throw new IndexOutOfBoundsException("index " + index);
            }
            target = new Target(execution.memory, AtomicPlaces.ATOMIC, receiver, index, site);
            used = 2;
        } else {
            target = new Target(execution.memory, AtomicPlaces.ATOMIC, receiver, 0, site);
            used = 1;
        }
        @Nullable Object[] rest = Arrays.copyOfRange(arguments, used, arguments.length);
        return call(target, name, rest);
    }

    private static @Nullable Object call(Target target, String name, @Nullable Object[] rest) {
        return switch (name) {
            case "get", "intValue", "longValue", "floatValue", "doubleValue" -> target.load(Order.VOLATILE);
            case "getAcquire" -> target.load(Order.ACQUIRE);
            case "getOpaque" -> target.load(Order.OPAQUE);
            case "getPlain" -> target.load(Order.PLAIN);
            case "set" -> target.store(rest[0], Order.VOLATILE);
            case "lazySet", "setRelease" -> target.store(rest[0], Order.RELEASE);
            case "setOpaque" -> target.store(rest[0], Order.OPAQUE);
            case "setPlain" -> target.store(rest[0], Order.PLAIN);
            case "compareAndSet" ->
                target.exchange(rest[0], rest[1], Update.VOLATILE).done();
            case "weakCompareAndSet", "weakCompareAndSetPlain" ->
                target.exchange(rest[0], rest[1], Update.PLAIN.weak()).done();
            case "weakCompareAndSetVolatile" ->
                target.exchange(rest[0], rest[1], Update.VOLATILE.weak()).done();
            case "weakCompareAndSetAcquire" ->
                target.exchange(rest[0], rest[1], Update.ACQUIRE.weak()).done();
            case "weakCompareAndSetRelease" ->
                target.exchange(rest[0], rest[1], Update.RELEASE.weak()).done();
            case "compareAndExchange" ->
                target.exchange(rest[0], rest[1], Update.VOLATILE).before();
            case "compareAndExchangeAcquire" ->
                target.exchange(rest[0], rest[1], Update.ACQUIRE).before();
            case "compareAndExchangeRelease" ->
                target.exchange(rest[0], rest[1], Update.RELEASE).before();
            default -> update(target, name, rest);
        };
    }

    private static @Nullable Object update(Target target, String name, @Nullable Object[] rest) {
        @Nullable Object[] after = new @Nullable Object[1];
        Object before = target.memory.update(
                target.place,
                target.owner,
                target.index,
                value -> {
                    after[0] = changed(name, value, rest, target.site);
                    return after[0];
                },
                Update.VOLATILE,
                target.site);
        return name.startsWith("getAnd") ? before : after[0];
    }

    private static @Nullable Object changed(String name, @Nullable Object value, @Nullable Object[] rest, int site) {
        return switch (name) {
            case "getAndSet" -> rest[0];
            case "getAndIncrement", "incrementAndGet" -> Numbers.add(value, 1);
            case "getAndDecrement", "decrementAndGet" -> Numbers.add(value, -1);
            case "getAndAdd", "addAndGet" -> Numbers.add(value, rest[0]);
            case "getAndUpdate", "updateAndGet" -> Numbers.apply(Objects.requireNonNull(rest[0]), value);
            case "getAndAccumulate", "accumulateAndGet" ->
                Numbers.apply(Objects.requireNonNull(rest[1]), value, rest[0]);
            default -> throw new Refused(Sites.get(site) + ": " + name + " is not modelled by the checker");
        };
    }
}
