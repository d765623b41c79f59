package vorlauf.compile;

import java.util.List;
import vorlauf.graph.Operation;

/**
 * The declared graph as the passes see it: nodes by number, without the wrappers of the declaration.
 *
 * @param nodes every node that the output depends on, once
 * @param root the node that is heard
 */
record Graph(List<Node> nodes, int root) {

    /**
     * One node.
     *
     * @param operation what it does; never a wrapper ({@code Keyed}, {@code Feedback}, {@code Loop})
     * @param inputs the nodes it reads; in a cycle one that comes later
     * @param key the user's name for it, or empty
     * @param place file and line of its declaration, or empty
     */
    record Node(Operation operation, int[] inputs, String key, String place) {
        Node withInputs(int[] other) {
            return new Node(operation, other, key, place);
        }

        Node withOperation(Operation other) {
            return new Node(other, inputs, key, place);
        }

        /** Name for people: what it is, its key, and where it was written. */
        String title() {
            String name = key.isEmpty() ? operation.label() : operation.label() + " '" + key + "'";
            return place.isEmpty() ? name : name + " (" + place + ")";
        }
    }

    int size() {
        return nodes.size();
    }

    Node node(int index) {
        return nodes.get(index);
    }

    Operation operation(int index) {
        return nodes.get(index).operation();
    }

    int[] inputs(int index) {
        return nodes.get(index).inputs();
    }
}
