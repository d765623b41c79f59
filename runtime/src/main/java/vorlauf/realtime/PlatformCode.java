package vorlauf.realtime;

import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers whether a method of the JDK breaks a rule, by reading it and what it calls up to the first breach.
 *
 * <p>Exceptions that the JDK throws after checking an argument count as implicit and are passed over.
 */
final class PlatformCode {
    private static final int MOST_METHODS = 400;

    private final ClassWorld world;
    private final CallTargets targets;
    private final Callees callees;
    private final Map<MethodName, Optional<Breach>> known = new HashMap<>();

    /** What a method of the JDK does wrong, {@code "allocates a float[] in java.util.Arrays.copyOf"}. */
    record Breach(RealTimeRule rule, String what) {}

    PlatformCode(ClassWorld world, CallTargets targets, Callees callees) {
        this.world = world;
        this.targets = targets;
        this.callees = callees;
    }

    /** The first breach of a method, or null where there is none. */
    @Nullable
    Breach breach(MethodName method) {
        Optional<Breach> answer = known.get(method);
        if (answer == null) {
            answer = Optional.ofNullable(search(method));
            known.put(method, answer);
        }
        return answer.orElse(null);
    }

    private @Nullable Breach search(MethodName first) {
        Set<MethodName> seen = new HashSet<>(Set.of(first));
        Deque<MethodName> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            MethodName next = open.removeFirst();
            CallTargets.Resolved resolved = CallTargets.resolve(world, next);
            if (resolved == null || resolved.method().flags().has(AccessFlag.ABSTRACT)) {
                return new Breach(RealTimeRule.UNKNOWN, "calls " + next.dotted() + ", of which no code was found");
            }
            for (Observation seenHere : MethodReader.read(world, resolved.type(), resolved.method())) {
                Breach breach = switch (seenHere) {
                    case Observation.Breach found ->
                        found.note() ? null : new Breach(found.rule(), found.what() + " in " + first.dotted());
                    case Observation.Touch touch -> touch(touch.type(), first);
                    case Observation.Call call -> call(call, first, seen, open);
                };
                if (breach != null) {
                    return breach;
                }
            }
            if (seen.size() > MOST_METHODS) {
                return new Breach(
                        RealTimeRule.UNKNOWN, "calls " + first.dotted() + ", which calls more than can be followed");
            }
        }
        return null;
    }

    private @Nullable Breach call(
            Observation.Call call, MethodName first, Set<MethodName> seen, Deque<MethodName> open) {
        Callees.Entry entry = callees.of(call.target());
        if (entry != null) {
            return entry.rule() == null
                    ? null
                    : new Breach(
                            entry.rule(), entry.text() + " (" + call.target().dotted() + ") in " + first.dotted());
        }
        if (call.kind() == Observation.Kind.STATIC) {
            Breach breach = touch(call.target().owner(), first);
            if (breach != null) {
                return breach;
            }
        }
        return switch (targets.of(call)) {
            case CallTargets.Targets.Known methods -> {
                methods.methods().stream().filter(seen::add).forEach(open::add);
                yield null;
            }
            case CallTargets.Targets.Unknown unknown ->
                new Breach(
                        RealTimeRule.UNKNOWN,
                        "calls " + call.target().dotted() + ", " + unknown.reason() + ", in " + first.dotted());
        };
    }

    private @Nullable Breach touch(String type, MethodName first) {
        return needsInitialiser(type) && !type.equals(first.owner())
                ? new Breach(
                        RealTimeRule.INITIALISER,
                        "may run the initialiser of " + type.replace('/', '.') + " in " + first.dotted())
                : null;
    }

    /** Whether the first use of a class of the JDK may run an initialiser that has not run when a program starts. */
    boolean needsInitialiser(String type) {
        ScannedClass found = world.find(type);
        return found != null && found.hasInitialiser() && !callees.isInitialised(type.replace('/', '.'));
    }
}
