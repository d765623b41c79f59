package vorlauf.check.model;

import org.jspecify.annotations.Nullable;

/** Where the newest value of a location really stands: a field, an element, an atomic. */
public interface RealPlace {
    /** The value, boxed. */
    @Nullable
    Object read(Object owner, long index);

    /** Puts a value there. */
    void write(Object owner, long index, @Nullable Object value);

    /** A name for the reader where nothing better is known. */
    String name();
}
