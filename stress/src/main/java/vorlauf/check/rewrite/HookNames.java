package vorlauf.check.rewrite;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;

/** Names and descriptors of what rewritten classes call. */
final class HookNames {
    static final ClassDesc HOOKS = ClassDesc.of("vorlauf.check.model.Hooks");
    static final ClassDesc THREADS = ClassDesc.of("vorlauf.check.model.ThreadHooks");
    static final ClassDesc HANDLES = ClassDesc.of("vorlauf.check.model.FieldHandles");
    private static final ClassDesc LINKER = ClassDesc.of("vorlauf.check.model.Linker");

    static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
    static final MethodTypeDesc SITE = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    static final MethodTypeDesc OBJECT_AND_SITE =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_int);
    static final MethodTypeDesc ELEMENT = MethodTypeDesc.of(
            ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_int, ConstantDescs.CD_int);
    static final MethodTypeDesc TEXT_AND_SITE =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String, ConstantDescs.CD_int);

    static final DirectMethodHandleDesc VAR_HANDLE = bootstrap("varHandle", ConstantDescs.CD_int);
    static final DirectMethodHandleDesc ATOMIC = bootstrap("atomic", ConstantDescs.CD_int);
    static final DirectMethodHandleDesc ARRAYS = bootstrap("arrays", ConstantDescs.CD_int);
    static final DirectMethodHandleDesc SEGMENT = bootstrap("segment", ConstantDescs.CD_int, ConstantDescs.CD_int);
    static final DirectMethodHandleDesc COLLECTION =
            bootstrap("collection", ConstantDescs.CD_Class, ConstantDescs.CD_int);
    static final DirectMethodHandleDesc UPDATER = bootstrap("updater", ConstantDescs.CD_Class, ConstantDescs.CD_int);
    static final DirectMethodHandleDesc VOLATILE_FIELD = bootstrap(
            "volatileField",
            ConstantDescs.CD_Class,
            ConstantDescs.CD_String,
            ConstantDescs.CD_Class,
            ConstantDescs.CD_int,
            ConstantDescs.CD_int);

    private HookNames() {}

    private static DirectMethodHandleDesc bootstrap(String name, ClassDesc... extra) {
        return ConstantDescs.ofCallsiteBootstrap(LINKER, name, ConstantDescs.CD_CallSite, extra);
    }
}
