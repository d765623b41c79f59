package vorlauf.check.model;

import org.jspecify.annotations.Nullable;

/** What one rewritten call goes to. */
@FunctionalInterface
interface CallTarget {
    /** Makes the call with all its arguments, the receiver first; whatever it throws is the subject's to catch. */
    @Nullable
    Object call(@Nullable Object[] arguments) throws Throwable;
}
