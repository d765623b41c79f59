package vorlauf.check.rewrite;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Rewrites calls of library methods that touch shared memory or wait; names those that the model does not know. */
final class CallRewriter {
    private static final String ATOMICS = "java/util/concurrent/atomic/";

    private static final Set<String> ATOMIC_CLASSES = Set.of(
            "AtomicInteger",
            "AtomicLong",
            "AtomicBoolean",
            "AtomicReference",
            "AtomicIntegerArray",
            "AtomicLongArray",
            "AtomicReferenceArray",
            "AtomicIntegerFieldUpdater",
            "AtomicLongFieldUpdater",
            "AtomicReferenceFieldUpdater");

    private static final Set<String> ACCESS_MODES = Arrays.stream(VarHandle.AccessMode.values())
            .map(VarHandle.AccessMode::methodName)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> FENCES =
            Set.of("fullFence", "acquireFence", "releaseFence", "loadLoadFence", "storeStoreFence");

    private static final Set<String> SEGMENT_ACCESSES = Set.of(
            "get",
            "set",
            "getAtIndex",
            "setAtIndex",
            "fill",
            "copyFrom",
            "copy",
            "mismatch",
            "getString",
            "setString",
            "toArray");

    /** Collections of the JDK, each a single plain variable to the model. */
    private static final Set<String> COLLECTIONS = Set.of(
            "ArrayDeque",
            "ArrayList",
            "BitSet",
            "Collection",
            "Deque",
            "HashMap",
            "HashSet",
            "IdentityHashMap",
            "LinkedHashMap",
            "LinkedList",
            "List",
            "Map",
            "PriorityQueue",
            "Queue",
            "Set",
            "TreeMap",
            "Vector");

    private final ClassFacts facts;

    CallRewriter(ClassFacts facts) {
        this.facts = facts;
    }

    /** Writes what takes the call's place; false where the call stays, with nothing or with a hook written before it. */
    boolean rewrite(CodeBuilder builder, InvokeInstruction call, int site) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        if (owner.startsWith("[")) {
            if (name.equals("clone")) {
                builder.dup().loadConstant(site);
                builder.invokestatic(HookNames.HOOKS, "readElements", HookNames.OBJECT_AND_SITE);
            }
            return false;
        }
        if (owner.startsWith(ATOMICS)) {
            return atomic(builder, call, owner.substring(ATOMICS.length()), name, site);
        }
        return switch (owner) {
            case "java/lang/invoke/VarHandle" -> varHandle(builder, call, name, site);
            case "java/lang/invoke/MethodHandles$Lookup" -> lookup(builder, call, name);
            case "java/lang/System" -> system(builder, name, site);
            case "java/lang/Thread" -> thread(builder, call, name, site);
            case "java/util/concurrent/locks/LockSupport" -> park(builder, call, name, site);
            case "java/util/Arrays" -> arrays(builder, call, name, site);
            case "java/lang/foreign/MemorySegment" -> segment(builder, call, name, site);
            case "java/util/concurrent/TimeUnit" -> false;
            default -> other(builder, call, owner, name, site);
        };
    }

    private boolean other(CodeBuilder builder, InvokeInstruction call, String owner, String name, int site) {
        if (name.equals("wait") || name.equals("notify") || name.equals("notifyAll")) {
            return condition(builder, call, name, site);
        }
        if (owner.startsWith("java/util/concurrent/")
                || owner.startsWith("sun/misc/")
                || owner.startsWith("jdk/internal/")
                || (owner.startsWith("java/nio/") && owner.endsWith("Buffer"))) {
            refuse(builder, owner, name, site);
            return false;
        }
        boolean isCollection =
                owner.startsWith("java/util/") && COLLECTIONS.contains(owner.substring("java/util/".length()));
        if (isCollection && call.opcode() != Opcode.INVOKESTATIC && call.opcode() != Opcode.INVOKESPECIAL) {
            link(builder, HookNames.COLLECTION, call, call.owner().asSymbol(), site);
            return true;
        }
        if (call.opcode() == Opcode.INVOKESPECIAL
                && name.equals(ConstantDescs.INIT_NAME)
                && extendsConcurrent(owner.replace('/', '.'))) {
            refuse(builder, owner + ", which extends a class of java.util.concurrent,", "", site);
        }
        return false;
    }

    private boolean extendsConcurrent(String type) {
        String above = type.startsWith("java.") ? null : facts.superclass(type);
        return above != null && (above.startsWith("java.util.concurrent.") || extendsConcurrent(above));
    }

    private boolean varHandle(CodeBuilder builder, InvokeInstruction call, String name, int site) {
        if (call.opcode() == Opcode.INVOKESTATIC) {
            if (!FENCES.contains(name)) {
                return false;
            }
            builder.loadConstant(site).invokestatic(HookNames.HOOKS, name, HookNames.SITE);
            return true;
        }
        if (name.equals("withInvokeExactBehavior") || name.equals("withInvokeBehavior")) {
            builder.invokestatic(
                    HookNames.HANDLES,
                    name.equals("withInvokeBehavior") ? "inexact" : "exact",
                    call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol()));
            return true;
        }
        if (!ACCESS_MODES.contains(name)) {
            return false;
        }
        link(builder, HookNames.VAR_HANDLE, call, site);
        return true;
    }

    private static boolean lookup(CodeBuilder builder, InvokeInstruction call, String name) {
        String noting = switch (name) {
            case "findVarHandle" -> "find";
            case "findStaticVarHandle" -> "findStatic";
            case "unreflectVarHandle" -> "unreflect";
            default -> "";
        };
        if (noting.isEmpty()) {
            return false;
        }
        builder.invokestatic(
                HookNames.HANDLES,
                noting,
                call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol()));
        return true;
    }

    private static boolean system(CodeBuilder builder, String name, int site) {
        if (name.equals("arraycopy")) {
            builder.loadConstant(site)
                    .invokestatic(
                            HookNames.HOOKS,
                            "arraycopy",
                            MethodTypeDesc.of(
                                    ConstantDescs.CD_void,
                                    ConstantDescs.CD_Object,
                                    ConstantDescs.CD_int,
                                    ConstantDescs.CD_Object,
                                    ConstantDescs.CD_int,
                                    ConstantDescs.CD_int,
                                    ConstantDescs.CD_int));
            return true;
        }
        if (name.equals("nanoTime") || name.equals("currentTimeMillis")) {
            refuse(builder, "java/lang/System", name, site);
        }
        return false;
    }

    private static boolean thread(CodeBuilder builder, InvokeInstruction call, String name, int site) {
        return switch (name) {
            case "onSpinWait", "yield", "sleep" -> {
                popArguments(builder, call.typeSymbol());
                builder.loadConstant(site).invokestatic(HookNames.HOOKS, "hint", HookNames.SITE);
                yield true;
            }
            case "currentThread", "threadId", "getName", "isVirtual" -> false;
            default -> {
                refuse(builder, "java/lang/Thread", name, site);
                yield false;
            }
        };
    }

    private static boolean park(CodeBuilder builder, InvokeInstruction call, String name, int site) {
        return switch (name) {
            case "unpark" -> {
                builder.loadConstant(site)
                        .invokestatic(
                                HookNames.THREADS,
                                "unpark",
                                MethodTypeDesc.of(
                                        ConstantDescs.CD_void, ClassDesc.of("java.lang.Thread"), ConstantDescs.CD_int));
                yield true;
            }
            case "park", "parkNanos", "parkUntil" -> {
                popArguments(builder, call.typeSymbol());
                builder.loadConstant(site)
                        .invokestatic(HookNames.THREADS, name.equals("park") ? "park" : "parkForATime", HookNames.SITE);
                yield true;
            }
            default -> false;
        };
    }

    private static boolean condition(CodeBuilder builder, InvokeInstruction call, String name, int site) {
        if (call.typeSymbol().parameterCount() > 0) {
            if (name.equals("wait")) {
                refuse(builder, "java/lang/Object", "wait with a time-out", site);
            }
            return false;
        }
        if (name.equals("wait")) {
            builder.loadConstant(site).invokestatic(HookNames.THREADS, "await", HookNames.OBJECT_AND_SITE);
        } else {
            builder.loadConstant(name.equals("notifyAll") ? 1 : 0)
                    .loadConstant(site)
                    .invokestatic(
                            HookNames.THREADS,
                            "wake",
                            MethodTypeDesc.of(
                                    ConstantDescs.CD_void,
                                    ConstantDescs.CD_Object,
                                    ConstantDescs.CD_boolean,
                                    ConstantDescs.CD_int));
        }
        return true;
    }

    private static boolean arrays(CodeBuilder builder, InvokeInstruction call, String name, int site) {
        MethodTypeDesc type = call.typeSymbol();
        if (name.equals("asList")
                || type.parameterCount() == 0
                || !type.parameterType(0).isArray()) {
            return false;
        }
        link(builder, HookNames.ARRAYS, call, site);
        return true;
    }

    private static boolean segment(CodeBuilder builder, InvokeInstruction call, String name, int site) {
        if (!SEGMENT_ACCESSES.contains(name)) {
            return false;
        }
        boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
        link(builder, HookNames.SEGMENT, call, isStatic ? 1 : 0, site);
        return true;
    }

    private static boolean atomic(
            CodeBuilder builder, InvokeInstruction call, String simpleName, String name, int site) {
        if (!ATOMIC_CLASSES.contains(simpleName)) {
            refuse(builder, ATOMICS + simpleName, name, site);
            return false;
        }
        if (name.equals("newUpdater")) {
            link(builder, HookNames.UPDATER, call, call.owner().asSymbol(), site);
            return true;
        }
        if (call.opcode() != Opcode.INVOKEVIRTUAL || name.equals("toString")) {
            return false;
        }
        link(builder, HookNames.ATOMIC, call, site);
        return true;
    }

    /** An invokedynamic with the descriptor of the call, the receiver first. */
    private static void link(
            CodeBuilder builder, DirectMethodHandleDesc bootstrap, InvokeInstruction call, ConstantDesc... extra) {
        MethodTypeDesc type = call.typeSymbol();
        if (call.opcode() != Opcode.INVOKESTATIC) {
            type = type.insertParameterTypes(0, call.owner().asSymbol());
        }
        builder.invokedynamic(DynamicCallSiteDesc.of(bootstrap, call.name().stringValue(), type, extra));
    }

    private static void popArguments(CodeBuilder builder, MethodTypeDesc type) {
        for (int at = type.parameterCount() - 1; at >= 0; at--) {
            if (TypeKind.from(type.parameterType(at)).slotSize() == 2) {
                builder.pop2();
            } else {
                builder.pop();
            }
        }
    }

    private static void refuse(CodeBuilder builder, String owner, String name, int site) {
        String method = name.isEmpty() || name.equals(ConstantDescs.INIT_NAME) ? "" : "." + name;
        builder.loadConstant(owner.replace('/', '.') + method)
                .loadConstant(site)
                .invokestatic(HookNames.HOOKS, "refuse", HookNames.TEXT_AND_SITE);
    }
}
