package vorlauf.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/**
 * The rules that every class below a root package obeys. The root is a parameter, so that a small broken tree can be
 * held against the same rules as the product.
 *
 * @param root package that holds {@code graph}, {@code ring}, {@code backend} and the others
 */
record ArchitectureRules(String root) {
    private static final String[] REACTOR = {"reactor.."};
    private static final String[] PICTURES = {
        "org.eclipse.elk..", "org.eclipse.emf..", "org.eclipse.xtext..", "org.jfree.."
    };
    private static final String[] FILES = {"java.io..", "java.nio.file..", "java.nio.channels.."};

    /** What of {@code Math} has the same bits on every machine and in a browser; everything else is written out. */
    private static final String MULTIPLY_ADD = "vorlauf.dsp.MultiplyAdd";

    private static final Set<String> EXACT_MATH = Set.of(
            "abs",
            "absExact",
            "addExact",
            "ceil",
            "ceilDiv",
            "ceilMod",
            "clamp",
            "copySign",
            "decrementExact",
            "floor",
            "floorDiv",
            "floorMod",
            "getExponent",
            "incrementExact",
            "max",
            "min",
            "multiplyExact",
            "negateExact",
            "nextDown",
            "nextUp",
            "rint",
            "round",
            "scalb",
            "signum",
            "sqrt",
            "subtractExact",
            "toIntExact",
            "ulp");

    private static final Set<String> TIME = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.Thread.sleep",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Instant.now",
            "java.util.concurrent.locks.LockSupport.park",
            "java.util.concurrent.locks.LockSupport.parkNanos",
            "java.util.concurrent.locks.LockSupport.parkUntil");

    /** Graph knows no module but itself. */
    ArchRule graphUsesNoOtherModule() {
        return noClasses()
                .that(graph())
                .should()
                .dependOnClassesThat(runtime().or(backends()).or(stress()))
                .because("graph <- runtime <- backends <- stress");
    }

    /** The runtime knows backends by their service interface alone. */
    ArchRule runtimeUsesNoBackend() {
        return noClasses()
                .that(runtime())
                .should()
                .dependOnClassesThat(backends().or(stress()))
                .because("graph <- runtime <- backends <- stress, and backends are found by ServiceLoader");
    }

    /** A backend knows no other backend and nothing that tests it. */
    ArchRule backendsUseNoOtherBackend() {
        return classes()
                .that(backends())
                .should(onlyUseBackendsOfTheirOwnPackage())
                .andShould()
                .onlyDependOnClassesThat(not(stress()))
                .because("each backend is a module of its own")
                .allowEmptyShould(true);
    }

    /** Reactor stays where publishers enter and where events leave, and where a server is made of it. */
    ArchRule reactorOnlyAtTheEdges() {
        return noClasses()
                .that(in("graph", "control", "engine", "cli", "backend.browser", "notebooks")
                        .or(stress())
                        .negate())
                .should()
                .dependOnClassesThat(resideInAnyPackage(REACTOR))
                .because(
                        "Reactor belongs to the control thread: graph, control, engine and cli; the live page's server is made of it,"
                                + " and notebooks show what streams bring");
    }

    /** Where a deadline rules there are no publishers, not even as a type. */
    ArchRule noPublishersInTheRenderPath() {
        return noClasses()
                .that(in("plan", "dsp", "ring", "render"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.reactivestreams..")
                        .or(describe(
                                "are publishers of java.util.concurrent.Flow",
                                type -> type.getName().startsWith("java.util.concurrent.Flow"))))
                .because("plan, dsp, ring and render know no subscriptions");
    }

    /** Time is handed in; only listed classes read or await it. */
    ArchRule timeOnlyIn(Set<String> clocks) {
        return noClasses()
                .that(describe(
                        "are not listed in time.txt",
                        type -> !clocks.contains(outermost(type).getName())))
                .should()
                .accessTargetWhere(readsOrAwaitsTime())
                .because("time is a parameter: a simulator runs the same code under a clock of its own");
    }

    /** The names of all classes that read or await time. */
    static boolean usesTime(JavaClass type) {
        return type.getAccessesFromSelf().stream().anyMatch(readsOrAwaitsTime());
    }

    /** Layout and charts stay in one package. */
    ArchRule picturesOnlyInDrawing() {
        return noClasses()
                .that(not(in("drawing")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(PICTURES))
                .because("ELK and JFreeChart are replaceable as long as one package knows them");
    }

    /** No file is touched where a deadline rules. */
    ArchRule noFilesInTheRenderPath() {
        return noClasses()
                .that(in("plan", "dsp", "ring", "render"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(FILES)
                        .and(not(describe(
                                "are markers of serialization",
                                type -> type.getName().equals("java.io.Serializable")))))
                .because("plan, dsp, ring and render do no input or output");
    }

    /** Kernels use no function whose last bit depends on the machine. */
    ArchRule kernelsUseExactMathOnly() {
        return noClasses()
                .that(in("plan", "dsp"))
                .should()
                .accessTargetWhere(describe(
                        "target is a function of Math that is not exact, or fma but for MultiplyAdd, which has it everywhere",
                        access -> access.getTargetOwner().getName().equals("java.lang.Math")
                                && !EXACT_MATH.contains(access.getTarget().getName())
                                && !access.getOriginOwner().getName().equals(MULTIPLY_ADD)))
                .because("samples have the same bits on every machine, at every JIT level and in a browser");
    }

    /** Kernels and plans stay within what a browser's compiler knows. */
    ArchRule kernelsRunInABrowser() {
        return noClasses()
                .that(in("plan", "dsp", "score").and(not(vectorKernels())))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.lang.invoke..", "java.lang.foreign..", "jdk..", "sun..", "java.net..")
                        .and(not(describe(
                                "are what javac calls for lambdas, records and text",
                                type -> type.getName().endsWith("Factory")
                                        || type.getName().equals("java.lang.invoke.MethodHandles$Lookup")))))
                .because("plan, dsp and score are compiled for browsers too");
    }

    /** Everything else runs where the Vector API is not. */
    ArchRule vectorsOnlyInTheirKernels() {
        return noClasses()
                .that(not(vectorKernels()))
                .should()
                .dependOnClassesThat(resideInAnyPackage("jdk.incubator.vector.."))
                .because("the module is an option of the JVM, and browsers have none");
    }

    /** Nothing is linked to the vector kernels: who wants them asks {@code GroupKernels}. */
    ArchRule vectorKernelsAreFoundByName() {
        return noClasses()
                .that(not(vectorKernels()))
                .should()
                .dependOnClassesThat(vectorKernels())
                .because("a class that links to them cannot be loaded without the module");
    }

    private DescribedPredicate<JavaClass> vectorKernels() {
        return describe("are vector kernels", type -> outermost(type).getName().startsWith(root + ".plan.Vector"));
    }

    /** Every package says that null is the exception. */
    ArchRule packagesAreNullMarked() {
        return classes()
                .should(new ArchCondition<JavaClass>("be in a package that is @NullMarked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                        events.add(new SimpleConditionEvent(
                                type, marked, type.getPackageName() + " of " + type.getName() + " is not @NullMarked"));
                    }
                })
                .because("NullAway checks only what is marked");
    }

    private ArchCondition<JavaClass> onlyUseBackendsOfTheirOwnPackage() {
        return new ArchCondition<>("use no other backend") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> backends().test(dependency.getTargetClass()))
                        .forEach(dependency -> events.add(new SimpleConditionEvent(
                                type,
                                backendOf(dependency.getTargetClass()).equals(backendOf(type)),
                                dependency.getDescription())));
            }
        };
    }

    private String backendOf(JavaClass type) {
        String below = type.getPackageName().substring((root + ".backend.").length());
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    private static DescribedPredicate<JavaAccess<?>> readsOrAwaitsTime() {
        return describe(
                "target reads or awaits the machine's time",
                access -> TIME.contains(access.getTargetOwner().getName() + "."
                        + access.getTarget().getName()));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRules::outermost).orElse(type);
    }

    private DescribedPredicate<JavaClass> graph() {
        return in("graph", "compile", "plan", "dsp");
    }

    private DescribedPredicate<JavaClass> backends() {
        return in("backend");
    }

    private DescribedPredicate<JavaClass> stress() {
        return in("stress", "check", "sweep", "spark");
    }

    /** Whatever lies below the root and is none of the others: a new package of the runtime needs no entry here. */
    private DescribedPredicate<JavaClass> runtime() {
        return resideInAnyPackage(root + "..")
                .and(not(graph()))
                .and(not(backends()))
                .and(not(stress()))
                .as("are in the runtime");
    }

    private DescribedPredicate<JavaClass> in(String... packages) {
        String[] full = new String[packages.length];
        for (int index = 0; index < packages.length; index++) {
            full[index] = root + "." + packages[index] + "..";
        }
        return resideInAnyPackage(full);
    }
}
