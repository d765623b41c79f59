package vorlauf.check.ring;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vorlauf.check.rewrite.ClassBytes;
import vorlauf.cli.PatchException;
import vorlauf.cli.SourceCompiler;
import vorlauf.ring.FrameRing;

/** Finds the class that a user wants to have checked: in a source file, which is compiled first, or on a class path. */
public final class RingSource {
    private static final String OURS = "vorlauf.ring.SpscFrameRing";

    private RingSource() {}

    /**
     * The class.
     *
     * @param source a Java source file, or null
     * @param className binary name, or null where the source tells it, or where our own ring is meant
     * @param classPath folders and jars, joined as on the command line; may be empty
     */
    public static RingSubject find(@Nullable Path source, @Nullable String className, String classPath)
            throws Unusable {
        ClassBytes bytes = onClassPath(classPath);
        if (source == null) {
            return RingSubject.load(bytes, className == null ? OURS : className);
        }
        SourceCompiler.Compiled compiled;
        try {
            compiled = SourceCompiler.compile(
                    source,
                    SourceCompiler.read(source, "a ring"),
                    "a ring is a class that implements vorlauf.ring.FrameRing",
                    joined(System.getProperty("java.class.path", ""), classPath));
        } catch (PatchException e) {
            throw new Unusable(String.valueOf(e.getMessage()));
        }
        ClassBytes all = bytes.under(compiled.classes());
        String name = className == null ? ring(source, compiled, all) : className;
        return RingSubject.load(all, name);
    }

    private static String joined(String first, String second) {
        return second.isEmpty() ? first : first + File.pathSeparator + second;
    }

    /** The one class of the source that is a ring; the first class where none is, which then tells why it is none. */
    private static String ring(Path source, SourceCompiler.Compiled compiled, ClassBytes bytes) throws Unusable {
        List<String> rings = new ArrayList<>();
        for (String name : compiled.classes().keySet().stream().sorted().toList()) {
            if (isRing(bytes, compiled.classes(), name)) {
                rings.add(name);
            }
        }
        if (rings.size() > 1) {
            String fileName = SourceCompiler.fileName(source);
            String wanted = fileName.substring(0, fileName.length() - ".java".length());
            for (String ring : rings) {
                if (ring.substring(ring.lastIndexOf('.') + 1).equals(wanted)) {
                    return ring;
                }
            }
            throw new Unusable(
                    fileName + " holds several rings; choose one of them: --ring " + String.join(", --ring ", rings));
        }
        return rings.isEmpty() ? compiled.topLevelClasses().getFirst() : rings.getFirst();
    }

    private static boolean isRing(ClassBytes bytes, Map<String, byte[]> own, String name) {
        ClassLoader loader = new ClassLoader(RingSource.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
                Class<?> loaded = findLoadedClass(wanted);
                byte[] found = own.containsKey(wanted) ? bytes.find(wanted) : null;
                return loaded != null
                        ? loaded
                        : found == null
                                ? super.loadClass(wanted, resolve)
                                : defineClass(wanted, found, 0, found.length);
            }
        };
        try {
            return FrameRing.class.isAssignableFrom(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return false; // loading it in earnest says why
        }
    }

    private static ClassBytes onClassPath(String classPath) throws Unusable {
        ClassBytes ours = ClassBytes.of(RingSource.class.getClassLoader());
        if (classPath.isEmpty()) {
            return ours;
        }
        List<URL> places = new ArrayList<>();
        for (String place : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(place);
            if (!Files.exists(path)) {
                throw new Unusable("--classpath " + place + ": there is no such folder or jar");
            }
            try {
                places.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new Unusable("--classpath " + place + ": " + e.getMessage());
            }
        }
        URLClassLoader theirs = new URLClassLoader(places.toArray(URL[]::new), null);
        return name -> {
            try (InputStream stream = theirs.getResourceAsStream(name.replace('.', '/') + ".class")) {
                return stream == null || RingSubject.isShared(name) ? ours.find(name) : stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
