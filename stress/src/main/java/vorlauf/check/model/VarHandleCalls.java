package vorlauf.check.model;

import java.lang.invoke.VarHandle;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The access modes of {@link VarHandle}, each as the model has it. */
final class VarHandleCalls {
    private VarHandleCalls() {}

    static @Nullable Object call(
            Memory memory,
            VarHandle.AccessMode mode,
            RealPlace place,
            Object owner,
            long index,
            @Nullable Object[] values,
            int site) {
        return switch (mode) {
            case GET -> memory.load(place, owner, index, Order.PLAIN, site);
            case GET_OPAQUE -> memory.load(place, owner, index, Order.OPAQUE, site);
            case GET_ACQUIRE -> memory.load(place, owner, index, Order.ACQUIRE, site);
            case GET_VOLATILE -> memory.load(place, owner, index, Order.VOLATILE, site);
            case SET, SET_OPAQUE, SET_RELEASE, SET_VOLATILE -> {
                memory.store(place, owner, index, values[0], storeOrder(mode), site);
                yield null;
            }
            case COMPARE_AND_SET,
                    WEAK_COMPARE_AND_SET,
                    WEAK_COMPARE_AND_SET_PLAIN,
                    WEAK_COMPARE_AND_SET_ACQUIRE,
                    WEAK_COMPARE_AND_SET_RELEASE ->
                memory.compareAndExchange(place, owner, index, values[0], values[1], orders(mode), site)
                        .done();
            case COMPARE_AND_EXCHANGE, COMPARE_AND_EXCHANGE_ACQUIRE, COMPARE_AND_EXCHANGE_RELEASE ->
                memory.compareAndExchange(place, owner, index, values[0], values[1], orders(mode), site)
                        .before();
            case GET_AND_SET,
                    GET_AND_SET_ACQUIRE,
                    GET_AND_SET_RELEASE,
                    GET_AND_ADD,
                    GET_AND_ADD_ACQUIRE,
                    GET_AND_ADD_RELEASE,
                    GET_AND_BITWISE_OR,
                    GET_AND_BITWISE_OR_ACQUIRE,
                    GET_AND_BITWISE_OR_RELEASE,
                    GET_AND_BITWISE_AND,
                    GET_AND_BITWISE_AND_ACQUIRE,
                    GET_AND_BITWISE_AND_RELEASE,
                    GET_AND_BITWISE_XOR,
                    GET_AND_BITWISE_XOR_ACQUIRE,
                    GET_AND_BITWISE_XOR_RELEASE ->
                memory.update(place, owner, index, change(mode, values[0]), orders(mode), site);
        };
    }

    private static Order storeOrder(VarHandle.AccessMode mode) {
        return switch (mode) {
            case SET -> Order.PLAIN;
            case SET_OPAQUE -> Order.OPAQUE;
            case SET_RELEASE -> Order.RELEASE;
            default -> Order.VOLATILE;
        };
    }

    private static Update orders(VarHandle.AccessMode mode) {
        String name = mode.name();
        Update orders = name.endsWith("_ACQUIRE")
                ? Update.ACQUIRE
                : name.endsWith("_RELEASE") ? Update.RELEASE : name.endsWith("_PLAIN") ? Update.PLAIN : Update.VOLATILE;
        return name.startsWith("WEAK_") ? orders.weak() : orders;
    }

    private static UnaryOperator<@Nullable Object> change(VarHandle.AccessMode mode, @Nullable Object operand) {
        String name = mode.name();
        if (name.startsWith("GET_AND_SET")) {
            return value -> operand;
        }
        if (name.startsWith("GET_AND_ADD")) {
            return value -> Numbers.add(value, operand);
        }
        String operation = name.contains("_OR") ? "OR" : name.contains("_AND_BITWISE_AND") ? "AND" : "XOR";
        return value -> Numbers.bitwise(operation, value, operand);
    }
}
