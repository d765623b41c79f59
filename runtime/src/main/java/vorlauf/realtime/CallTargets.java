package vorlauf.realtime;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which methods a call can reach, by class-hierarchy analysis: what an object decides at run time is any method of a subtype
 * that the program has, and any lambda that the program makes of the type. The JDK's own open types are left unknown, since
 * anything can stand behind them.
 */
final class CallTargets {
    private final ClassWorld world;
    private final Map<String, Set<DirectMethodHandleDesc>> lambdas = new HashMap<>();
    private int readForLambdas;

    CallTargets(ClassWorld world) {
        this.world = world;
    }

    /** A method and the class that it was found in. */
    record Resolved(ScannedClass type, MethodModel method) {
        MethodName name() {
            return type.nameOf(method);
        }
    }

    /** What a call can reach. */
    sealed interface Targets {
        /** All of these, at least one. */
        record Known(Collection<MethodName> methods) implements Targets {}

        /** Nobody can say; {@code reason} continues "calls x, ". */
        record Unknown(String reason) implements Targets {}
    }

    /** The method that a name means in a class, found as the JVM finds it, or null. */
    static @Nullable Resolved resolve(ClassWorld world, MethodName name) {
        Resolved inherited = null;
        for (ScannedClass type : world.above(name.owner())) {
            MethodModel method = type.method(name.name(), name.descriptor());
            if (method == null) {
                continue;
            }
            if (!type.isInterface() || !method.flags().has(AccessFlag.ABSTRACT)) {
                return new Resolved(type, method);
            }
            inherited = inherited == null ? new Resolved(type, method) : inherited;
        }
        if (inherited == null && !name.owner().equals("java/lang/Object")) {
            ScannedClass owner = world.find(name.owner());
            return owner != null && owner.isInterface()
                    ? resolve(world, new MethodName("java/lang/Object", name.name(), name.descriptor()))
                    : null;
        }
        return inherited;
    }

    /** Where a call leads. */
    Targets of(Observation.Call call) {
        MethodName name = call.target();
        ScannedClass declared = world.find(name.owner());
        if (declared == null) {
            return new Targets.Unknown("whose class was not found");
        }
        Resolved resolved = resolve(world, name);
        if (resolved == null) {
            return new Targets.Unknown("of which no code was found");
        }
        int flags = resolved.method().flags().flagsMask();
        boolean fixed = call.kind() != Observation.Kind.OPEN
                || declared.isFinal()
                || (flags & (ClassFile.ACC_FINAL | ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC)) != 0;
        if (fixed) {
            return new Targets.Known(List.of(resolved.name()));
        }
        return declared.platform()
                ? new Targets.Unknown("which any class can implement in its own way")
                : implementations(name);
    }

    private Targets implementations(MethodName name) {
        Set<MethodName> found = new LinkedHashSet<>();
        for (String subtype : world.subtypesOf(name.owner())) {
            ScannedClass type = world.find(subtype);
            if (type != null && type.isConcrete() && !type.isInterface()) {
                Resolved method = resolve(world, new MethodName(subtype, name.name(), name.descriptor()));
                if (method != null && !method.method().flags().has(AccessFlag.ABSTRACT)) {
                    found.add(method.name());
                }
            }
            if (type != null && type.isInterface()) {
                found.addAll(lambdasOf(subtype, name.name()));
            }
        }
        return found.isEmpty()
                ? new Targets.Unknown("which nothing that was scanned implements")
                : new Targets.Known(found);
    }

    /** The bodies of all lambdas and method references that the program makes of an interface. */
    Set<MethodName> lambdasOf(String type, String method) {
        List<ScannedClass> all = world.programClasses();
        for (; readForLambdas < all.size(); readForLambdas++) {
            ScannedClass next = all.get(readForLambdas);
            if (next.model().findAttribute(Attributes.bootstrapMethods()).isPresent()) {
                next.methods().forEach(this::readLambdas);
            }
        }
        Set<MethodName> found = new LinkedHashSet<>();
        lambdas.getOrDefault(type + "." + method, Set.of()).forEach(body -> found.addAll(bodies(body)));
        return found;
    }

    private void readLambdas(MethodModel method) {
        method.code().ifPresent(code -> {
            for (CodeElement element : code) {
                if (element instanceof InvokeDynamicInstruction call
                        && call.bootstrapMethod().owner().displayName().equals("LambdaMetafactory")
                        && call.bootstrapArgs().get(1) instanceof DirectMethodHandleDesc body) {
                    String type = call.typeSymbol().returnType().descriptorString();
                    String key = type.substring(1, type.length() - 1) + "."
                            + call.name().stringValue();
                    lambdas.computeIfAbsent(key, absent -> new LinkedHashSet<>())
                            .add(body);
                }
            }
        });
    }

    private Collection<MethodName> bodies(DirectMethodHandleDesc body) {
        String owner = body.owner().descriptorString();
        MethodName name = new MethodName(
                owner.startsWith("L") ? owner.substring(1, owner.length() - 1) : owner,
                body.methodName(),
                body.lookupDescriptor());
        boolean open = body.kind() == DirectMethodHandleDesc.Kind.VIRTUAL
                || body.kind() == DirectMethodHandleDesc.Kind.INTERFACE_VIRTUAL;
        if (open && of(new Observation.Call(name, Observation.Kind.OPEN, 0)) instanceof Targets.Known known) {
            return new ArrayList<>(known.methods());
        }
        return List.of(name);
    }
}
