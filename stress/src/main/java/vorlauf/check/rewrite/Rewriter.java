package vorlauf.check.rewrite;

import java.io.ByteArrayInputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.util.function.Predicate;

/** Rewrites one class file after the other. Threads: one at a time. */
final class Rewriter {
    private final ClassFacts facts;
    private final ClassFile classFile;

    Rewriter(ClassBytes bytes, Predicate<String> isSubject) {
        this.facts = new ClassFacts(bytes, isSubject);
        this.classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(type -> {
                            String descriptor = type.descriptorString();
                            byte[] found = bytes.find(descriptor
                                    .substring(1, descriptor.length() - 1)
                                    .replace('/', '.'));
                            return found == null ? null : new ByteArrayInputStream(found);
                        })
                        .orElse(ClassHierarchyResolver.defaultResolver())));
    }

    byte[] rewrite(byte[] original) {
        ClassModel model = classFile.parse(original);
        String file = model.findAttribute(Attributes.sourceFile())
                .map(attribute -> attribute.sourceFile().stringValue())
                .orElse(model.thisClass().asInternalName());
        return classFile.transformClass(model, (builder, element) -> {
            if (element instanceof ClassFileVersion version) {
                // libraries keep to old versions, which do not know the calls that are written here
                builder.withVersion(
                        Math.max(version.majorVersion(), ClassFile.JAVA_11_VERSION), version.minorVersion());
            } else if (element instanceof MethodModel method && method.code().isPresent()) {
                CodeRewriter.Method place = new CodeRewriter.Method(
                        model.thisClass().asSymbol(),
                        file,
                        method.methodName().stringValue(),
                        method.flags().has(AccessFlag.STATIC),
                        method.flags().has(AccessFlag.SYNCHRONIZED));
                builder.transformMethod(method, (methodBuilder, part) -> {
                    switch (part) {
                        case java.lang.classfile.CodeModel code ->
                            methodBuilder.transformCode(code, new CodeRewriter(facts, place));
                        case java.lang.classfile.AccessFlags flags ->
                            methodBuilder.withFlags(flags.flagsMask() & ~ClassFile.ACC_SYNCHRONIZED);
                        default -> methodBuilder.with(part);
                    }
                });
            } else {
                builder.with(element);
            }
        });
    }
}
