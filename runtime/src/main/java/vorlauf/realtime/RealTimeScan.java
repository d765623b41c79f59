package vorlauf.realtime;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;
import vorlauf.graph.Processor;

/**
 * The static scan of real-time code: from the methods that run on a real-time thread it follows every call that bytecode can
 * make, and reports what allocates, locks, waits, does I/O, initialises classes, throws or cannot be known.
 *
 * <p>Calls are resolved by class-hierarchy analysis over the program's class files; code of the JDK is followed where a call
 * has one target, and judged by a table where it has not. What an object decides at run time is taken as everything that it
 * could decide, so the scan may report what never happens, and does not miss what bytecode does. Not covered: code that is
 * made at run time, and what other threads do to this one.
 *
 * <p>Threads: one at a time. Errors: {@link IllegalArgumentException} where a class cannot be found or read.
 */
public final class RealTimeScan {
    private static final String PROCESS = "process";
    private static final String PROCESS_DESCRIPTOR = "([[F[[FI)V";
    private static final String ANNOTATION = RealTime.class.descriptorString();

    private final ClassWorld world;
    private final CallTargets targets;
    private final Callees callees = Callees.KNOWN;
    private final PlatformCode platform;
    private final Reviewed accepted;
    private final Map<MethodName, List<Observation>> read = new HashMap<>();

    /** A scan of the classes that a loader finds, which accepts what is on Vorlauf's reviewed list and on {@code more}. */
    public RealTimeScan(ClassLoader loader, Reviewed more) {
        world = new ClassWorld(loader);
        targets = new CallTargets(world);
        platform = new PlatformCode(world, targets, callees);
        accepted = Reviewed.ofVorlauf().and(more);
    }

    /** Also reads the classes of a folder or a jar, so that their subtypes of a type are known. */
    public RealTimeScan with(Path folderOrJar) {
        world.addSource(folderOrJar);
        return this;
    }

    /** What the loader of a class finds, the reviewed list alone. */
    public static RealTimeScan of(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return new RealTimeScan(loader == null ? ClassLoader.getSystemClassLoader() : loader, Reviewed.none());
    }

    /** Scans {@code process} of a processor's class; of a lambda's, all lambdas of its class that are processors. */
    public ScanReport processor(Class<? extends Processor> type) {
        int lambda = type.getName().indexOf("$$Lambda");
        String name = (lambda < 0 ? type.getName() : type.getName().substring(0, lambda)).replace('.', '/');
        ScannedClass found = require(name);
        Collection<MethodName> roots;
        if (lambda < 0) {
            roots = List.of(method(name, PROCESS, PROCESS_DESCRIPTOR));
        } else {
            roots = targets.lambdasOf(Processor.class.getName().replace('.', '/'), PROCESS).stream()
                    .filter(body -> isLambdaOf(body, name))
                    .toList();
            if (roots.isEmpty()) {
                throw new IllegalArgumentException("the code of the lambda " + type.getName() + " was not found");
            }
        }
        return run(InitialisedClasses.byMaking(world, found), roots);
    }

    private boolean isLambdaOf(MethodName body, String host) {
        return body.owner().equals(host) || !body.name().startsWith("lambda$");
    }

    /** Scans all methods of a name that a class has, as real-time methods. */
    public ScanReport methods(Class<?> type, String method) {
        ScannedClass found = require(type.getName().replace('.', '/'));
        List<MethodName> roots = new ArrayList<>();
        for (ScannedClass each : world.above(found.name())) {
            for (MethodModel candidate : each.methods()) {
                MethodName name = new MethodName(
                        found.name(),
                        candidate.methodName().stringValue(),
                        candidate.methodType().stringValue());
                if (name.name().equals(method)
                        && !candidate.flags().has(AccessFlag.ABSTRACT)
                        && !roots.contains(name)) {
                    roots.add(name);
                }
            }
        }
        if (roots.isEmpty()) {
            throw new IllegalArgumentException(type.getName() + " has no method " + method + " with code");
        }
        return run(
                InitialisedClasses.byMaking(world, found),
                roots.stream()
                        .map(name -> method(name.owner(), name.name(), name.descriptor()))
                        .toList());
    }

    /**
     * Scans all methods with {@link RealTime} in the program's classes that were read, and all methods that override one.
     * Their classes count as initialised: the warm-up has run them.
     */
    public ScanReport annotated() {
        Set<MethodName> roots = new LinkedHashSet<>();
        Set<ScannedClass> types = new LinkedHashSet<>();
        for (ScannedClass type : List.copyOf(world.programClasses())) {
            for (MethodModel method : type.methods()) {
                if (isRoot(type, method)) {
                    roots.add(type.nameOf(method));
                    types.add(type);
                }
            }
        }
        Set<String> initialised = new LinkedHashSet<>();
        types.forEach(type -> initialised.addAll(InitialisedClasses.byMaking(world, type)));
        return run(initialised, roots);
    }

    /** Walks again where the walk itself has led to new jars or folders: a call before may reach further then. */
    private ScanReport run(Set<String> initialised, Collection<MethodName> roots) {
        while (true) {
            int sources = world.sources();
            ScanReport report = new Run(initialised).from(roots);
            if (world.sources() == sources) {
                return report;
            }
        }
    }

    private boolean isRoot(ScannedClass type, MethodModel method) {
        if (method.code().isEmpty() || method.methodName().stringValue().startsWith("<")) {
            return false;
        }
        Callees.Entry known = callees.of(type.nameOf(method));
        if (known != null && known.rule() == null) {
            return false; // looked at, and clean as a callee: so it is here
        }
        if (isAnnotated(type, method)) {
            return true;
        }
        int flags = method.flags().flagsMask();
        boolean overrides = (flags & (ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE)) == 0;
        return overrides
                && world.above(type.name()).stream().anyMatch(above -> {
                    MethodModel declared = above.method(
                            method.methodName().stringValue(),
                            method.methodType().stringValue());
                    return declared != null && isAnnotated(above, declared);
                });
    }

    /** On a type the annotation covers what was written in it, not what the compiler made of lambdas. */
    private static boolean isAnnotated(ScannedClass type, MethodModel method) {
        boolean byType = type.model().findAttribute(Attributes.runtimeInvisibleAnnotations()).stream()
                .flatMap(all -> all.annotations().stream())
                .anyMatch(each -> each.className().equalsString(ANNOTATION));
        return (byType && !method.flags().has(AccessFlag.SYNTHETIC))
                || method.findAttribute(Attributes.runtimeInvisibleAnnotations()).stream()
                        .flatMap(all -> all.annotations().stream())
                        .anyMatch(each -> each.className().equalsString(ANNOTATION));
    }

    private ScannedClass require(String name) {
        ScannedClass found = world.find(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "the class file of " + name.replace('/', '.') + " was not found beside the program's own");
        }
        return found;
    }

    private MethodName method(String owner, String name, String descriptor) {
        MethodName wanted = new MethodName(owner, name, descriptor);
        CallTargets.Resolved resolved = CallTargets.resolve(world, wanted);
        if (resolved == null) {
            throw new IllegalArgumentException(wanted.dotted() + " was not found");
        }
        return resolved.name();
    }

    /** A method on the way, with the way to it. */
    private record Visit(MethodName method, @Nullable Visit caller, int callerLine) {}

    /** A call on the way. */
    private record Edge(Visit visit, int line, MethodName callee) {}

    /** One walk over the calls. */
    private final class Run {
        private final Set<String> initialised;
        private final Set<MethodName> seen = new LinkedHashSet<>();
        private final Deque<Visit> open = new ArrayDeque<>();
        private final Set<Finding> found = new LinkedHashSet<>();
        private final Set<Finding> notes = new LinkedHashSet<>();
        private final CallCycles cycles = new CallCycles();
        private final List<Edge> calls = new ArrayList<>();

        Run(Set<String> initialised) {
            this.initialised = new LinkedHashSet<>(initialised);
        }

        ScanReport from(Collection<MethodName> roots) {
            for (MethodName root : roots) {
                if (seen.add(root)) {
                    open.add(new Visit(root, null, 0));
                }
            }
            while (!open.isEmpty()) {
                visit(open.removeFirst());
            }
            noteCycles();
            List<Finding> reviewed = found.stream().filter(accepted::covers).toList();
            found.removeAll(reviewed);
            return new ScanReport(
                    roots.stream().map(MethodName::brief).toList(),
                    seen.size(),
                    List.copyOf(found),
                    List.copyOf(notes),
                    reviewed);
        }

        private void noteCycles() {
            cycles.keepCycles();
            for (Edge call : calls) {
                if (cycles.has(call.visit().method(), call.callee())) {
                    notes.add(finding(
                            call.visit(),
                            call.line(),
                            RealTimeRule.LOOP,
                            "calls " + call.callee().brief() + ", which leads back here: does it always end soon?"));
                }
            }
        }

        private void visit(Visit visit) {
            CallTargets.Resolved resolved = CallTargets.resolve(world, visit.method());
            if (resolved == null || resolved.method().flags().has(AccessFlag.ABSTRACT)) {
                unknown(visit, visit.callerLine(), visit.method(), "of which no code was found");
                return;
            }
            world.follow(resolved.type().name());
            Visit caller = visit.caller();
            if (caller != null && resolved.method().flags().has(AccessFlag.NATIVE)) {
                find(
                        caller,
                        visit.callerLine(),
                        RealTimeRule.NATIVE,
                        "calls native code (" + visit.method().dotted() + ")");
                return;
            }
            List<Observation> observations = read.computeIfAbsent(
                    visit.method(), name -> MethodReader.read(world, resolved.type(), resolved.method()));
            for (Observation observation : observations) {
                switch (observation) {
                    case Observation.Breach breach ->
                        (breach.note() ? notes : found)
                                .add(finding(visit, breach.line(), breach.rule(), breach.what()));
                    case Observation.Touch touch -> touch(visit, touch.type(), touch.line());
                    case Observation.Call call -> call(visit, call);
                }
            }
        }

        private void call(Visit visit, Observation.Call call) {
            Callees.Entry entry = callees.of(call.target());
            if (entry != null) {
                if (entry.rule() != null) {
                    find(
                            visit,
                            call.line(),
                            entry.rule(),
                            entry.text() + " (" + call.target().dotted() + ")");
                }
                return;
            }
            switch (targets.of(call)) {
                case CallTargets.Targets.Unknown unknown ->
                    unknown(visit, call.line(), call.target(), unknown.reason());
                case CallTargets.Targets.Known known -> {
                    boolean judged = false;
                    for (MethodName method : known.methods()) {
                        judged |= follow(visit, call, method);
                    }
                    if (!judged && call.kind() == Observation.Kind.STATIC) {
                        touch(visit, call.target().owner(), call.line());
                    }
                }
            }
        }

        /** Returns whether there was a finding already. */
        private boolean follow(Visit visit, Observation.Call call, MethodName method) {
            if (call.kind() == Observation.Kind.OPEN && method.name().equals("<init>")) {
                find(
                        visit,
                        call.line(),
                        RealTimeRule.ALLOCATION,
                        "makes a " + method.brief().substring(4) + " by a constructor reference");
                return true;
            }
            ScannedClass type = world.find(method.owner());
            Callees.Entry entry = callees.of(method);
            if ((type == null || !type.platform()) && entry != null && entry.rule() == null) {
                return false; // one of several that the object decides about, and looked at
            }
            if (type == null || !type.platform()) {
                cycles.add(visit.method(), method);
                calls.add(new Edge(visit, call.line(), method));
                if (seen.add(method)) {
                    open.add(new Visit(method, visit, call.line()));
                }
                return false;
            }
            PlatformCode.Breach breach = entry == null
                    ? platform.breach(method)
                    : entry.rule() == null
                            ? null
                            : new PlatformCode.Breach(entry.rule(), entry.text() + " (" + method.dotted() + ")");
            if (breach != null) {
                find(visit, call.line(), breach.rule(), breach.what());
            }
            return breach != null;
        }

        private void touch(Visit visit, String type, int line) {
            for (ScannedClass each : world.above(type)) {
                boolean runs = !each.isInterface()
                        && each.hasInitialiser()
                        && !isAbove(visit.method().owner(), each.name())
                        && !callees.isInitialised(each.name().replace('/', '.'))
                        && initialised.add(each.name());
                if (runs) {
                    find(
                            visit,
                            line,
                            RealTimeRule.INITIALISER,
                            "may run the initialiser of "
                                    + each.name().replace('/', '.').replace('$', '.'));
                }
            }
        }

        private boolean isAbove(String type, String other) {
            return type.equals(other) || world.isA(type, other);
        }

        private void unknown(Visit visit, int line, MethodName callee, String reason) {
            find(visit, line, RealTimeRule.UNKNOWN, "calls " + callee.dotted() + ", " + reason);
        }

        private void find(Visit visit, int line, RealTimeRule rule, String what) {
            found.add(finding(visit, line, rule, what));
        }

        private Finding finding(Visit visit, int line, RealTimeRule rule, String what) {
            Deque<String> callers = new ArrayDeque<>(List.of(visit.method().brief()));
            for (Visit each = visit; each.caller() != null; each = each.caller()) {
                callers.addFirst(each.caller().method().brief() + ":" + each.callerLine());
            }
            return new Finding(
                    rule, sourceFile(visit.method()), line, what, visit.method().dotted(), List.copyOf(callers));
        }

        private String sourceFile(MethodName method) {
            ScannedClass type = world.find(method.owner());
            return type == null ? method.owner() : type.sourceFile();
        }
    }
}
