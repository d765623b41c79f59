package vorlauf.check.model;

import java.util.function.BinaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Arithmetic on boxed values, as atomic updates do it. */
final class Numbers {
    private Numbers() {}

    /** The value as one of this type: what an assignment in Java would make of it. */
    static @Nullable Object convert(@Nullable Object value, Class<?> type) {
        if (!(value instanceof Number || value instanceof Character) || !type.isPrimitive()) {
            return value;
        }
        Number number = value instanceof Character letter ? Integer.valueOf(letter) : (Number) value;
        if (type == long.class) {
            return number.longValue();
        }
        if (type == int.class) {
            return number.intValue();
        }
        if (type == float.class) {
            return number.floatValue();
        }
        if (type == double.class) {
            return number.doubleValue();
        }
        if (type == short.class) {
            return number.shortValue();
        }
        if (type == byte.class) {
            return number.byteValue();
        }
        return type == char.class ? Character.valueOf((char) number.intValue()) : value;
    }

    static @Nullable Object add(@Nullable Object value, @Nullable Object more) {
        return switch (value) {
            case Long number -> number + whole(more);
            case Integer number -> number + (int) whole(more);
            case Short number -> (short) (number + whole(more));
            case Byte number -> (byte) (number + whole(more));
            case Character letter -> (char) (letter + whole(more));
            case Float number -> number + ((Number) some(more)).floatValue();
            case Double number -> number + ((Number) some(more)).doubleValue();
            case null, default -> throw new UnsupportedOperationException();
        };
    }

    /** {@code AND}, {@code OR} or {@code XOR}. */
    static @Nullable Object bitwise(String operation, @Nullable Object value, @Nullable Object mask) {
        if (value instanceof Boolean flag) {
            boolean other = (Boolean) some(mask);
            return operation.equals("AND") ? flag && other : operation.equals("OR") ? flag || other : flag ^ other;
        }
        long left = whole(value);
        long right = whole(mask);
        long result = operation.equals("AND") ? left & right : operation.equals("OR") ? left | right : left ^ right;
        return switch (value) {
            case Long _ -> result;
            case Integer _ -> (int) result;
            case Short _ -> (short) result;
            case Byte _ -> (byte) result;
            case Character _ -> (char) result;
            case null, default -> throw new UnsupportedOperationException();
        };
    }

    private static long whole(@Nullable Object value) {
        return value instanceof Character letter ? letter : ((Number) some(value)).longValue();
    }

    private static Object some(@Nullable Object value) {
        if (value == null) {
            throw new NullPointerException();
        }
        return value;
    }

    /** What a function of {@code getAndUpdate} makes of a value. */
    @SuppressWarnings("unchecked") // the subject's own types, checked where it was compiled
    static @Nullable Object apply(Object function, @Nullable Object value) {
        return switch (function) {
            case IntUnaryOperator operator -> operator.applyAsInt((Integer) some(value));
            case LongUnaryOperator operator -> operator.applyAsLong((Long) some(value));
            default -> ((UnaryOperator<@Nullable Object>) function).apply(value);
        };
    }

    /** What a function of {@code getAndAccumulate} makes of two values. */
    @SuppressWarnings("unchecked") // as above
    static @Nullable Object apply(Object function, @Nullable Object value, @Nullable Object other) {
        return switch (function) {
            case IntBinaryOperator operator -> operator.applyAsInt((Integer) some(value), (Integer) some(other));
            case LongBinaryOperator operator -> operator.applyAsLong((Long) some(value), (Long) some(other));
            default -> ((BinaryOperator<@Nullable Object>) function).apply(value, other);
        };
    }
}
