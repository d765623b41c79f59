package vorlauf.cli;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import vorlauf.control.RoutedSchedulers;
import vorlauf.graph.Signal;

/**
 * A patch that was compiled and loaded; each {@link #get} makes an instance and calls its {@code patch()}.
 *
 * <p>Threads: any. Errors: {@link PatchException} where {@code patch()} throws or returns null, with the patch's own
 * line.
 */
public final class Patch implements Supplier<Publisher<Signal>> {
    private static final String WANTED = "must return a Signal or a Publisher<Signal>";

    private final String fileName;
    private final MemoryClasses.Loader loader;
    private final Method method;

    private Patch(String fileName, MemoryClasses.Loader loader, Method method) {
        this.fileName = fileName;
        this.loader = loader;
        this.method = method;
    }

    static Patch of(String fileName, MemoryClasses.Loader loader, List<String> topLevelClasses) {
        for (String name : topLevelClasses) {
            for (Class<?> type = load(loader, name);
                    type != null && loader.has(type.getName());
                    type = type.getSuperclass()) {
                for (Method method : type.getDeclaredMethods()) {
                    if (method.getName().equals("patch") && method.getParameterCount() == 0 && !method.isBridge()) {
                        requireSignal(fileName, method);
                        method.setAccessible(true);
                        return new Patch(fileName, loader, method);
                    }
                }
            }
        }
        throw PatchException.of(
                fileName + ": has no method patch() without parameters; a patch has one that returns a Signal");
    }

    private static Class<?> load(MemoryClasses.Loader loader, String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the compiler wrote no class " + name, e);
        }
    }

    private static void requireSignal(String fileName, Method method) {
        boolean one = Signal.class.isAssignableFrom(method.getReturnType());
        boolean many = Publisher.class.isAssignableFrom(method.getReturnType())
                && carriesSignals(method.getGenericReturnType());
        if (!one && !many) {
            throw PatchException.of(
                    fileName + ": patch() returns " + shortName(method.getGenericReturnType()) + ", " + WANTED);
        }
    }

    /** Whether {@code Flux<X>} may carry signals: false only where X is known to be something else. */
    private static boolean carriesSignals(Type type) {
        return !(type instanceof ParameterizedType generic
                && generic.getActualTypeArguments().length == 1
                && generic.getActualTypeArguments()[0] instanceof Class<?> item
                && !item.isAssignableFrom(Signal.class));
    }

    /** A type as it stands in the source, without its packages. */
    private static String shortName(Type type) {
        return type.getTypeName().replaceAll("[A-Za-z_0-9]+\\.", "");
    }

    /** Name of the source file, without its folder. */
    public String fileName() {
        return fileName;
    }

    /** Whether it returns a publisher, so that the graph may change. */
    public boolean changes() {
        return !Signal.class.isAssignableFrom(method.getReturnType());
    }

    /** The graphs of the patch, from a new instance of it; a patch that returns one signal gives a publisher of one. */
    @Override
    public Publisher<Signal> get() {
        // Before the patch makes its publishers: those that it makes earlier lose their schedulers when audio time
        // comes.
        RoutedSchedulers.install();
        Object result;
        try {
            result = method.invoke(Modifier.isStatic(method.getModifiers()) ? null : instance());
        } catch (InvocationTargetException e) {
            throw thrown("patch()", e.getCause());
        } catch (ExceptionInInitializerError e) {
            throw thrown("the patch's initialiser", e.getCause());
        } catch (IllegalAccessException e) {
            throw PatchException.of(fileName + ": patch() cannot be called: " + e.getMessage());
        }
        return switch (result) {
            case Signal signal -> Flux.just(signal);
            case Publisher<?> publisher -> Flux.from(publisher).cast(Signal.class);
            case null, default -> throw PatchException.of(fileName + ": patch() has returned null, " + WANTED);
        };
    }

    private Object instance() {
        Class<?> type = method.getDeclaringClass();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw PatchException.of(fileName + ": class " + type.getSimpleName()
                    + " has no constructor without parameters; add one or make patch() static");
        } catch (InstantiationException e) {
            throw PatchException.of(
                    fileName + ": class " + type.getSimpleName() + " is abstract; make it concrete or patch() static");
        } catch (InvocationTargetException e) {
            throw thrown("the patch's constructor", e.getCause());
        } catch (IllegalAccessException e) {
            throw PatchException.of(fileName + ": the patch cannot be made: " + e.getMessage());
        }
    }

    /** One line for what the patch's own code has thrown, with the innermost line of the patch. */
    private PatchException thrown(String what, @Nullable Throwable thrown) {
        Throwable cause =
                thrown instanceof ExceptionInInitializerError && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause == null) {
            return PatchException.of(fileName + ": " + what + " has failed");
        }
        if (cause instanceof OutOfMemoryError outOfMemory) {
            throw outOfMemory;
        }
        String message = cause.getMessage() == null
                ? ""
                : ": " + cause.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
        return PatchException.of(
                place(cause) + ": " + what + " has thrown " + cause.getClass().getSimpleName() + message);
    }

    private String place(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (loader.has(frame.getClassName()) && frame.getLineNumber() > 0) {
                return fileName + ":" + frame.getLineNumber();
            }
        }
        return fileName;
    }
}
