package vorlauf.notebooks.kernel;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashSet;
import java.util.Set;

/**
 * Weaves {@link StopCheck} into classes: no loop and no recursion of a cell escapes it. Java 25 has no other way to stop a
 * thread that does not want to.
 */
final class StopChecks implements CodeTransform {
    private static final ClassDesc STOP_CHECK = ClassDesc.of("vorlauf.notebooks.kernel.StopCheck");

    private final Set<Label> passed = new HashSet<>();

    private StopChecks() {}

    /** The same class with the checks in it. */
    static byte[] weave(byte[] classFile) {
        ClassFile format = ClassFile.of();
        return format.transformClass(
                format.parse(classFile),
                ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(StopChecks::new)));
    }

    @Override
    public void atStart(CodeBuilder code) {
        check(code);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        if (element instanceof LabelTarget target) {
            passed.add(target.label());
        } else if (element instanceof BranchInstruction branch && passed.contains(branch.target())) {
            check(code);
        }
        code.with(element);
    }

    private static void check(CodeBuilder code) {
        code.invokestatic(STOP_CHECK, "check", ConstantDescs.MTD_void);
    }
}
