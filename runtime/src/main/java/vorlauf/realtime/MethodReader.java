package vorlauf.realtime;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads one method and notes what the rules are about, without following its calls.
 *
 * <p>Left out is what runs only when something is wrong already: an exception that is thrown again as it was caught, and
 * what {@code assert} guards. Where the JDK throws after checking an argument, that counts as an implicit exception.
 */
final class MethodReader {
    private final ClassWorld world;
    private final ScannedClass type;
    private final List<Observation> found = new ArrayList<>();
    private int line;

    /** Index in {@link #found} of an array that may be one for variable arguments, or -1. */
    private int pendingArray = -1;

    private ClassDesc pendingComponent = ClassDesc.ofDescriptor("I");

    private MethodReader(ClassWorld world, ScannedClass type) {
        this.world = world;
        this.type = type;
    }

    /** What a method of a class does. */
    static List<Observation> read(ClassWorld world, ScannedClass type, MethodModel method) {
        MethodReader reader = new MethodReader(world, type);
        reader.read(method);
        return List.copyOf(reader.found);
    }

    private void read(MethodModel method) {
        int flags = method.flags().flagsMask();
        CodeModel code = method.code().orElse(null);
        if (code != null) {
            line = CodeShape.firstLine(code);
        }
        if ((flags & ClassFile.ACC_SYNCHRONIZED) != 0) {
            breach(RealTimeRule.MONITOR, "is synchronized, it enters a monitor");
        }
        if ((flags & ClassFile.ACC_NATIVE) != 0) {
            breach(RealTimeRule.NATIVE, "is native");
        }
        if (code == null) {
            return;
        }
        CodeShape shape = new CodeShape(world, code);
        List<CodeElement> elements = shape.elements();
        for (int index = 0; index < elements.size(); index++) {
            CodeElement element = elements.get(index);
            if (element instanceof LineNumber number) {
                line = number.line();
            } else if (shape.endOfThrow(index) > index) {
                thrown(((NewObjectInstruction) element).className().asInternalName());
                index = shape.endOfThrow(index);
            } else if (!shape.isAssertion(index)) {
                visit(element, index, shape);
            }
        }
        if (!type.platform()) {
            shape.loopsWithoutCounter()
                    .forEach(at -> found.add(new Observation.Breach(
                            RealTimeRule.LOOP, at, "loops without a counter: does it always end soon?", true)));
        }
    }

    private void visit(CodeElement element, int index, CodeShape shape) {
        switch (element) {
            case NewObjectInstruction made ->
                breach(
                        RealTimeRule.ALLOCATION,
                        "allocates " + one(made.className().asSymbol()));
            case NewPrimitiveArrayInstruction made ->
                array(ClassDesc.ofDescriptor(made.typeKind().upperBound().descriptorString()));
            case NewReferenceArrayInstruction made -> array(made.componentType().asSymbol());
            case NewMultiArrayInstruction made ->
                breach(
                        RealTimeRule.ALLOCATION,
                        "allocates " + one(made.arrayType().asSymbol()));
            case MonitorInstruction monitor -> {
                if (monitor.opcode() == Opcode.MONITORENTER) {
                    breach(RealTimeRule.MONITOR, "enters a monitor (synchronized)");
                }
            }
            case InvokeDynamicInstruction call -> dynamic(call);
            case InvokeInstruction call -> call(call);
            case FieldInstruction field -> {
                if (field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC) {
                    found.add(new Observation.Touch(field.owner().asInternalName(), line));
                }
                pendingArray = -1;
            }
            case ConstantInstruction.LoadConstantInstruction constant -> constant(constant);
            case ThrowInstruction _ -> {
                if (!type.platform() && !shape.throwsAgain(index)) {
                    breach(RealTimeRule.EXCEPTION, "throws an exception");
                }
            }
            case StoreInstruction store -> {
                if (store.typeKind() == TypeKind.REFERENCE) {
                    pendingArray = -1;
                }
            }
            default -> {}
        }
    }

    private void breach(RealTimeRule rule, String what) {
        found.add(new Observation.Breach(rule, line, what, false));
    }

    private void note(RealTimeRule rule, String what) {
        found.add(new Observation.Breach(rule, line, what, true));
    }

    private void array(ClassDesc component) {
        breach(RealTimeRule.ALLOCATION, "allocates " + one(component.arrayType()));
        pendingArray = found.size() - 1;
        pendingComponent = component;
    }

    private void thrown(String exception) {
        boolean byTheCompiler = exception.equals("java/lang/MatchException");
        if (!type.platform() && !byTheCompiler) {
            breach(
                    RealTimeRule.EXCEPTION,
                    "throws a new " + exception.replace('/', '.').replace('$', '.'));
        }
    }

    private void constant(ConstantInstruction.LoadConstantInstruction constant) {
        switch (constant.constantValue()) {
            case DynamicConstantDesc<?> _ ->
                breach(RealTimeRule.LINKAGE, "uses a constant that is computed at its first use");
            case String _ -> note(RealTimeRule.TEXT, "uses a string constant, which is made at its first use");
            default -> {}
        }
    }

    private void dynamic(InvokeDynamicInstruction call) {
        ClassDesc made = call.typeSymbol().returnType();
        switch (call.bootstrapMethod().owner().displayName()) {
            case "LambdaMetafactory" -> breach(RealTimeRule.LAMBDA, "makes a lambda (" + dotted(made) + ")");
            case "StringConcatFactory" -> breach(RealTimeRule.TEXT, "joins strings");
            case "SwitchBootstraps" -> {
                if (call.bootstrapMethod().methodName().equals("enumSwitch")) {
                    note(RealTimeRule.LINKAGE, "switches over an enum by code that is linked when it first runs");
                } else {
                    breach(RealTimeRule.LINKAGE, "switches over types, by code that is linked when it first runs");
                }
            }
            default ->
                breach(
                        RealTimeRule.LINKAGE,
                        "calls " + call.name().stringValue() + ", which is generated when it first runs");
        }
    }

    private void call(InvokeInstruction call) {
        MethodName target = new MethodName(
                call.owner().asInternalName(),
                call.name().stringValue(),
                call.type().stringValue());
        MethodTypeDesc signature = call.typeSymbol();
        if (target.owner().startsWith("[") && target.name().equals("clone")) {
            breach(RealTimeRule.ALLOCATION, "allocates a copy of an array (" + target.name() + "())");
            return;
        }
        if (boxes(target, signature)) {
            breach(RealTimeRule.BOXING, "boxes " + one(signature.parameterType(0)) + " (" + target.brief() + ")");
            return;
        }
        variableArguments(target, signature);
        found.add(new Observation.Call(target, kind(call.opcode()), line));
    }

    private static Observation.Kind kind(Opcode opcode) {
        return opcode == Opcode.INVOKESTATIC
                ? Observation.Kind.STATIC
                : opcode == Opcode.INVOKESPECIAL ? Observation.Kind.FIXED : Observation.Kind.OPEN;
    }

    private static boolean boxes(MethodName target, MethodTypeDesc signature) {
        return target.name().equals("valueOf")
                && signature.parameterCount() == 1
                && signature.parameterType(0).isPrimitive()
                && switch (target.owner()) {
                    case "java/lang/Boolean",
                            "java/lang/Byte",
                            "java/lang/Character",
                            "java/lang/Short",
                            "java/lang/Integer",
                            "java/lang/Long",
                            "java/lang/Float",
                            "java/lang/Double" -> true;
                    default -> false;
                };
    }

    /** An array that is made for the last parameter of a method with variable arguments is called by that name. */
    private void variableArguments(MethodName target, MethodTypeDesc signature) {
        if (pendingArray < 0 || signature.parameterCount() == 0) {
            return;
        }
        ClassDesc last = signature.parameterType(signature.parameterCount() - 1);
        ClassDesc component = last.isArray() ? last.componentType() : null;
        if (component == null || !component.equals(pendingComponent)) {
            return;
        }
        CallTargets.Resolved callee = CallTargets.resolve(world, target);
        if (callee != null && (callee.method().flags().flagsMask() & ClassFile.ACC_VARARGS) != 0) {
            Observation array = found.get(pendingArray);
            found.set(
                    pendingArray,
                    new Observation.Breach(
                            RealTimeRule.VARARGS,
                            array.line(),
                            String.format(Locale.ROOT, "makes an array for the arguments of %s", target.brief()),
                            false));
            pendingArray = -1;
        }
    }

    private static String one(ClassDesc type) {
        String name = dotted(type);
        return ("aeioAEIO".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
    }

    private static String dotted(ClassDesc desc) {
        if (desc.isArray()) {
            ClassDesc component = desc.componentType();
            return (component == null ? "" : dotted(component)) + "[]";
        }
        String name = desc.displayName().replace('$', '.');
        return desc.packageName().isEmpty() ? name : desc.packageName() + "." + name;
    }
}
