package vorlauf.realtime;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A class file that was read, with its methods by name and descriptor. */
final class ScannedClass {
    private final ClassModel model;
    private final boolean platform;
    private final Map<String, MethodModel> methods = new HashMap<>();

    /** A class; {@code platform} where it comes with the JDK. */
    ScannedClass(ClassModel model, boolean platform) {
        this.model = model;
        this.platform = platform;
        for (MethodModel method : model.methods()) {
            methods.put(method.methodName().stringValue() + method.methodType().stringValue(), method);
        }
    }

    ClassModel model() {
        return model;
    }

    /** Whether it comes with the JDK. */
    boolean platform() {
        return platform;
    }

    /** Internal name, with slashes. */
    String name() {
        return model.thisClass().asInternalName();
    }

    @Nullable
    String superclass() {
        return model.superclass().map(ClassEntry::asInternalName).orElse(null);
    }

    List<String> interfaces() {
        return model.interfaces().stream().map(ClassEntry::asInternalName).toList();
    }

    boolean isInterface() {
        return has(ClassFile.ACC_INTERFACE);
    }

    /** Whether no class can extend it. */
    boolean isFinal() {
        return has(ClassFile.ACC_FINAL);
    }

    /** Whether there can be an object of exactly this class. */
    boolean isConcrete() {
        return !has(ClassFile.ACC_ABSTRACT);
    }

    private boolean has(int flag) {
        return (model.flags().flagsMask() & flag) != 0;
    }

    @Nullable
    MethodModel method(String name, String descriptor) {
        return methods.get(name + descriptor);
    }

    /** Methods that were written here, those of the compiler included. */
    Iterable<MethodModel> methods() {
        return model.methods();
    }

    MethodName nameOf(MethodModel method) {
        return new MethodName(
                name(), method.methodName().stringValue(), method.methodType().stringValue());
    }

    /** The source file, or the class where that is not known. */
    String sourceFile() {
        return model.findAttribute(Attributes.sourceFile())
                .map(file -> file.sourceFile().stringValue())
                .orElseGet(() -> name().substring(name().lastIndexOf('/') + 1));
    }

    /** The class around a nested one, or null. */
    @Nullable
    String nestHost() {
        return model.findAttribute(Attributes.nestHost())
                .map(host -> host.nestHost().asInternalName())
                .orElse(null);
    }

    /**
     * Whether it has an initialiser that makes or calls something. One that stores constants or asks whether assertions are
     * on does not count, nor does the table that the compiler makes for a {@code switch} over an enum.
     */
    boolean hasInitialiser() {
        MethodModel initialiser = method("<clinit>", "()V");
        return initialiser != null
                && !isSwitchTable()
                && initialiser.code().stream()
                        .anyMatch(code -> code.elementStream().anyMatch(ScannedClass::counts));
    }

    private static boolean counts(CodeElement element) {
        return switch (element) {
            case InvokeInstruction call -> !call.name().equalsString("desiredAssertionStatus");
            case InvokeDynamicInstruction _,
                    NewObjectInstruction _,
                    NewPrimitiveArrayInstruction _,
                    NewReferenceArrayInstruction _,
                    NewMultiArrayInstruction _ -> true;
            default -> false;
        };
    }

    private boolean isSwitchTable() {
        return has(ClassFile.ACC_SYNTHETIC)
                && model.fields().stream()
                        .anyMatch(field -> field.fieldName().stringValue().startsWith("$SwitchMap$"));
    }
}
