package vorlauf.notebooks.kernel;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import org.jspecify.annotations.Nullable;
import vorlauf.realtime.ClassFiles;

/**
 * The classes of cells: they run with {@link StopCheck} woven in, and are read as they were written.
 *
 * <p>So the scan for real-time code, the engine's own as well, judges a node in a cell as it judges the same node in a patch:
 * with all classes of all cells, as they were declared last. What it does not see is the woven question, which is safe
 * there: it reads one field, and throws on the thread of an interrupted cell alone.
 *
 * <p>Threads: one loads; all else any.
 */
final class CellLoader extends URLClassLoader implements LoaderDelegate, ClassFiles {
    private static final Pattern PIECE = Pattern.compile("REPL\\.(\\$JShell\\$(\\d+)[^$]*).*");

    private final Map<String, byte[]> written = new ConcurrentHashMap<>();
    private final Map<String, byte[]> woven = new ConcurrentHashMap<>();

    /** The class that JShell has made last for the declaration with an index; those before it were declared again since. */
    private final Map<Integer, String> newest = new ConcurrentHashMap<>();

    private final AtomicLong generation = new AtomicLong();
    private final Map<String, Class<?>> loaded = new ConcurrentHashMap<>();

    CellLoader() {
        super("cells", new URL[0], ClassLoader.getSystemClassLoader());
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        boolean[] installed = new boolean[classes.length];
        classesRedefined(classes);
        try {
            for (int i = 0; i < classes.length; i++) {
                Class<?> type = loadClass(classes[i].name());
                loaded.put(classes[i].name(), type);
                installed[i] = true;
                Method[] _ = type.getDeclaredMethods(); // links it, so that what is missing is told now
            }
        } catch (ClassNotFoundException | LinkageError failed) {
            throw new ClassInstallException("load: " + failed.getMessage(), installed);
        }
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        generation.incrementAndGet();
        for (ClassBytecodes type : classes) {
            written.put(type.name(), type.bytecodes());
            woven.put(type.name(), StopChecks.weave(type.bytecodes()));
            Matcher piece = PIECE.matcher(type.name());
            if (piece.matches()) {
                newest.put(Integer.parseInt(piece.group(2)), piece.group(1));
            }
        }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> known = loaded.get(name);
        if (known != null) {
            return known;
        }
        byte[] bytes = woven.remove(name);
        return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        try {
            for (String entry : path.split(File.pathSeparator, -1)) {
                addURL(Path.of(entry).toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new InternalException(e.toString());
        }
    }

    /** As they were written; of what was declared again, the newest. */
    @Override
    public Map<String, byte[]> classFiles() {
        Map<String, byte[]> files = new HashMap<>();
        written.forEach((name, bytes) -> {
            Matcher piece = PIECE.matcher(name);
            if (piece.matches() && piece.group(1).equals(newest.get(Integer.parseInt(piece.group(2))))) {
                files.put(name, bytes);
            }
        });
        return files;
    }

    @Override
    public long generation() {
        return generation.get();
    }

    @Override
    public @Nullable URL findResource(String name) {
        byte[] file = name.endsWith(".class")
                ? written.get(
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                : null;
        return file == null ? super.findResource(name) : address(name, file);
    }

    private static URL address(String name, byte[] file) {
        try {
            return URL.of(new URI("cell", null, "/" + name, null), new InMemory(file));
        } catch (MalformedURLException | URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    /** Opens one class file. */
    private static final class InMemory extends URLStreamHandler {
        private final byte[] file;

        InMemory(byte[] file) {
            this.file = file;
        }

        @Override
        protected URLConnection openConnection(URL address) {
            return new URLConnection(address) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(file);
                }
            };
        }
    }
}
