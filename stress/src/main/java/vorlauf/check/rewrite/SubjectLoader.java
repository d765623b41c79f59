package vorlauf.check.rewrite;

import java.lang.classfile.ClassFile;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Loads classes under test, rewritten: all classes but those of the JDK, of the checker, and shared interfaces.
 *
 * <p>Threads: any. Errors: {@link ClassFormatError} and its like for what the JVM refuses, as from any loader.
 */
public final class SubjectLoader extends ClassLoader {
    private final ClassBytes bytes;
    private final Predicate<String> isShared;
    private final Rewriter rewriter;

    /**
     * A loader.
     *
     * @param bytes where class files come from
     * @param shared binary names of classes that the checker and the subject have in common
     * @param parent loads those and whatever has no class file
     */
    public SubjectLoader(ClassBytes bytes, Set<String> shared, ClassLoader parent) {
        super(parent);
        this.bytes = bytes;
        this.isShared = name -> shared.contains(name) || isPlatform(name);
        this.rewriter = new Rewriter(bytes, name -> !isShared.test(name));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            if (isShared.test(name)) {
                return super.loadClass(name, resolve);
            }
            byte[] original = bytes.find(name);
            if (original == null) {
                return super.loadClass(name, resolve);
            }
            if (majorVersion(original) > ClassFile.latestMajorVersion()) {
                // the JVM's own message names the versions
                return defineClass(name, original, 0, original.length);
            }
            byte[] rewritten = rewriter.rewrite(original);
            return defineClass(name, rewritten, 0, rewritten.length);
        }
    }

    private static int majorVersion(byte[] classFile) {
        return classFile.length < 8 ? 0 : ((classFile[6] & 0xff) << 8) | (classFile[7] & 0xff);
    }

    /** Whether a class belongs to the JDK, to annotations, or to the checker itself. */
    public static boolean isPlatform(String name) {
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.")
                || name.startsWith("org.jspecify.")
                || name.startsWith("vorlauf.check.model.");
    }
}
