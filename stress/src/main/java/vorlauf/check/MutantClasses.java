package vorlauf.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vorlauf.cli.SourceCompiler;

/**
 * Makes the class files of a {@link Mutant}, from the sources of this checkout and the classes on the class path.
 *
 * <p>Threads: any. Errors: an edit that does not fit its class any more is an {@link IllegalStateException} that names it.
 */
public final class MutantClasses {
    private static final List<String> SOURCE_FOLDERS = List.of("graph/src/main/java", "runtime/src/main/java");

    private MutantClasses() {}

    /** The class files by binary name: those of every edited class, members included. */
    public static Map<String, byte[]> of(Mutant mutant) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, byte[]> classes = new HashMap<>();
        for (Edit edit : mutant.edits()) {
            switch (edit) {
                case Edit.Source source ->
                    texts.put(
                            source.className(),
                            replaceOnce(
                                    mutant, source, texts.computeIfAbsent(source.className(), MutantClasses::text)));
                case Edit.Call call ->
                    classes.put(
                            call.className(),
                            replaceCall(mutant, call, classes.computeIfAbsent(call.className(), MutantClasses::bytes)));
            }
        }
        texts.forEach((name, text) -> classes.putAll(SourceCompiler.compile(
                        Path.of(simpleName(name) + ".java"),
                        text,
                        "a mutant is a class",
                        System.getProperty("java.class.path", ""))
                .classes()));
        return Map.copyOf(classes);
    }

    /**
     * A loader with the mutant's classes, and with new copies of all other classes of their packages, so that they share
     * what is private to a package; interfaces and everything else come from the class path.
     */
    public static ClassLoader loader(Mutant mutant) {
        return new ChildFirst(of(mutant));
    }

    private static String replaceOnce(Mutant mutant, Edit.Source edit, String text) {
        String lines = edit.before().lines().map(Pattern::quote).collect(Collectors.joining("\\s*\\R\\s*"));
        Matcher matcher = Pattern.compile(lines).matcher(text);
        long found = matcher.results().count();
        if (found != 1) {
            throw new IllegalStateException("mutant " + mutant.name() + ": this must stand exactly once in "
                    + edit.className() + ", and is found " + found + " times: " + edit.before());
        }
        return matcher.replaceFirst(Matcher.quoteReplacement(edit.after()));
    }

    private static byte[] replaceCall(Mutant mutant, Edit.Call edit, byte[] bytes) {
        int[] replaced = new int[1];
        ClassFile classFile = ClassFile.of();
        byte[] result = classFile.transformClass(
                classFile.parse(bytes),
                ClassTransform.transformingMethodBodies(
                        method -> method.methodName().equalsString(edit.method()), (builder, element) -> {
                            if (element instanceof InvokeInstruction call
                                    && call.name().equalsString(edit.callee())) {
                                replaced[0]++;
                                builder.invoke(
                                        call.opcode(),
                                        call.owner().asSymbol(),
                                        edit.replacement(),
                                        call.typeSymbol(),
                                        call.isInterface());
                            } else {
                                builder.with(element);
                            }
                        }));
        if (replaced[0] == 0) {
            throw new IllegalStateException("mutant " + mutant.name() + ": " + edit.className() + "." + edit.method()
                    + " does not call " + edit.callee());
        }
        return result;
    }

    private static String text(String className) {
        for (String folder : SOURCE_FOLDERS) {
            Path file = checkout().resolve(folder).resolve(className.replace('.', '/') + ".java");
            if (Files.exists(file)) {
                try {
                    return Files.readString(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("there is no source of " + className + " in " + checkout());
    }

    static byte[] bytes(String className) {
        try (InputStream stream =
                MutantClasses.class.getClassLoader().getResourceAsStream(className.replace('.', '/') + ".class")) {
            if (stream == null) {
                throw new IllegalStateException("there is no class " + className + " on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** The checkout that these classes were built in. */
    static Path checkout() {
        try {
            Path here = Path.of(MutantClasses.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path folder = here.toAbsolutePath(); folder != null; folder = folder.getParent()) {
                if (Files.isRegularFile(folder.resolve("stress").resolve("pom.xml"))) {
                    return folder;
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("mutants are made from sources, inside a checkout of Vorlauf");
    }

    /** Classes of the mutants' packages anew, the rest from the class path. */
    private static final class ChildFirst extends ClassLoader {
        private final Map<String, byte[]> mutants;

        ChildFirst(Map<String, byte[]> mutants) {
            super(MutantClasses.class.getClassLoader());
            this.mutants = mutants;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                if (!mutants.containsKey(name) && !isNeighbour(name)) {
                    return super.loadClass(name, resolve);
                }
                byte[] bytes = mutants.containsKey(name) ? mutants.get(name) : bytes(name);
                return defineClass(name, bytes, 0, bytes.length);
            }
        }

        /** A class of a mutant's package that is not part of what everybody sees: no interface and no annotation. */
        private boolean isNeighbour(String name) {
            String packageName = packageOf(name);
            return mutants.keySet().stream()
                            .anyMatch(mutant -> packageOf(mutant).equals(packageName))
                    && getParent().getResource(name.replace('.', '/') + ".class") != null
                    && (ClassFile.of().parse(bytes(name)).flags().flagsMask() & ClassFile.ACC_INTERFACE) == 0;
        }

        private static String packageOf(String name) {
            return name.substring(0, Math.max(0, name.lastIndexOf('.')));
        }
    }
}
