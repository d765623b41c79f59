package vorlauf.check.model;

/** How far an access orders what stands around it: the access modes of {@link java.lang.invoke.VarHandle}. */
public enum Order {
    /** No order, not even atomic to others: a conflict without happens-before is a race. */
    PLAIN,
    /** Atomic and coherent, nothing more. */
    OPAQUE,
    /** A load that sees a release also sees what was before it. */
    ACQUIRE,
    /** A store that shows what was before it to those that acquire it. */
    RELEASE,
    /** Acquire or release, and all volatile accesses stand in one order. */
    VOLATILE;

    boolean acquires() {
        return this == ACQUIRE || this == VOLATILE;
    }

    boolean releases() {
        return this == RELEASE || this == VOLATILE;
    }

    String label() {
        return switch (this) {
            case PLAIN -> "plain";
            case OPAQUE -> "opaque";
            case ACQUIRE -> "acquire";
            case RELEASE -> "release";
            case VOLATILE -> "volatile";
        };
    }
}
