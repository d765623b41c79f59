package vorlauf.compile;

import java.util.Arrays;
import java.util.HashMap;
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
    /** A wrapper that is being followed. */
    private static final int FOLLOWED = SignalNumbers.NONE - 1;

    private static final int[] NO_INPUTS = {};

    private final int maximumNodes;
    private final List<Problem> problems;
    private final SignalNumbers numbers = new SignalNumbers();
    private Signal[] signals = new Signal[64];
    private String[] keys = new String[64];
    private int[][] inputs = new int[64][];
    private int size;

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
        for (int next = 0; next < size && size <= maximumNodes; next++) {
            List<Signal> declared = signals[next].inputs();
            int count = declared.size();
            int[] numbered = count == 0 ? NO_INPUTS : new int[count];
            for (int i = 0; i < count; i++) {
                numbered[i] = number(declared.get(i));
            }
            inputs[next] = numbered;
        }
        if (size > maximumNodes) {
            problems.add(new Problem(
                    declaredRoot.place(),
                    "the graph has more than " + maximumNodes + " nodes, the most that is allowed"));
            return new Graph(new Graph.Node[] {Graph.Node.number(0)}, 0, Map.of());
        }
        Graph.Node[] nodes = new Graph.Node[size];
        for (int i = 0; i < size; i++) {
            nodes[i] = new Graph.Node(signals[i].operation(), inputs[i], keys[i], signals[i]);
        }
        return new Graph(nodes, root, keyed(nodes));
    }

    /** The number of the node behind a signal, following keys and loops to what they stand for. */
    private int number(Signal declared) {
        int known = numbers.get(declared);
        if (known != SignalNumbers.NONE) {
            return known;
        }
        Signal signal = declared;
        String key = "";
        while (true) {
            Signal next = behind(signal);
            if (next == signal) {
                return resolved(declared, add(signal, key));
            }
            if (numbers.get(signal) == FOLLOWED) {
                problems.add(new Problem(
                        signal.place(),
                        "a cycle without a delay: the feedback returns itself; put delay(...) into the loop"));
                // So that the other problems are found too.
                return resolved(declared, add(Signals.constant(0), ""));
            }
            if (signal.operation() instanceof Operation.Keyed keyed) {
                key = named(signal, key, keyed.name());
            }
            numbers.put(signal, FOLLOWED);
            signal = next;
        }
    }

    /** What a wrapper stands for; any other signal itself. */
    private static Signal behind(Signal signal) {
        return switch (signal.operation()) {
            case Operation.Keyed ignored -> signal.inputs().getFirst();
            case Operation.Feedback ignored -> signal.inputs().getFirst();
            case Operation.Loop loop -> loop.result();
            default -> signal;
        };
    }

    /** Gives the wrappers that were followed the number of the node behind them. */
    private int resolved(Signal declared, int number) {
        for (Signal signal = declared; numbers.get(signal) == FOLLOWED; signal = behind(signal)) {
            numbers.put(signal, number);
        }
        return number;
    }

    private String named(Signal signal, String outer, String name) {
        if (name.isBlank()) {
            problems.add(new Problem(signal.place(), "a key is blank; give the node a name"));
        } else if (!outer.isEmpty() && !outer.equals(name)) {
            twoKeys(signal, outer, name);
        }
        return outer.isEmpty() ? name : outer;
    }

    private void twoKeys(Signal signal, String one, String other) {
        problems.add(new Problem(
                signal.place(), "one node has two keys, '" + one + "' and '" + other + "'; leave one of them out"));
    }

    private int add(Signal node, String key) {
        int known = numbers.get(node);
        if (known == SignalNumbers.NONE) {
            if (size == signals.length) {
                signals = Arrays.copyOf(signals, 2 * size);
                keys = Arrays.copyOf(keys, 2 * size);
                inputs = Arrays.copyOf(inputs, 2 * size);
            }
            signals[size] = node;
            keys[size] = key;
            numbers.put(node, size);
            return size++;
        }
        if (!key.isEmpty()) {
            String before = keys[known];
            if (!before.isEmpty() && !before.equals(key)) {
                twoKeys(node, before, key);
            }
            keys[known] = key;
        }
        return known;
    }

    /** The node of each key; a key of two nodes is a problem. */
    private Map<String, Integer> keyed(Graph.Node[] nodes) {
        Map<String, Integer> keyed = new HashMap<>();
        for (int i = 0; i < nodes.length; i++) {
            String key = nodes[i].key();
            if (key.isEmpty()) {
                continue;
            }
            Integer first = keyed.putIfAbsent(key, i);
            if (first != null) {
                Graph.Node owner = nodes[first];
                problems.add(new Problem(
                        nodes[i].place(),
                        "key '" + key + "' is also given to "
                                + owner.operation().label() + " at " + owner.place() + "; keys name one node each"));
            }
        }
        return keyed;
    }
}
