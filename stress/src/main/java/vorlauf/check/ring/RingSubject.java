package vorlauf.check.ring;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vorlauf.check.rewrite.ClassBytes;
import vorlauf.check.rewrite.SubjectLoader;
import vorlauf.ring.FrameRing;

/**
 * A class that implements {@link FrameRing}: rewritten for the model, and as it is for a native run.
 *
 * <p>Threads: any. Errors: {@link Unusable}, with the reason.
 */
public final class RingSubject {
    private static final Set<String> SHARED = Set.of(FrameRing.class.getName());

    private final Class<?> rewritten;
    private final Class<?> original;

    private RingSubject(Class<?> rewritten, Class<?> original) {
        this.rewritten = rewritten;
        this.original = original;
    }

    /** Loads a class by its binary name. */
    public static RingSubject load(ClassBytes bytes, String className) throws Unusable {
        ClassLoader parent = RingSubject.class.getClassLoader();
        if (bytes.find(className) == null) {
            throw new Unusable(
                    "there is no class " + className
                            + " on the class path; name it with its package, as in --ring com.example.MyRing --classpath x.jar");
        }
        Class<?> original = usable(new PlainLoader(bytes, parent), className);
        return new RingSubject(usable(new SubjectLoader(bytes, SHARED, parent), className), original);
    }

    /** Whether the checker and the rings have a class in common. */
    static boolean isShared(String className) {
        return SHARED.contains(className);
    }

    private static Class<?> usable(ClassLoader loader, String className) throws Unusable {
        Class<?> type;
        try {
            type = Class.forName(className, false, loader);
            // asking for members finds classes that are missing now, not in the middle of a schedule
            if (type.getDeclaredConstructors().length + type.getMethods().length == 0) {
                throw new Unusable(className + " has neither constructors nor methods");
            }
        } catch (UnsupportedClassVersionError e) {
            throw new Unusable(className + " was compiled for a newer Java than this one: " + e.getMessage());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new Unusable(
                    className + " cannot be loaded: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        if (!FrameRing.class.isAssignableFrom(type)) {
            throw new Unusable(className + " does not implement vorlauf.ring.FrameRing");
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw new Unusable(className + " is abstract; a class that can be constructed is wanted");
        }
        boolean constructible = Arrays.stream(type.getConstructors())
                .anyMatch(constructor ->
                        Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {int.class, int.class}));
        if (!constructible) {
            throw new Unusable(className + " has no public constructor (int capacityFrames, int channels)");
        }
        return type;
    }

    /** The binary name of the class. */
    public String className() {
        return original.getName();
    }

    /** Makes rings in the model. */
    public RingMaker rewritten() {
        return maker(rewritten);
    }

    /** Makes rings of the class as it is. */
    public RingMaker original() {
        return maker(original);
    }

    /** Makes rings whose first frame has a position, where the class has a constructor for it; null otherwise. */
    public @Nullable RingMaker rewrittenAt(long startPosition) {
        try {
            Constructor<?> constructor = rewritten.getDeclaredConstructor(int.class, int.class, long.class);
            constructor.setAccessible(true);
            return (capacityFrames, channels) ->
                    construct(() -> constructor.newInstance(capacityFrames, channels, startPosition));
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static RingMaker maker(Class<?> type) {
        try {
            Constructor<?> constructor = type.getConstructor(int.class, int.class);
            constructor.setAccessible(true);
            return (capacityFrames, channels) -> construct(() -> constructor.newInstance(capacityFrames, channels));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Construction {
        Object make() throws ReflectiveOperationException;
    }

    private static FrameRing construct(Construction construction) throws Throwable {
        try {
            return (FrameRing) construction.make();
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** Loads what has a class file anew, as it is, but for what everybody shares. */
    private static final class PlainLoader extends ClassLoader {
        private final ClassBytes bytes;

        PlainLoader(ClassBytes bytes, ClassLoader parent) {
            super(parent);
            this.bytes = bytes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                byte[] found = SHARED.contains(name) || SubjectLoader.isPlatform(name) ? null : bytes.find(name);
                return found == null ? super.loadClass(name, resolve) : defineClass(name, found, 0, found.length);
            }
        }
    }
}
