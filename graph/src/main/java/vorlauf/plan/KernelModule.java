package vorlauf.plan;

import java.lang.reflect.InvocationTargetException;
import java.util.Objects;

/**
 * The way to the vector kernels, by name: their classes need a module that a JVM may lack. In a class of its own, since classes
 * whose methods the producer runs keep no strings (0006).
 *
 * <p>Threads: control thread.
 */
final class KernelModule {
    private static final String NAME = "jdk.incubator.vector";
    private static final String KERNELS = "vorlauf.plan.VectorKernels";

    private KernelModule() {}

    /** The kernels. Errors: {@link UnsupportedOperationException} with a line that says why this JVM has none. */
    static GroupKernels kernels() {
        if (ModuleLayer.boot().findModule(NAME).isEmpty()) {
            throw new UnsupportedOperationException("this JVM was started without --add-modules " + NAME);
        }
        try {
            return (GroupKernels)
                    Class.forName(KERNELS).getDeclaredMethod("instance").invoke(null);
        } catch (InvocationTargetException refused) {
            throw new UnsupportedOperationException(
                    Objects.requireNonNull(refused.getCause()).getMessage(), refused);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.toString(), impossible);
        }
    }
}
