package vorlauf.realtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Class files by name, and who extends whom among those that are scanned; names are internal, with slashes. */
final class ScannedClasses {
    private final ClassLoader loader;
    private final Map<String, Optional<ClassModel>> models = new HashMap<>();
    private final Map<String, Set<String>> subtypes = new HashMap<>();
    private final Set<String> own = new HashSet<>();

    /** @param names binary names of all classes whose calls are followed, so that overriding methods are found */
    ScannedClasses(ClassLoader loader, Collection<String> names) {
        this.loader = loader;
        for (String name : names) {
            String internal = name.replace('.', '/');
            own.add(internal);
            ClassModel model = model(internal);
            if (model != null) {
                model.superclass().ifPresent(type -> subtype(type.asInternalName(), internal));
                model.interfaces().forEach(type -> subtype(type.asInternalName(), internal));
            }
        }
    }

    private void subtype(String of, String type) {
        subtypes.computeIfAbsent(of, none -> new LinkedHashSet<>()).add(type);
    }

    /** Whether a class is one of those that were given. */
    boolean isOwn(String name) {
        return own.contains(name);
    }

    /** Whether the calls of a class are followed: the user's own code, and this project's. */
    boolean isFollowed(String name) {
        return own.contains(name) || name.startsWith("vorlauf/");
    }

    @org.jspecify.annotations.Nullable
    ClassModel model(String name) {
        return models.computeIfAbsent(name, this::read).orElse(null);
    }

    private Optional<ClassModel> read(String name) {
        try (InputStream stream = loader.getResourceAsStream(name + ".class")) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(ClassFile.of().parse(stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A method and the class that has it. */
    record Method(ClassModel owner, MethodModel method) {}

    /** The method that a call on exactly this type runs: its own, inherited, or an interface's default. */
    Optional<Method> resolve(String type, String name, String descriptor) {
        Deque<String> waiting = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        Optional<Method> undefined = Optional.empty();
        waiting.add(type);
        while (!waiting.isEmpty()) {
            ClassModel model = model(waiting.removeFirst());
            if (model == null || !seen.add(model.thisClass().asInternalName())) {
                continue;
            }
            for (MethodModel method : model.methods()) {
                if (method.methodName().equalsString(name)
                        && method.methodType().equalsString(descriptor)) {
                    if (!method.flags().has(AccessFlag.ABSTRACT)) {
                        return Optional.of(new Method(model, method));
                    }
                    undefined = undefined.or(() -> Optional.of(new Method(model, method)));
                }
            }
            model.superclass().ifPresent(parent -> waiting.addFirst(parent.asInternalName()));
            model.interfaces().forEach(parent -> waiting.addLast(parent.asInternalName()));
        }
        return undefined;
    }

    /** A type with all known types below it. */
    Set<String> withSubtypes(String type) {
        Set<String> all = new LinkedHashSet<>();
        Deque<String> waiting = new ArrayDeque<>();
        waiting.add(type);
        while (!waiting.isEmpty()) {
            String next = waiting.removeFirst();
            if (all.add(next)) {
                waiting.addAll(subtypes.getOrDefault(next, Set.of()));
            }
        }
        return all;
    }

    /** Whether a type is one of the throwables. */
    boolean isThrowable(String type) {
        for (ClassModel model = model(type); model != null; model = parent(model)) {
            if (model.thisClass().asInternalName().equals("java/lang/Throwable")) {
                return true;
            }
        }
        return false;
    }

    private @org.jspecify.annotations.Nullable ClassModel parent(ClassModel model) {
        return model.superclass().map(type -> model(type.asInternalName())).orElse(null);
    }

    /** Whether a class below a type, or the type itself, is {@code type}. */
    boolean extendsOrIs(String type, String ancestor) {
        for (ClassModel model = model(type); model != null; model = parent(model)) {
            if (model.thisClass().asInternalName().equals(ancestor)) {
                return true;
            }
        }
        return type.equals(ancestor);
    }
}
