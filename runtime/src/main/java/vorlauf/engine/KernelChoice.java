package vorlauf.engine;

import java.util.Locale;
import vorlauf.plan.GroupKernels;

/** The set of kernels that a stream is rendered with; every set gives the same bits. */
public enum KernelChoice {
    /** Vector kernels as soon as they are known to allocate nothing in this JVM, plain ones before and otherwise. */
    AUTO,
    /** Plain loops. */
    PLAIN,
    /** The Vector API, whatever it allocates. */
    VECTOR;

    /** As it is written on a command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The set.
     *
     * <p>Errors: {@link UnsupportedOperationException} with a line that says why this JVM has no vector kernels.
     */
    public GroupKernels set() {
        return switch (this) {
            case AUTO -> GroupKernels.automatic();
            case PLAIN -> GroupKernels.plain();
            case VECTOR -> GroupKernels.vector();
        };
    }
}
