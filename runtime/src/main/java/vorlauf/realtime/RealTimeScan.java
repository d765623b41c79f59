package vorlauf.realtime;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scan of bytecode for what a real-time method could reach and must not: allocation, boxing, strings, lambdas, locks, waits,
 * input and output, native code, exceptions that it throws, class initialisers that would first run there, and callees that
 * nobody has reviewed.
 *
 * <p>Calls are followed through the given classes and this project's own, a virtual call to every overriding method among
 * them. What an access of an array or a field throws by itself is clean, and so are the scanned class's own initialiser and
 * a {@code switch} over an enum.
 *
 * <p>Threads: one. Errors: none; what cannot be read is a finding.
 */
public final class RealTimeScan {
    private final ScannedClasses classes;
    private final String root;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<Visit> waiting = new ArrayDeque<>();

    private record Visit(String owner, String name, String descriptor, List<String> callers) {}

    private RealTimeScan(ClassLoader loader, Collection<String> names, String root) {
        classes = new ScannedClasses(loader, names);
        this.root = root;
    }

    /**
     * Findings of one method.
     *
     * @param loader finds class files
     * @param names binary names of the classes whose calls are followed
     * @param type class of the method, by its binary name
     */
    public static List<Finding> scan(
            ClassLoader loader, Collection<String> names, String type, String method, String descriptor) {
        RealTimeScan scan = new RealTimeScan(loader, names, type.replace('.', '/'));
        scan.visit(scan.root, method, descriptor, List.of());
        while (!scan.waiting.isEmpty()) {
            scan.scan(scan.waiting.removeFirst());
        }
        return List.copyOf(scan.findings);
    }

    private void visit(String owner, String name, String descriptor, List<String> callers) {
        if (seen.add(owner + "." + name + descriptor)) {
            waiting.addLast(new Visit(owner, name, descriptor, callers));
        }
    }

    private void scan(Visit visit) {
        Optional<ScannedClasses.Method> resolved = classes.resolve(visit.owner(), visit.name(), visit.descriptor());
        List<String> path = new ArrayList<>(visit.callers());
        path.add(shortName(visit.owner()) + "." + visit.name());
        if (resolved.isEmpty()) {
            findings.add(new Finding(shortName(visit.owner()), 0, "cannot be read", path));
            return;
        }
        ClassModel owner = resolved.get().owner();
        Site site = new Site(owner, path);
        if (resolved.get().method().flags().has(AccessFlag.SYNCHRONIZED)) {
            site.line = firstLine(resolved.get());
            site.find("is synchronized: takes a lock");
        }
        if (resolved.get().method().flags().has(AccessFlag.NATIVE)) {
            site.find("is native code");
        }
        if (resolved.get().method().flags().has(AccessFlag.ABSTRACT)) {
            site.find("is abstract, and what implements it is not known");
        }
        resolved.get().method().code().ifPresent(code -> scan(code, site));
    }

    private static int firstLine(ScannedClasses.Method method) {
        return method.method().code().stream()
                .flatMap(CodeModel::elementStream)
                .filter(LineNumber.class::isInstance)
                .mapToInt(element -> ((LineNumber) element).line())
                .findFirst()
                .orElse(0);
    }

    /** The place in the code that is looked at. */
    private final class Site {
        private final ClassModel owner;
        private final List<String> path;
        private int line;

        Site(ClassModel owner, List<String> path) {
            this.owner = owner;
            this.path = path;
        }

        void find(String what) {
            String file = owner.findAttribute(Attributes.sourceFile())
                    .map(source -> source.sourceFile().stringValue())
                    .orElse(shortName(owner.thisClass().asInternalName()));
            findings.add(new Finding(file, line, what, List.copyOf(path)));
        }
    }

    private void scan(CodeModel code, Site site) {
        CodeElement before = null;
        for (CodeElement element : code) {
            switch (element) {
                case LineNumber number -> site.line = number.line();
                case NewObjectInstruction made -> made(made.className().asInternalName(), site);
                case NewPrimitiveArrayInstruction made ->
                    site.find("allocates new " + made.typeKind().name().toLowerCase(java.util.Locale.ROOT) + "[]");
                case NewReferenceArrayInstruction made ->
                    site.find("allocates new " + shortName(made.componentType().asInternalName()) + "[]");
                case NewMultiArrayInstruction _ -> site.find("allocates an array of arrays");
                case MonitorInstruction monitor
                when monitor.opcode() == Opcode.MONITORENTER -> site.find("synchronizes: takes a lock");
                // A throw of what was just caught ends a finally block; all others make or hold an exception of their
                // own.
                case ThrowInstruction _ -> {
                    if (!(before instanceof LoadInstruction) && !isMatchException(before)) {
                        site.find("throws an exception");
                    }
                }
                case InvokeDynamicInstruction dynamic -> dynamic(dynamic, site);
                case InvokeInstruction call -> call(call, site);
                case FieldInstruction field
                when field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC ->
                    initialises(field.owner().asInternalName(), field.name().stringValue(), site);
                default -> {}
            }
            before = element instanceof LineNumber || element instanceof java.lang.classfile.Label ? before : element;
        }
    }

    /** What the Java compiler adds to a switch that has a case for everything: never reached. */
    private static boolean isMatchException(@Nullable CodeElement before) {
        return before instanceof InvokeInstruction call
                && call.owner().asInternalName().equals("java/lang/MatchException");
    }

    private void made(String type, Site site) {
        if (!classes.isThrowable(type)) { // a thrown one is told of where it is thrown
            site.find("allocates new " + shortName(type));
        }
        initialises(type, "", site);
    }

    /** Another class of the user's is initialised where it is first used: at some block, unless it has nothing to do. */
    private void initialises(String type, String field, Site site) {
        if (!classes.isOwn(type)
                || field.startsWith("$SwitchMap$")
                || classes.extendsOrIs(root, type)
                || root.startsWith(type + "$") // the patch itself has run before
                || type.equals(site.owner.thisClass().asInternalName())) {
            return;
        }
        ClassModel model = classes.model(type);
        if (model != null
                && model.methods().stream()
                        .anyMatch(method -> method.methodName().equalsString("<clinit>"))) {
            site.find("may initialise class " + shortName(type));
        }
    }

    private void dynamic(InvokeDynamicInstruction dynamic, Site site) {
        String maker = dynamic.bootstrapMethod().owner().displayName();
        switch (maker) {
            case "StringConcatFactory" -> site.find("concatenates strings");
            case "LambdaMetafactory" -> {
                boolean captures = dynamic.typeSymbol().parameterCount() > 0;
                site.find(captures ? "makes a lambda each time" : "links a lambda when it first comes here");
            }
            case "SwitchBootstraps" -> {
                if (!dynamic.bootstrapMethod().methodName().equals("enumSwitch")) {
                    site.find("links a switch over patterns when it first comes here");
                }
            }
            case "ObjectMethods" -> site.find("calls a record's generated method");
            default ->
                site.find("calls " + maker + "." + dynamic.bootstrapMethod().methodName() + " at run time");
        }
        for (var argument : dynamic.bootstrapArgs()) {
            if (argument instanceof DirectMethodHandleDesc handle) {
                ClassDesc owner = handle.owner();
                String name = owner.descriptorString()
                        .substring(1, owner.descriptorString().length() - 1);
                if (classes.isFollowed(name)) {
                    visit(name, handle.methodName(), handle.lookupDescriptor(), site.path);
                }
            }
        }
    }

    private void call(InvokeInstruction call, Site site) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        String descriptor = call.type().stringValue();
        if (owner.startsWith("[")) {
            site.find("copies an array");
            return;
        }
        if (name.equals("<init>") && classes.isThrowable(owner)) {
            return;
        }
        if (call.opcode() == Opcode.INVOKESTATIC) {
            initialises(owner, "", site);
        }
        boolean virtual = call.opcode() == Opcode.INVOKEVIRTUAL || call.opcode() == Opcode.INVOKEINTERFACE;
        Set<String> targets = new LinkedHashSet<>();
        boolean known = false;
        for (String type : virtual ? classes.withSubtypes(owner) : Set.of(owner)) {
            Optional<ScannedClasses.Method> method = classes.resolve(type, name, descriptor);
            boolean concrete =
                    method.isPresent() && !method.get().method().flags().has(AccessFlag.ABSTRACT);
            if (concrete) {
                targets.add(method.get().owner().thisClass().asInternalName());
            }
            known |= concrete;
        }
        if (!known) {
            targets.add(owner);
        }
        for (String target : targets) {
            if (classes.isFollowed(target)) {
                visit(target, name, descriptor, site.path);
            } else if (!ReviewedCallees.isClean(target + "." + name)) {
                site.find(ReviewedCallees.reason(target + "." + name) + ": " + target.replace('/', '.') + "." + name);
            }
        }
    }

    private static String shortName(String internal) {
        return internal.substring(internal.lastIndexOf('/') + 1).replace('$', '.');
    }
}
