package vorlauf.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import vorlauf.graph.Operation;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;

/**
 * Pass <i>declared</i>: walks a signal once and numbers its nodes; keys and loops become attributes and edges.
 *
 * <p>The walk is iterative, so that a ladder of a million nodes needs no stack.
 */
final class Declaration {
    private final int maximumNodes;
    private final List<Problem> problems;
    private final List<Signal> signals = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final IdentityHashMap<Signal, Integer> numbers = new IdentityHashMap<>();
    private final IdentityHashMap<Signal, Integer> resolved = new IdentityHashMap<>();

    private Declaration(int maximumNodes, List<Problem> problems) {
        this.maximumNodes = maximumNodes;
        this.problems = problems;
    }

    /** The graph of a signal; problems of naming are added to {@code problems}. */
    static Graph read(Signal root, int maximumNodes, List<Problem> problems) {
        return new Declaration(maximumNodes, problems).walk(root);
    }

    private Graph walk(Signal declaredRoot) {
        int root = number(declaredRoot);
        List<int[]> inputs = new ArrayList<>();
        for (int next = 0; next < signals.size() && signals.size() <= maximumNodes; next++) {
            List<Signal> declared = signals.get(next).inputs();
            int[] numbered = new int[declared.size()];
            for (int i = 0; i < numbered.length; i++) {
                numbered[i] = number(declared.get(i));
            }
            inputs.add(numbered);
        }
        if (signals.size() > maximumNodes) {
            problems.add(new Problem(
                    declaredRoot.place(),
                    "the graph has more than " + maximumNodes + " nodes, the most that is allowed"));
            return new Graph(List.of(silence()), 0);
        }
        List<Graph.Node> nodes = new ArrayList<>(signals.size());
        for (int i = 0; i < signals.size(); i++) {
            Signal signal = signals.get(i);
            nodes.add(new Graph.Node(signal.operation(), inputs.get(i), keys.get(i), signal.place()));
        }
        checkKeys(nodes);
        return new Graph(List.copyOf(nodes), root);
    }

    /** The number of the node behind a signal, following keys and loops to what they stand for. */
    private int number(Signal declared) {
        Integer known = resolved.get(declared);
        if (known != null) {
            return known;
        }
        ArrayDeque<Signal> wrappers = new ArrayDeque<>();
        IdentityHashMap<Signal, Boolean> passed = new IdentityHashMap<>();
        Signal signal = declared;
        String key = "";
        while (true) {
            if (passed.put(signal, true) != null) {
                problems.add(new Problem(
                        signal.place(),
                        "a cycle without a delay: the feedback returns itself; put delay(...) into the loop"));
                return add(Signals.constant(0), "", wrappers); // so that the other problems are found too
            }
            Signal next = switch (signal.operation()) {
                case Operation.Keyed keyed -> {
                    key = named(signal, key, keyed.name());
                    yield signal.inputs().getFirst();
                }
                case Operation.Feedback ignored -> signal.inputs().getFirst();
                case Operation.Loop loop -> loop.result();
                default -> signal;
            };
            if (next == signal) {
                return add(signal, key, wrappers);
            }
            wrappers.add(signal);
            signal = next;
        }
    }

    private String named(Signal signal, String outer, String name) {
        if (name.isBlank()) {
            problems.add(new Problem(signal.place(), "a key is blank; give the node a name"));
        } else if (!outer.isEmpty() && !outer.equals(name)) {
            problems.add(new Problem(
                    signal.place(),
                    "one node has two keys, '" + outer + "' and '" + name + "'; leave one of them out"));
        }
        return outer.isEmpty() ? name : outer;
    }

    private int add(Signal node, String key, Iterable<Signal> wrappers) {
        Integer number = numbers.get(node);
        if (number == null) {
            number = signals.size();
            numbers.put(node, number);
            signals.add(node);
            keys.add(key);
        } else if (!key.isEmpty()) {
            String before = keys.get(number);
            if (!before.isEmpty() && !before.equals(key)) {
                problems.add(new Problem(
                        node.place(),
                        "one node has two keys, '" + before + "' and '" + key + "'; leave one of them out"));
            }
            keys.set(number, key);
        }
        resolved.put(node, number);
        for (Signal wrapper : wrappers) {
            resolved.put(wrapper, number);
        }
        return number;
    }

    private void checkKeys(List<Graph.Node> nodes) {
        Map<String, Graph.Node> owners = new HashMap<>();
        for (Graph.Node node : nodes) {
            Graph.Node owner = node.key().isEmpty() ? null : owners.putIfAbsent(node.key(), node);
            if (owner != null) {
                problems.add(new Problem(
                        node.place(),
                        "key '" + node.key() + "' is also given to "
                                + owner.operation().label() + " at " + owner.place() + "; keys name one node each"));
            }
        }
    }

    private static Graph.Node silence() {
        return new Graph.Node(new Operation.Constant(0), new int[0], "", "");
    }
}
