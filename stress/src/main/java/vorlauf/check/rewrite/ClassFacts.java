package vorlauf.check.rewrite;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What class files tell about fields, without loading the classes. Threads: one at a time. */
final class ClassFacts {
    private final ClassBytes bytes;
    private final Predicate<String> isSubject;
    private final Map<String, Optional<ClassModel>> models = new HashMap<>();

    ClassFacts(ClassBytes bytes, Predicate<String> isSubject) {
        this.bytes = bytes;
        this.isSubject = isSubject;
    }

    /**
     * A field of a rewritten class.
     *
     * @param declaringClass binary name
     */
    record FieldFact(String declaringClass, boolean isVolatile, boolean isFinal) {}

    /** The field that an instruction names; null where it belongs to a class that is not rewritten. */
    @Nullable
    FieldFact field(String owner, String name, String descriptor) {
        for (String type = owner; type != null && isSubject.test(type); type = superclass(type)) {
            ClassModel model = model(type);
            if (model == null) {
                return null;
            }
            for (FieldModel field : model.fields()) {
                if (field.fieldName().equalsString(name) && field.fieldType().equalsString(descriptor)) {
                    int flags = field.flags().flagsMask();
                    return new FieldFact(
                            type, (flags & ClassFile.ACC_VOLATILE) != 0, (flags & ClassFile.ACC_FINAL) != 0);
                }
            }
        }
        return null;
    }

    /** Whether a class is a scenario: its fields are notes of the experimenter, not memory under test. */
    boolean isScenario(String type) {
        ClassModel model = model(type);
        return model != null
                && model.interfaces().stream()
                        .anyMatch(entry -> entry.asInternalName().equals("vorlauf/check/model/Scenario"));
    }

    /** The binary name of the superclass; null where there is none, or no class file. */
    @Nullable
    String superclass(String type) {
        ClassModel model = model(type);
        return model == null
                ? null
                : model.superclass()
                        .map(entry -> entry.asInternalName().replace('/', '.'))
                        .orElse(null);
    }

    private @Nullable ClassModel model(String type) {
        return models.computeIfAbsent(
                        type,
                        name -> Optional.ofNullable(bytes.find(name))
                                .map(found -> ClassFile.of().parse(found)))
                .orElse(null);
    }
}
