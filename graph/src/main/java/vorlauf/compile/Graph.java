package vorlauf.compile;

import org.jspecify.annotations.Nullable;
import vorlauf.graph.Operation;
import vorlauf.graph.Signal;

/**
 * The declared graph as the passes see it: nodes by number, without the wrappers of the declaration.
 *
 * @param nodes every node that the output depends on, once; not to be changed
 * @param root the node that is heard
 * @param keys the node of each key
 */
record Graph(Node[] nodes, int root, Keys keys) {

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

    int size() {
        return nodes.length;
    }

    Node node(int index) {
        return nodes[index];
    }

    Operation operation(int index) {
        return nodes[index].operation();
    }

    int[] inputs(int index) {
        return nodes[index].inputs();
    }
}
