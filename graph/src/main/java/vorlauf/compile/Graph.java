package vorlauf.compile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Operation;
import vorlauf.graph.Signal;

/**
 * The declared graph as the passes see it: nodes by number, without the wrappers of the declaration.
 *
 * <p>What every pass asks of every node lies side by side, as a walk from object to object waits for memory.
 */
final class Graph {
    // Kinds of nodes, as far as passes ask for them again and again.
    static final byte OTHER = 0;
    static final byte CONSTANT = 1;
    static final byte CONTROL = 2;
    static final byte FADE = 3;
    static final byte BINARY = 4;
    static final byte MIX = 5;

    /** Functions of one sample, beside arithmetic. */
    static final byte SHAPER = 6;

    static final byte CHANNEL = 7;
    static final byte PAN = 8;
    static final byte METER = 9;

    private final Node[] nodes;
    private final int root;
    private final Keys keys;
    private final byte[] kinds;
    private final int[][] inputs;

    /** Values of constants. */
    private final double[] numbers;

    private final Operation[] operations;

    /** The user's names of nodes. */
    private final String[] names;

    /**
     * A graph of nodes.
     *
     * @param nodes every node that the output depends on, once; not to be changed
     * @param root the node that is heard
     * @param keys the node of each key
     */
    Graph(Node[] nodes, int root, Keys keys) {
        this(keys, nodes, root);
        for (int node = 0; node < nodes.length; node++) {
            lay(node);
        }
    }

    /**
     * A graph that has nodes of another one.
     *
     * @param nodes the nodes that are new, each in its place; the others are added here
     * @param from for each node the one of {@code before} that it is, or less than 0
     */
    Graph(Node[] nodes, int root, Keys keys, Graph before, int[] from) {
        this(keys, nodes, root);
        int begin = 0;
        while (begin < nodes.length) {
            int end = begin + 1;
            while (end < nodes.length && from[begin] >= 0 && from[end] == from[end - 1] + 1) {
                end++;
            }
            if (from[begin] < 0) {
                lay(begin);
            } else {
                copy(before, from[begin], begin, end - begin);
            }
            begin = end;
        }
    }

    /** Room for what lies side by side. */
    private Graph(Keys keys, Node[] nodes, int root) {
        this.nodes = nodes;
        this.root = root;
        this.keys = keys;
        kinds = new byte[nodes.length];
        inputs = new int[nodes.length][];
        numbers = new double[nodes.length];
        operations = new Operation[nodes.length];
        names = new String[nodes.length];
    }

    private void copy(Graph before, int from, int to, int count) {
        System.arraycopy(before.nodes, from, nodes, to, count);
        System.arraycopy(before.kinds, from, kinds, to, count);
        System.arraycopy(before.inputs, from, inputs, to, count);
        System.arraycopy(before.numbers, from, numbers, to, count);
        System.arraycopy(before.operations, from, operations, to, count);
        System.arraycopy(before.names, from, names, to, count);
    }

    /** A graph that has the first nodes of another, but for some. */
    private Graph(Graph base, Node[] nodes, int root) {
        this.nodes = nodes;
        this.root = root;
        keys = base.keys;
        kinds = Arrays.copyOf(base.kinds, nodes.length);
        inputs = Arrays.copyOf(base.inputs, nodes.length);
        numbers = Arrays.copyOf(base.numbers, nodes.length);
        operations = Arrays.copyOf(base.operations, nodes.length);
        names = Arrays.copyOf(base.names, nodes.length);
    }

    /** The nodes of this graph and more behind them, some of these in the place of others. */
    @SuppressWarnings("ReferenceEquality") // the same objects are meant
    Graph with(Node[] others, int newRoot) {
        Graph graph = new Graph(this, others, newRoot);
        for (int node = 0; node < others.length; node++) {
            if (node >= nodes.length || others[node] != nodes[node]) {
                graph.lay(node);
            }
        }
        return graph;
    }

    /**
     * This graph with other nodes in the place of {@code changed}, of the same kinds and inputs.
     *
     * @param named the one of them that has another name, or less than 0
     */
    Graph with(Node[] others, int[] changed, int named) {
        return new Graph(this, others, changed, named);
    }

    private Graph(Graph base, Node[] nodes, int[] changed, int named) {
        this.nodes = nodes;
        root = base.root;
        kinds = base.kinds;
        inputs = base.inputs;
        numbers = base.numbers.clone();
        operations = base.operations.clone();
        names = named < 0 ? base.names : base.names.clone();
        for (int node : changed) {
            operations[node] = nodes[node].operation();
            numbers[node] = number(operations[node]);
        }
        if (named >= 0) {
            names[named] = nodes[named].key();
        }
        keys = named < 0 ? base.keys : base.keys.with(base.names[named], names[named]);
    }

    private void lay(int node) {
        Operation operation = nodes[node].operation();
        kinds[node] = kind(operation);
        inputs[node] = nodes[node].inputs();
        numbers[node] = number(operation);
        operations[node] = operation;
        names[node] = nodes[node].key();
    }

    private static double number(Operation operation) {
        return operation instanceof Operation.Constant constant ? constant.value() : 0;
    }

    private static byte kind(Operation operation) {
        return switch (operation) {
            case Operation.Constant ignored -> CONSTANT;
            case Operation.Binary ignored -> BINARY;
            case Operation.Mix ignored -> MIX;
            case Operation.Pan ignored -> PAN;
            case Operation.Control ignored -> CONTROL;
            case Operation.Fade ignored -> FADE;
            case Operation.Tanh ignored -> SHAPER;
            case Operation.Clip ignored -> SHAPER;
            case Operation.WaveShape ignored -> SHAPER;
            case Operation.Channel ignored -> CHANNEL;
            case Operation.Meter ignored -> METER;
            default -> OTHER;
        };
    }

    /**
     * One node.
     *
     * @param operation what it does; never a wrapper ({@code Keyed}, {@code Feedback}, {@code Loop})
     * @param inputs the nodes it reads; in a cycle one that comes later
     * @param key the user's name for it, or empty
     * @param declared the user's declaration; null for what the compiler adds
     */
    record Node(
            Operation operation,
            int[] inputs,
            String key,
            @Nullable Signal declared) {
        private static final int[] NO_INPUTS = {};

        /** A node that the compiler adds. */
        static Node added(Operation operation, int... inputs) {
            return new Node(operation, inputs, "", null);
        }

        /** A number that the compiler adds. */
        static Node number(double value) {
            return new Node(new Operation.Constant(value), NO_INPUTS, "", null);
        }

        Node withInputs(int[] other) {
            return new Node(operation, other, key, declared);
        }

        Node withOperation(Operation other) {
            return new Node(other, inputs, key, declared);
        }

        /** File and line of its declaration, or empty; made when it is asked for. */
        String place() {
            return declared == null ? "" : declared.place();
        }

        /** Name for people: what it is, its key, and where it was written. */
        String title() {
            String name = key.isEmpty() ? operation.label() : operation.label() + " '" + key + "'";
            String place = place();
            return place.isEmpty() ? name : name + " (" + place + ")";
        }
    }

    Node[] nodes() {
        return nodes;
    }

    int root() {
        return root;
    }

    Keys keys() {
        return keys;
    }

    int size() {
        return nodes.length;
    }

    Node node(int index) {
        return nodes[index];
    }

    Operation operation(int index) {
        return operations[index];
    }

    byte kind(int index) {
        return kinds[index];
    }

    /** The value of a constant. */
    double number(int index) {
        return numbers[index];
    }

    /** The user's name for a node, or empty. */
    String name(int index) {
        return names[index];
    }

    int[] inputs(int index) {
        return inputs[index];
    }
}
