package vorlauf.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Operation;

/**
 * The graph between two graphs: everything of the next one, what leaves until it has faded, and a fade wherever a node that
 * goes on changes its source.
 *
 * <p>Nodes 0 .. n-1 are the nodes of the next graph in their order; leaving nodes and fades follow.
 *
 * @param checked the merged graph
 * @param previous for each of its nodes the node of the graph before that it continues, or -1
 */
record Transition(Checked checked, int[] previous) {

    /**
     * Merges two graphs.
     *
     * @param match for each node of {@code next} the node of {@code before} that it continues
     * @return null where nothing appears, goes or moves, or where what leaves cannot be rendered beside what stays
     */
    static @Nullable Transition between(
            Checked before, Checked next, int[] match, long fadeFrames, double sampleRateHertz) {
        if (fadeFrames == 0) {
            return null;
        }
        Builder builder = new Builder(before, next, match, fadeFrames, sampleRateHertz);
        Graph merged = builder.merge();
        if (!builder.changed || !Cycles.withoutDelay(merged, sampleRateHertz).isEmpty()) {
            return null;
        }
        int[] channels = ChannelRules.infer(merged, file -> builder.fileChannels(file));
        for (int node = 0; node < next.graph().size(); node++) {
            if (channels[node] != next.channels()[node]) {
                return null;
            }
        }
        return new Transition(new Checked(merged, channels), builder.previous());
    }

    private static final class Builder {
        private final Checked before;
        private final Checked next;
        private final int[] match;
        private final long fadeFrames;
        private final double sampleRateHertz;
        private final List<Graph.Node> nodes;
        private final List<Integer> previous = new ArrayList<>();
        private final int[] mergedOfOld;
        private final ArrayDeque<Integer> leaving = new ArrayDeque<>();
        private boolean changed;

        Builder(Checked before, Checked next, int[] match, long fadeFrames, double sampleRateHertz) {
            this.before = before;
            this.next = next;
            this.match = match;
            this.fadeFrames = fadeFrames;
            this.sampleRateHertz = sampleRateHertz;
            nodes = new ArrayList<>(next.graph().nodes());
            mergedOfOld = new int[before.graph().size()];
            Arrays.fill(mergedOfOld, -1);
            for (int node = 0; node < match.length; node++) {
                previous.add(match[node]);
                if (match[node] >= 0) {
                    mergedOfOld[match[node]] = node;
                }
            }
        }

        Graph merge() {
            int own = next.graph().size();
            for (int node = 0; node < own; node++) {
                if (match[node] >= 0) {
                    fadeSources(node, match[node]);
                }
            }
            int root = next.graph().root();
            int oldRoot = before.graph().root();
            if (differs(root, oldRoot)) {
                root = fade(fromOld(oldRoot), root);
            }
            return new Graph(List.copyOf(nodes), root);
        }

        /** A node that goes on: fade wherever it reads something else than before. */
        private void fadeSources(int node, int old) {
            Graph.Node declared = next.graph().node(node);
            if (declared.operation() instanceof Operation.Delay delay) {
                moveDelay(node, delay, (Operation.Delay) before.graph().operation(old));
            }
            int[] inputs = declared.inputs();
            int[] oldInputs = before.graph().inputs(old);
            if (declared.operation() instanceof Operation.Mix) {
                setInputs(node, mixed(inputs, oldInputs));
                return;
            }
            int[] faded = inputs.clone();
            for (int slot = 0; slot < inputs.length; slot++) {
                if (differs(inputs[slot], oldInputs[slot])) {
                    faded[slot] = fade(fromOld(oldInputs[slot]), inputs[slot]);
                }
            }
            setInputs(node, faded);
        }

        private void moveDelay(int node, Operation.Delay delay, Operation.Delay old) {
            long to = delay.frames(sampleRateHertz);
            long from = old.frames(sampleRateHertz);
            if (from != to) {
                changed = true;
                nodes.set(node, nodes.get(node).withOperation(new Operation.MovingDelay(from, to, fadeFrames)));
            }
        }

        /** The inputs of a sum: those that stay, those that appear, then those that leave. */
        private int[] mixed(int[] inputs, int[] oldInputs) {
            List<Integer> faded = new ArrayList<>();
            Set<Integer> were = new HashSet<>();
            for (int old : oldInputs) {
                were.add(old);
            }
            Set<Integer> stays = new HashSet<>();
            for (int input : inputs) {
                int old = match[input];
                if (old >= 0 && were.contains(old)) {
                    stays.add(old);
                    faded.add(differs(input, old) ? fade(fromOld(old), input) : input);
                } else {
                    faded.add(fade(silence(), input));
                }
            }
            for (int old : oldInputs) {
                if (!stays.contains(old)) {
                    faded.add(fade(fromOld(old), silence()));
                }
            }
            return faded.stream().mapToInt(Integer::intValue).toArray();
        }

        /** Whether a source is another one than before; a number that changed its value is. */
        private boolean differs(int node, int old) {
            if (match[node] != old) {
                return true;
            }
            return next.graph().operation(node) instanceof Operation.Constant now
                    && before.graph().operation(old) instanceof Operation.Constant then
                    && now.value() != then.value();
        }

        private int fade(int from, int to) {
            changed = true;
            return add(new Graph.Node(new Operation.Fade(fadeFrames), new int[] {from, to}, "", ""), -1);
        }

        private int silence() {
            return add(new Graph.Node(new Operation.Constant(0), new int[0], "", ""), -1);
        }

        /** The node that stands for an old one: the one that continues it, else a copy that leaves. */
        private int fromOld(int old) {
            int merged = sourceOfOld(old);
            while (!leaving.isEmpty()) {
                int leaver = leaving.pop();
                int[] inputs = before.graph().inputs(leaver).clone();
                for (int slot = 0; slot < inputs.length; slot++) {
                    inputs[slot] = sourceOfOld(inputs[slot]);
                }
                setInputs(mergedOfOld[leaver], inputs);
            }
            return merged;
        }

        private int sourceOfOld(int old) {
            int merged = mergedOfOld[old];
            boolean continued = merged >= 0 && merged < next.graph().size();
            if (continued && before.graph().operation(old) instanceof Operation.Constant) {
                return add(before.graph().node(old), -1); // its old value, not the new one
            }
            if (merged < 0) {
                merged = add(before.graph().node(old), old);
                mergedOfOld[old] = merged;
                leaving.push(old);
            }
            return merged;
        }

        private int add(Graph.Node node, int continues) {
            nodes.add(node);
            previous.add(continues);
            return nodes.size() - 1;
        }

        private void setInputs(int node, int[] inputs) {
            nodes.set(node, nodes.get(node).withInputs(inputs));
        }

        private int[] previous() {
            return previous.stream().mapToInt(Integer::intValue).toArray();
        }

        /** Files were probed before: one of the two graphs knows the channels. */
        private int fileChannels(Operation.AudioFile file) {
            for (Checked graph : List.of(next, before)) {
                for (int node = 0; node < graph.graph().size(); node++) {
                    if (graph.graph().operation(node) instanceof Operation.AudioFile other && other.equals(file)) {
                        return graph.channels()[node];
                    }
                }
            }
            return 1;
        }
    }
}
