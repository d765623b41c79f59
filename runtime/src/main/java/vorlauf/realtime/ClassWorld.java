package vorlauf.realtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes that can run, each read where it is needed. As soon as a class of the program is followed, all others in the same
 * source (a folder, a jar, a patch) are read, so that all subtypes of a type in the same source are known.
 *
 * <p>Threads: one at a time.
 */
final class ClassWorld {
    private static final String SUFFIX = ".class";

    private final ClassLoader loader;
    private final Map<String, Optional<ScannedClass>> classes = new HashMap<>();
    private final Map<String, Set<String>> subtypes = new HashMap<>();
    private final Map<String, List<ScannedClass>> above = new HashMap<>();
    private final List<ScannedClass> program = new ArrayList<>();
    private final Map<String, Path> sourceOf = new HashMap<>();
    private final Set<Path> sources = new HashSet<>();

    /** The classes that a loader finds. */
    ClassWorld(ClassLoader loader) {
        this.loader = loader;
        for (ClassLoader each = loader; each != null; each = each.getParent()) {
            if (each instanceof ClassFiles files) {
                files.classFiles().values().forEach(bytes -> enter(parse("a class in memory", bytes), false));
            }
        }
    }

    /** The class with an internal name, or null where there is none. */
    @Nullable
    ScannedClass find(String name) {
        Optional<ScannedClass> known = classes.get(name);
        if (known == null) {
            read(name);
            known = classes.computeIfAbsent(name, absent -> Optional.empty());
        }
        return known.orElse(null);
    }

    /** All program classes read so far; grows at its end. */
    List<ScannedClass> programClasses() {
        return Collections.unmodifiableList(program);
    }

    /** Reads a folder of classes or a jar. */
    void addSource(Path source) {
        if (!sources.add(source.toAbsolutePath().normalize())) {
            return;
        }
        try {
            if (Files.isDirectory(source)) {
                addFolder(source);
            } else {
                addJar(source);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(source + " cannot be read", e);
        }
    }

    /** Direct and indirect subtypes among the program's classes, the type itself included. */
    Collection<String> subtypesOf(String name) {
        Set<String> all = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String next = open.removeFirst();
            if (all.add(next)) {
                follow(next);
                open.addAll(subtypes.getOrDefault(next, Set.of()));
            }
        }
        return all;
    }

    /** A type and everything above it, classes first. */
    List<ScannedClass> above(String name) {
        List<ScannedClass> known = above.get(name);
        if (known == null) {
            known = List.copyOf(findAbove(name));
            above.put(name, known);
        }
        return known;
    }

    private List<ScannedClass> findAbove(String name) {
        List<ScannedClass> all = new ArrayList<>();
        Deque<String> interfaces = new ArrayDeque<>();
        for (ScannedClass type = find(name); type != null; ) {
            all.add(type);
            interfaces.addAll(type.interfaces());
            String superclass = type.superclass();
            type = superclass == null ? null : find(superclass);
        }
        Set<String> seen = new HashSet<>();
        while (!interfaces.isEmpty()) {
            String next = interfaces.removeFirst();
            ScannedClass type = seen.add(next) ? find(next) : null;
            if (type != null) {
                all.add(type);
                interfaces.addAll(type.interfaces());
            }
        }
        return all;
    }

    /** Whether a class is another or below it. */
    boolean isA(String name, String ancestor) {
        return above(name).stream().anyMatch(type -> type.name().equals(ancestor));
    }

    /** Reads everything that stands beside a class; nothing for the JDK's. */
    void follow(String name) {
        if (find(name) != null) {
            Path source = sourceOf.get(name);
            if (source != null) {
                addSource(source);
            }
        }
    }

    /** How many folders and jars were read. */
    int sources() {
        return sources.size();
    }

    private void read(String name) {
        URL place = loader.getResource(name + SUFFIX);
        if (place == null) {
            return;
        }
        try {
            switch (place.getProtocol()) {
                case "file" -> sourceOf.put(name, folderOf(place, name));
                case "jar" -> {
                    if (place.openConnection() instanceof JarURLConnection jar) {
                        sourceOf.put(
                                name, Path.of(URI.create(jar.getJarFileURL().toString())));
                    }
                }
                default -> {}
            }
            enter(parse(name, bytes(place)), place.getProtocol().equals("jrt"));
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(place + " cannot be read", e));
        }
    }

    private static byte[] bytes(URL place) throws IOException {
        try (InputStream stream = place.openStream()) {
            return stream.readAllBytes();
        }
    }

    private static Path folderOf(URL place, String name) {
        String text = place.toString();
        return Path.of(URI.create(text.substring(0, text.length() - name.length() - SUFFIX.length())));
    }

    private void addFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> isClass(path.toString())).toList()) {
                enter(parse(file.toString(), Files.readAllBytes(file)), false);
            }
        }
    }

    private void addJar(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (isClass(entry.getName()) && !entry.getName().startsWith("META-INF/")) {
                    try (InputStream stream = file.getInputStream(entry)) {
                        enter(parse(entry.getName(), stream.readAllBytes()), false);
                    }
                }
            }
        }
    }

    private static boolean isClass(String file) {
        return file.endsWith(SUFFIX) && !file.endsWith("module-info.class") && !file.endsWith("package-info.class");
    }

    private static ClassModel parse(String what, byte[] bytes) {
        try {
            return ClassFile.of().parse(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    what + " is no class file that Java " + Runtime.version().feature() + " can read: "
                            + e.getMessage(),
                    e);
        }
    }

    private void enter(ClassModel model, boolean platform) {
        ScannedClass type = new ScannedClass(model, platform);
        Optional<ScannedClass> known = classes.get(type.name());
        if (known != null && known.isPresent()) {
            return;
        }
        classes.put(type.name(), Optional.of(type));
        if (platform) {
            return;
        }
        program.add(type);
        String superclass = type.superclass();
        if (superclass != null) {
            subtypes.computeIfAbsent(superclass, key -> new LinkedHashSet<>()).add(type.name());
        }
        for (String each : type.interfaces()) {
            subtypes.computeIfAbsent(each, key -> new LinkedHashSet<>()).add(type.name());
        }
    }
}
