package vorlauf.realtime;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The classes that are certainly initialised when an object of a class exists: the class with its superclasses, the class it
 * is nested in, the enums that its final fields hold, and what its constructors, initialisers and {@code prepare} use
 * whatever happens.
 */
final class InitialisedClasses {
    private final ClassWorld world;
    private final Set<MethodName> followed = new HashSet<>();

    private InitialisedClasses(ClassWorld world) {
        this.world = world;
    }

    /** Internal names. */
    static Set<String> byMaking(ClassWorld world, ScannedClass type) {
        InitialisedClasses search = new InitialisedClasses(world);
        Set<String> all = new LinkedHashSet<>();
        search.initialise(type.name(), all);
        String host = type.nestHost();
        if (host != null) {
            search.initialise(host, all);
        }
        search.constructors(type, all);
        MethodModel prepare = type.method("prepare", "(DI)V");
        if (prepare != null) {
            search.follow(type, prepare, all);
        }
        search.enumsIn(type, all);
        return all;
    }

    /** What every constructor uses. */
    private void constructors(ScannedClass type, Set<String> all) {
        Set<String> common = null;
        for (MethodModel method : type.methods()) {
            if (method.methodName().equalsString("<init>")) {
                Set<String> used = new LinkedHashSet<>();
                followed.clear();
                follow(type, method, used);
                if (common == null) {
                    common = used;
                } else {
                    common.retainAll(used);
                }
            }
        }
        if (common != null) {
            all.addAll(common);
        }
    }

    private void enumsIn(ScannedClass type, Set<String> all) {
        for (FieldModel field : type.model().fields()) {
            ClassDesc held = field.fieldTypeSymbol();
            if ((field.flags().flagsMask() & ClassFile.ACC_FINAL) != 0 && held.isClassOrInterface()) {
                String name = internalName(held);
                ScannedClass found = world.find(name);
                if (found != null && "java/lang/Enum".equals(found.superclass())) {
                    initialise(name, all);
                }
            }
        }
    }

    private static String internalName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }

    private void initialise(String name, Set<String> all) {
        for (ScannedClass type : world.above(name)) {
            if (!type.isInterface() && all.add(type.name()) && !type.platform()) {
                MethodModel initialiser = type.method("<clinit>", "()V");
                if (initialiser != null) {
                    follow(type, initialiser, all);
                }
            }
        }
    }

    private void follow(ScannedClass type, MethodModel method, Set<String> all) {
        if (type.platform()
                || !followed.add(type.nameOf(method))
                || method.code().isEmpty()) {
            return;
        }
        for (CodeElement element : new CodeShape(world, method.code().orElseThrow()).alwaysRun()) {
            switch (element) {
                case NewObjectInstruction made -> initialise(made.className().asInternalName(), all);
                case FieldInstruction field -> {
                    if (field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC) {
                        initialise(field.owner().asInternalName(), all);
                    }
                }
                case InvokeInstruction call -> {
                    if (call.opcode() == Opcode.INVOKESTATIC || call.opcode() == Opcode.INVOKESPECIAL) {
                        called(call, all);
                    }
                }
                default -> {}
            }
        }
    }

    private void called(InvokeInstruction call, Set<String> all) {
        initialise(call.owner().asInternalName(), all);
        CallTargets.Resolved callee = CallTargets.resolve(
                world,
                new MethodName(
                        call.owner().asInternalName(),
                        call.name().stringValue(),
                        call.type().stringValue()));
        if (callee != null) {
            follow(callee.type(), callee.method(), all);
        }
    }
}
