package vorlauf.notebooks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vorlauf.realtime.ClassFiles;

/**
 * Class files of what was declared in cells, as it was written: a kernel asks at every jump whether the cell is to stop, and that
 * question is taken out again, as it is no part of the code that is judged.
 *
 * <p>Threads: any.
 */
public final class CellClasses {
    private static final String PACKAGE = "REPL/";
    private static final String CANCEL = "REPL/$Cancel$";

    /** Who is asked, in JShell itself and in our kernel. */
    private static final Set<String> STOP_CHECKS =
            Set.of("REPL/$Cancel$.stopCheck", "vorlauf/notebooks/kernel/StopCheck.check");

    private CellClasses() {}

    /** The class file that a loader finds under a binary name, without the question; null where it finds none. */
    public static byte @Nullable [] find(ClassLoader loader, String name) {
        byte[] found = read(loader, name.replace('.', '/'));
        return found == null || !name.replace('.', '/').startsWith(PACKAGE) ? found : withoutStopChecks(found);
    }

    /** A loader that a scan finds the classes of cells in: a kernel's that gives them as written, else those that a class leads to. */
    static ClassLoader loader(Class<?> type) {
        ClassLoader own = type.getClassLoader();
        if (own instanceof ClassFiles) {
            return own;
        }
        ClassLoader parent = own == null ? ClassLoader.getSystemClassLoader() : own;
        return new CellLoader(parent, reachable(parent, type.getName().replace('.', '/')));
    }

    private static final class CellLoader extends ClassLoader implements ClassFiles {
        private final Map<String, byte[]> files;

        CellLoader(ClassLoader parent, Map<String, byte[]> files) {
            super(parent);
            this.files = files;
        }

        @Override
        public Map<String, byte[]> classFiles() {
            return files;
        }
    }

    private static Map<String, byte[]> reachable(ClassLoader loader, String first) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(first);
        while (!open.isEmpty()) {
            String name = open.removeFirst();
            byte[] found = name.startsWith(PACKAGE) && !name.startsWith(CANCEL) && !files.containsKey(binary(name))
                    ? read(loader, name)
                    : null;
            if (found != null) {
                files.put(binary(name), withoutStopChecks(found));
                for (PoolEntry entry : ClassFile.of().parse(found).constantPool()) {
                    if (entry instanceof ClassEntry type) {
                        open.add(type.asInternalName());
                    }
                }
            }
        }
        return files;
    }

    private static String binary(String internalName) {
        return internalName.replace('/', '.');
    }

    private static byte @Nullable [] read(ClassLoader loader, String internalName) {
        try (InputStream stream = loader.getResourceAsStream(internalName + ".class")) {
            return stream == null ? null : stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class file without the calls that stop a cell. */
    static byte[] withoutStopChecks(byte[] classFile) {
        ClassFile files = ClassFile.of();
        ClassModel model = files.parse(classFile);
        return files.transformClass(model, ClassTransform.transformingMethodBodies((code, element) -> {
            boolean stops = element instanceof InvokeInstruction call
                    && call.opcode() == Opcode.INVOKESTATIC
                    && STOP_CHECKS.contains(
                            call.owner().asInternalName() + "." + call.name().stringValue());
            if (!stops) {
                code.with(element);
            }
        }));
    }
}
