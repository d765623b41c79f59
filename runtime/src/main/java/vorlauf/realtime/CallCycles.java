package vorlauf.realtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The calls of one walk, asked for those that lead back to where they came from: loops without a jump. */
final class CallCycles {
    private final Map<MethodName, Set<MethodName>> callees = new LinkedHashMap<>();

    void add(MethodName caller, MethodName callee) {
        callees.computeIfAbsent(caller, name -> new LinkedHashSet<>()).add(callee);
    }

    /** Leaves only methods that call and are called, again and again: what is left is in a cycle or between two. */
    private void peel() {
        boolean peeled = true;
        while (peeled) {
            Set<MethodName> called = new HashSet<>();
            callees.values().forEach(called::addAll);
            peeled = callees.keySet().retainAll(called);
            for (Set<MethodName> targets : callees.values()) {
                peeled |= targets.retainAll(callees.keySet());
            }
            peeled |= callees.values().removeIf(Set::isEmpty);
        }
    }

    /** Forgets every call that does not lead back. */
    void keepCycles() {
        peel();
        Map<MethodName, Set<MethodName>> all = new LinkedHashMap<>();
        callees.forEach((caller, targets) -> all.put(caller, new LinkedHashSet<>(targets)));
        callees.forEach((caller, targets) -> targets.removeIf(callee -> !leads(all, callee, caller)));
    }

    /** Whether a call leads back; after {@link #keepCycles}. */
    boolean has(MethodName caller, MethodName callee) {
        return callees.getOrDefault(caller, Set.of()).contains(callee);
    }

    private static boolean leads(Map<MethodName, Set<MethodName>> calls, MethodName from, MethodName to) {
        Deque<MethodName> open = new ArrayDeque<>(Set.of(from));
        Set<MethodName> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            MethodName next = open.removeFirst();
            if (next.equals(to)) {
                return true;
            }
            for (MethodName callee : calls.getOrDefault(next, Set.of())) {
                if (seen.add(callee)) {
                    open.addLast(callee);
                }
            }
        }
        return false;
    }
}
