package vorlauf.check.rewrite;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vorlauf.check.model.Fields;
import vorlauf.check.model.Sites;

/**
 * Rewrites the body of one method: accesses of fields and elements, monitors, jumps back; calls are {@link CallRewriter}'s.
 *
 * <p>Plain accesses stay as they are, behind a call that records them; the model takes over what synchronises.
 */
final class CodeRewriter implements CodeTransform {
    private final ClassFacts facts;
    private final Method method;
    private final CallRewriter calls;
    private final Set<Label> bound = new HashSet<>();
    private @Nullable Label start;
    private int line;
    private int site = Sites.NOWHERE;
    private int objectsBegun;

    /** Whether {@code this} can be passed on: in a constructor, after it has called another one. */
    private boolean hasThis;

    /** The method that is rewritten. */
    record Method(ClassDesc owner, String file, String name, boolean isStatic, boolean isSynchronized) {
        boolean isInitialiser() {
            return name.equals(ConstantDescs.CLASS_INIT_NAME);
        }
    }

    CodeRewriter(ClassFacts facts, Method method) {
        this.facts = facts;
        this.method = method;
        this.calls = new CallRewriter(facts);
        this.hasThis = !method.name().equals(ConstantDescs.INIT_NAME);
        newSite();
    }

    @Override
    public void atStart(CodeBuilder builder) {
        if (method.isSynchronized()) {
            monitor(builder, "enter");
        }
        if (method.isInitialiser()) {
            builder.invokestatic(HookNames.HOOKS, "initialiserBegins", HookNames.NOTHING);
        }
        if (method.isSynchronized() || method.isInitialiser()) {
            start = builder.newBoundLabel();
        }
    }

    @Override
    public void atEnd(CodeBuilder builder) {
        Label begin = start;
        if (begin != null) {
            Label end = builder.newBoundLabel();
            leave(builder);
            builder.athrow();
            builder.exceptionCatchAll(begin, end, end);
        }
    }

    private void leave(CodeBuilder builder) {
        if (method.isInitialiser()) {
            builder.invokestatic(HookNames.HOOKS, "initialiserEnds", HookNames.NOTHING);
        }
        if (method.isSynchronized()) {
            monitor(builder, "exit");
        }
    }

    private void monitor(CodeBuilder builder, String hook) {
        if (method.isStatic()) {
            builder.loadConstant(method.owner());
        } else {
            builder.aload(0);
        }
        builder.loadConstant(site).invokestatic(HookNames.THREADS, hook, HookNames.OBJECT_AND_SITE);
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
        switch (element) {
            case LineNumber number -> {
                line = number.line();
                newSite();
                builder.with(number);
            }
            case LabelTarget target -> {
                bound.add(target.label());
                builder.with(target);
            }
            case BranchInstruction branch -> {
                if (bound.contains(branch.target())) {
                    builder.loadConstant(site).invokestatic(HookNames.HOOKS, "jumpBack", HookNames.SITE);
                }
                builder.with(branch);
            }
            case ReturnInstruction end -> {
                if (start != null) {
                    leave(builder);
                }
                builder.with(end);
            }
            case NewObjectInstruction begun -> {
                objectsBegun++;
                builder.with(begun);
            }
            case FieldInstruction field -> field(builder, field);
            case ArrayLoadInstruction load -> {
                builder.dup2().loadConstant(site).invokestatic(HookNames.HOOKS, "readElement", HookNames.ELEMENT);
                builder.with(load);
            }
            case ArrayStoreInstruction store -> store(builder, store);
            case MonitorInstruction monitor ->
                builder.loadConstant(site)
                        .invokestatic(
                                HookNames.THREADS,
                                monitor.opcode() == Opcode.MONITORENTER ? "enter" : "exit",
                                HookNames.OBJECT_AND_SITE);
            case InvokeInstruction call -> {
                if (!calls.rewrite(builder, call, site)) {
                    builder.with(call);
                }
                if (call.name().equalsString(ConstantDescs.INIT_NAME)) {
                    hasThis |= objectsBegun == 0;
                    objectsBegun = Math.max(0, objectsBegun - 1);
                }
            }
            default -> builder.with(element);
        }
    }

    private void newSite() {
        site = Sites.add(new Sites.Site(method.file(), method.name(), line));
    }

    private void field(CodeBuilder builder, FieldInstruction instruction) {
        String owner = instruction.owner().asInternalName().replace('/', '.');
        ClassFacts.FieldFact fact = facts.field(
                owner, instruction.name().stringValue(), instruction.type().stringValue());
        if (fact == null || fact.isFinal() || !hasThis || facts.isScenario(fact.declaringClass())) {
            builder.with(instruction);
            return;
        }
        if (fact.isVolatile()) {
            volatileField(builder, instruction);
            return;
        }
        int number = Fields.number(fact.declaringClass(), instruction.name().stringValue());
        boolean twoSlots = TypeKind.from(instruction.typeSymbol()).slotSize() == 2;
        switch (instruction.opcode()) {
            case GETFIELD -> builder.dup();
            case PUTFIELD -> {
                if (twoSlots) {
                    builder.dup2_x1().pop2().dup_x2();
                } else {
                    builder.dup2().pop();
                }
            }
            default -> builder.loadConstant(ClassDesc.of(fact.declaringClass()));
        }
        boolean loads = instruction.opcode() == Opcode.GETFIELD || instruction.opcode() == Opcode.GETSTATIC;
        builder.loadConstant(number)
                .loadConstant(site)
                .invokestatic(HookNames.HOOKS, loads ? "readField" : "writeField", HookNames.ELEMENT);
        builder.with(instruction);
    }

    private void volatileField(CodeBuilder builder, FieldInstruction instruction) {
        boolean isStatic = instruction.opcode() == Opcode.GETSTATIC || instruction.opcode() == Opcode.PUTSTATIC;
        boolean loads = instruction.opcode() == Opcode.GETFIELD || instruction.opcode() == Opcode.GETSTATIC;
        ClassDesc owner = instruction.owner().asSymbol();
        ClassDesc type = instruction.typeSymbol();
        MethodTypeDesc descriptor = loads ? MethodTypeDesc.of(type) : MethodTypeDesc.of(ConstantDescs.CD_void, type);
        if (!isStatic) {
            descriptor = descriptor.insertParameterTypes(0, owner);
        }
        builder.invokedynamic(DynamicCallSiteDesc.of(
                HookNames.VOLATILE_FIELD,
                loads ? "get" : "set",
                descriptor,
                owner,
                instruction.name().stringValue(),
                type,
                isStatic ? 1 : 0,
                site));
    }

    private void store(CodeBuilder builder, ArrayStoreInstruction store) {
        if (store.typeKind().slotSize() == 2) {
            builder.dup2_x2().pop2().dup2_x2();
        } else {
            builder.dup_x2().pop().dup2_x1();
        }
        builder.loadConstant(site).invokestatic(HookNames.HOOKS, "writeElement", HookNames.ELEMENT);
        builder.with(store);
    }
}
