package vorlauf.stress.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A graph of {@link ObjectNode}s, rendered one after the other, buffers reused as soon as nobody reads them any more.
 *
 * <p>It is the plain design that the product's plan has to beat: same work, same block, nothing compiled.
 */
final class ObjectGraph implements Workload {
    private final ObjectNode[] nodes;
    private final float[][][] inputs;
    private final float[][] outputs;
    private final float[][] channels;

    private ObjectGraph(ObjectNode[] nodes, float[][][] inputs, float[][] outputs, float[][] channels) {
        this.nodes = nodes;
        this.inputs = inputs;
        this.outputs = outputs;
        this.channels = channels;
    }

    @Override
    public void renderBlock() {
        for (int index = 0; index < nodes.length; index++) {
            nodes[index].process(inputs[index], outputs[index]);
        }
    }

    /** The block that was rendered last, for each channel. */
    float[] channel(int index) {
        return channels[index];
    }

    /** Nodes in the order in which they are added, each reading nodes added before it. */
    static final class Builder {
        private final List<ObjectNode> nodes = new ArrayList<>();
        private final List<int[]> sources = new ArrayList<>();

        /** Adds a node and returns its number. */
        int add(ObjectNode node, int... readsFrom) {
            nodes.add(node);
            sources.add(readsFrom);
            return nodes.size() - 1;
        }

        /** Adds sums until one node is left. */
        int sum(List<Integer> terms) {
            int total = terms.getFirst();
            for (int term : terms.subList(1, terms.size())) {
                total = add(new ObjectNode.Sum(), total, term);
            }
            return total;
        }

        /** The graph whose channels are these nodes. */
        ObjectGraph build(int... channelNodes) {
            int[] lastReader = lastReaders(channelNodes);
            float[][] outputs = new float[nodes.size()][];
            float[][][] inputs = new float[nodes.size()][][];
            Deque<float[]> free = new ArrayDeque<>();
            for (int index = 0; index < outputs.length; index++) {
                int[] readsFrom = sources.get(index);
                inputs[index] = new float[readsFrom.length][];
                for (int input = 0; input < readsFrom.length; input++) {
                    float[] buffer = outputs[readsFrom[input]];
                    inputs[index][input] = buffer;
                    boolean seen = input > 0 && readsFrom[0] == readsFrom[input];
                    if (lastReader[readsFrom[input]] == index && !seen) {
                        free.push(buffer);
                    }
                }
                outputs[index] = free.isEmpty() ? new float[BLOCK_FRAMES] : free.pop();
            }
            float[][] channels = new float[channelNodes.length][];
            for (int channel = 0; channel < channels.length; channel++) {
                channels[channel] = outputs[channelNodes[channel]];
            }
            return new ObjectGraph(nodes.toArray(ObjectNode[]::new), inputs, outputs, channels);
        }

        private int[] lastReaders(int... channelNodes) {
            int[] last = new int[nodes.size()];
            for (int index = 0; index < last.length; index++) {
                for (int source : sources.get(index)) {
                    last[source] = index;
                }
            }
            for (int channelNode : channelNodes) {
                last[channelNode] = Integer.MAX_VALUE;
            }
            return last;
        }
    }
}
