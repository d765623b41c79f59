package vorlauf.realtime;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the code of one method branches: assertions, exceptions that are made and thrown, loops, what always runs. */
final class CodeShape {
    private final ClassWorld world;
    private final List<CodeElement> elements;
    private final Map<Label, Integer> positions = new HashMap<>();
    private final BitSet assertions = new BitSet();
    private final Set<Integer> caughtSlots = new HashSet<>();

    CodeShape(ClassWorld world, CodeModel code) {
        this.world = world;
        this.elements = code.elementList();
        for (int index = 0; index < elements.size(); index++) {
            if (elements.get(index) instanceof LabelTarget target) {
                positions.put(target.label(), index);
            }
        }
        for (int index = 0; index < elements.size(); index++) {
            if (elements.get(index) instanceof ExceptionCatch caught) {
                noteHandler(positions.getOrDefault(caught.handler(), 0));
            } else if (elements.get(index) instanceof FieldInstruction field
                    && field.opcode() == Opcode.GETSTATIC
                    && field.name().equalsString("$assertionsDisabled")) {
                noteAssertion(index);
            }
        }
    }

    List<CodeElement> elements() {
        return elements;
    }

    static int firstLine(CodeModel code) {
        for (CodeElement element : code) {
            if (element instanceof LineNumber number) {
                return number.line();
            }
        }
        return 0;
    }

    private void noteHandler(int from) {
        for (int index = from; index < elements.size(); index++) {
            if (elements.get(index) instanceof Instruction first) {
                if (first instanceof StoreInstruction store && store.typeKind() == TypeKind.REFERENCE) {
                    caughtSlots.add(store.slot());
                }
                return;
            }
        }
    }

    private void noteAssertion(int from) {
        for (int index = from; index < elements.size(); index++) {
            if (elements.get(index) instanceof BranchInstruction branch) {
                assertions.set(from, Math.max(index, position(branch.target())));
                return;
            }
        }
    }

    private int position(Label label) {
        return positions.getOrDefault(label, elements.size());
    }

    /** Whether an element belongs to an {@code assert}. */
    boolean isAssertion(int index) {
        return assertions.get(index);
    }

    /** Index of the instruction that throws the exception made at an index, or -1 where that is not what happens there. */
    int endOfThrow(int index) {
        if (isAssertion(index)
                || !(elements.get(index) instanceof NewObjectInstruction made)
                || !world.isA(made.className().asInternalName(), "java/lang/Throwable")) {
            return -1;
        }
        for (int end = index + 1; end < elements.size(); end++) {
            switch (elements.get(end)) {
                case ThrowInstruction _ -> {
                    return end;
                }
                case StoreInstruction store
                when store.typeKind() == TypeKind.REFERENCE -> {
                    return -1;
                }
                case ReturnInstruction _ -> {
                    return -1;
                }
                default -> {}
            }
        }
        return -1;
    }

    /** Whether the exception thrown at an index is one that was caught here. */
    boolean throwsAgain(int index) {
        for (int before = index - 1; before >= 0; before--) {
            if (elements.get(before) instanceof Instruction instruction) {
                return instruction instanceof LoadInstruction load && caughtSlots.contains(load.slot());
            }
        }
        return false;
    }

    /** Lines of loops in which no number in a local variable changes. */
    List<Integer> loopsWithoutCounter() {
        List<Integer> lines = new ArrayList<>();
        for (int index = 0; index < elements.size(); index++) {
            if (elements.get(index) instanceof BranchInstruction branch) {
                int start = position(branch.target());
                if (start <= index && !counts(start, index)) {
                    lines.add(lineAt(start));
                }
            }
        }
        return lines.stream().distinct().toList();
    }

    private boolean counts(int from, int to) {
        boolean leaves = false;
        boolean changes = false;
        for (int index = from; index <= to; index++) {
            switch (elements.get(index)) {
                case IncrementInstruction _ -> changes = true;
                case StoreInstruction store -> changes |= store.typeKind() != TypeKind.REFERENCE;
                case BranchInstruction branch ->
                    leaves |= index == to
                            ? branch.opcode() != Opcode.GOTO && branch.opcode() != Opcode.GOTO_W
                            : position(branch.target()) > to;
                default -> {}
            }
        }
        return leaves && changes;
    }

    private int lineAt(int index) {
        int line = 0;
        for (int at = 0; at < elements.size() && (at <= index || line == 0); at++) {
            if (elements.get(at) instanceof LineNumber number) {
                line = number.line();
            }
        }
        for (int at = index; at < elements.size(); at++) {
            if (elements.get(at) instanceof LineNumber number) {
                return number.line();
            }
            if (elements.get(at) instanceof Instruction) {
                return line;
            }
        }
        return line;
    }

    /** The elements that run whenever the method returns normally: no branch leads around them. */
    List<CodeElement> alwaysRun() {
        List<CodeElement> always = new ArrayList<>();
        int around = 0;
        boolean mayHaveLeft = false;
        for (int index = 0; index < elements.size() && !mayHaveLeft; index++) {
            boolean certain = index >= around;
            switch (elements.get(index)) {
                case BranchInstruction branch -> around = Math.max(around, position(branch.target()));
                case TableSwitchInstruction cases ->
                    around = Math.max(around, end(cases.cases(), cases.defaultTarget()));
                case LookupSwitchInstruction cases ->
                    around = Math.max(around, end(cases.cases(), cases.defaultTarget()));
                case ExceptionCatch _ -> {}
                case ReturnInstruction _ -> mayHaveLeft = true;
                default -> {}
            }
            if (certain) {
                always.add(elements.get(index));
            }
        }
        return always;
    }

    private int end(List<SwitchCase> cases, Label other) {
        int end = position(other);
        for (SwitchCase each : cases) {
            end = Math.max(end, position(each.target()));
        }
        return end;
    }
}
