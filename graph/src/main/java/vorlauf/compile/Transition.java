package vorlauf.compile;

import java.util.Arrays;
import java.util.List;
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
     * @param readers nodes that may have other sources than before, in order; null for all nodes
     * @return null where nothing appears, goes or moves, or where what leaves cannot be rendered beside what stays
     */
    static @Nullable Transition between(
            Checked before,
            Checked next,
            int[] match,
            int @Nullable [] readers,
            long fadeFrames,
            double sampleRateHertz) {
        if (fadeFrames == 0) {
            return null;
        }
        Builder builder = new Builder(before, next, match, fadeFrames, sampleRateHertz);
        Graph merged = builder.merge(readers);
        if (!builder.changed) {
            return null;
        }
        Components inserted = builder.inserted(merged);
        Components components = inserted == null ? Components.of(merged) : inserted;
        if (!Cycles.withoutDelay(merged, components, sampleRateHertz).isEmpty()) {
            return null;
        }
        int[] channels = inserted == null ? new int[merged.size()] : Arrays.copyOf(next.channels(), merged.size());
        ChannelRules.infer(merged, components, builder::fileChannels, channels);
        return builder.keepsChannels(merged, channels)
                ? new Transition(new Checked(merged, channels, components), builder.previous.toArray())
                : null;
    }

    private static final class Builder {
        private static final int NONE = -1;

        /** Channels of a node that nothing reads any more, since a copy of it fades in. */
        private static final int UNREAD = 0;

        private final Checked before;
        private final Checked next;
        private final int[] match;
        private final long fadeFrames;
        private final double sampleRateHertz;

        /** The merged nodes: those of the next graph, then what is added. */
        private Graph.Node[] nodes;

        private int size;
        private final IntList previous;
        private final int[] mergedOfOld;
        private final IntList leaving = new IntList(16);

        /** Marks of old nodes by the sum that was looked at last: read before, read before and after. */
        private final int[] readBy;

        private final int[] staysIn;
        /** Nodes of the next graph that read something that was added. */
        private final IntList rewired = new IntList(16);

        private boolean changed;

        Builder(Checked before, Checked next, int[] match, long fadeFrames, double sampleRateHertz) {
            this.before = before;
            this.next = next;
            this.match = match;
            this.fadeFrames = fadeFrames;
            this.sampleRateHertz = sampleRateHertz;
            size = next.graph().size();
            nodes = Arrays.copyOf(next.graph().nodes(), size + 16);
            previous = new IntList(size + 16);
            previous.addAll(match, 0, size);
            mergedOfOld = new int[before.graph().size()];
            Arrays.fill(mergedOfOld, NONE);
            readBy = mergedOfOld.clone();
            staysIn = mergedOfOld.clone();
            for (int node = 0; node < match.length; node++) {
                if (match[node] >= 0) {
                    mergedOfOld[match[node]] = node;
                }
            }
        }

        Graph merge(int @Nullable [] readers) {
            int count = readers == null ? next.graph().size() : readers.length;
            for (int i = 0; i < count; i++) {
                int node = readers == null ? i : readers[i];
                if (match[node] >= 0) {
                    fadeSources(node, match[node]);
                }
            }
            int root = next.graph().root();
            int oldRoot = before.graph().root();
            if (differs(root, oldRoot)) {
                root = fade(fromOld(oldRoot), root);
            }
            return next.graph().with(Arrays.copyOf(nodes, size), root);
        }

        /** A node that goes on: fade wherever it reads something else than before. */
        private void fadeSources(int node, int old) {
            if (next.graph().kind(node) == Graph.OTHER
                    && next.graph().operation(node) instanceof Operation.Delay delay) {
                moveDelay(node, delay, (Operation.Delay) before.graph().operation(old));
            }
            int[] inputs = next.graph().inputs(node);
            int[] oldInputs = before.graph().inputs(old);
            if (!sourcesDiffer(inputs, oldInputs)) {
                return;
            }
            Graph.Node declared = next.graph().node(node);
            if (declared.operation() instanceof Operation.Mix) {
                setInputs(node, mixed(node, inputs, oldInputs));
                return;
            }
            if (isSumOfNewGain(declared.operation(), inputs, oldInputs)) {
                fadeBehind(node, declared, old);
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

        /** Whether a fade in front of a sum would part it from a gain, with which it is rounded. */
        private boolean isSumOfNewGain(Operation operation, int[] inputs, int[] oldInputs) {
            boolean is = false;
            if (operation instanceof Operation.Binary binary && binary.arithmetic() == Operation.Arithmetic.PLUS) {
                for (int slot = 0; slot < inputs.length; slot++) {
                    is |= differs(inputs[slot], oldInputs[slot])
                            && Gains.mayBe(next.graph().operation(inputs[slot]));
                }
            }
            return is;
        }

        /** A node without state becomes the fade from what it was to what it will be. */
        private void fadeBehind(int node, Graph.Node declared, int old) {
            int[] sources = before.graph().inputs(old).clone();
            for (int slot = 0; slot < sources.length; slot++) {
                sources[slot] = fromOld(sources[slot]);
            }
            int was = add(before.graph().node(old).withInputs(sources), NONE);
            int willBe = add(declared, NONE);
            nodes[node] = nodes[node].withOperation(new Operation.Fade(fadeFrames));
            setInputs(node, new int[] {was, willBe});
            changed = true;
        }

        private boolean sourcesDiffer(int[] inputs, int[] oldInputs) {
            boolean differ = inputs.length != oldInputs.length;
            for (int slot = 0; !differ && slot < inputs.length; slot++) {
                differ = differs(inputs[slot], oldInputs[slot]);
            }
            return differ;
        }

        private void moveDelay(int node, Operation.Delay delay, Operation.Delay old) {
            long to = delay.frames(sampleRateHertz);
            long from = old.frames(sampleRateHertz);
            if (from != to) {
                changed = true;
                nodes[node] = nodes[node].withOperation(new Operation.MovingDelay(from, to, fadeFrames));
            }
        }

        /**
         * The inputs of a sum: those of the next graph, and behind their sum what leaves, until it is silent. So all that stays
         * is rendered as it will be, and each has the partial sum that it will have.
         */
        private int[] mixed(int sum, int[] inputs, int[] oldInputs) {
            int[] faded = new int[inputs.length];
            for (int old : oldInputs) {
                readBy[old] = sum;
            }
            for (int slot = 0; slot < inputs.length; slot++) {
                int input = inputs[slot];
                int old = match[input];
                if (old >= 0 && readBy[old] == sum) {
                    staysIn[old] = sum;
                    faded[slot] = differs(input, old) ? fade(fromOld(old), input) : input;
                } else {
                    faded[slot] = appearing(input);
                }
            }
            IntList leavers = new IntList(2);
            for (int old : oldInputs) {
                if (staysIn[old] != sum) {
                    leavers.add(fade(fromOld(old), silence()));
                }
            }
            return leavers.isEmpty()
                    ? faded
                    : new int[] {added(new Operation.Mix(), faded), added(new Operation.Mix(), leavers.toArray())};
        }

        /** What fades in: a product by its factor, what is panned in front of that, so that a gain stays one. */
        private int appearing(int node) {
            Graph.Node declared = next.graph().node(node);
            int[] inputs = declared.inputs().clone();
            if (declared.operation() instanceof Operation.Pan) {
                inputs[0] = Gains.isProduct(next.graph().operation(inputs[0]))
                        ? appearing(inputs[0])
                        : fade(silence(), inputs[0]);
            } else if (Gains.isProduct(declared.operation())) {
                int faded = isNumber(inputs[0]) ? 0 : 1;
                inputs[faded] = fade(silence(), inputs[faded]);
            } else {
                return fade(silence(), node);
            }
            return add(declared.withInputs(inputs), NONE);
        }

        private boolean isNumber(int node) {
            byte kind = next.graph().kind(node);
            return kind == Graph.CONSTANT || kind == Graph.CONTROL;
        }

        /** Whether a source is another one than before; a number that changed its value is. */
        private boolean differs(int node, int old) {
            return match[node] != old
                    || next.graph().number(node) != before.graph().number(old); // 0 of all but constants
        }

        private int fade(int from, int to) {
            changed = true;
            return added(new Operation.Fade(fadeFrames), from, to);
        }

        private int added(Operation operation, int... inputs) {
            return add(Graph.Node.added(operation, inputs), NONE);
        }

        private int silence() {
            return add(Graph.Node.number(0), NONE);
        }

        /** The node that stands for an old one: the one that continues it, else a copy that leaves. */
        private int fromOld(int old) {
            int merged = sourceOfOld(old);
            while (!leaving.isEmpty()) {
                int leaver = leaving.removeLast();
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
            if (continued && before.graph().kind(old) == Graph.CONSTANT) {
                return add(before.graph().node(old), NONE); // its old value, not the new one
            }
            if (merged < 0) {
                merged = add(before.graph().node(old), old);
                mergedOfOld[old] = merged;
                leaving.add(old);
            }
            return merged;
        }

        private int add(Graph.Node node, int continues) {
            nodes = size == nodes.length ? Arrays.copyOf(nodes, 2 * size) : nodes;
            nodes[size] = node;
            previous.add(continues);
            return size++;
        }

        private void setInputs(int node, int[] inputs) {
            nodes[node] = nodes[node].withInputs(inputs);
            if (node < next.graph().size()) {
                rewired.add(node);
            }
        }

        /**
         * The order of the next graph with what was added before its readers, which costs less than a search of the whole;
         * null where there are cycles or where something that was added reads a node that comes too late.
         */
        private @Nullable Components inserted(Graph merged) {
            if (next.components().anyCycle()) {
                return null;
            }
            Insertion insertion = new Insertion(merged, next.graph().size());
            boolean[] readsAdded = new boolean[next.graph().size()];
            for (int i = 0; i < rewired.size(); i++) {
                readsAdded[rewired.get(i)] = true;
            }
            for (int node : next.components().order()) {
                if (readsAdded[node] && !insertion.addInputs(node)) {
                    return null;
                }
                insertion.add(node);
            }
            return insertion.addAll(merged.root()) ? insertion.components() : null;
        }

        /** Whether what goes on has as many channels as in the next graph, though it reads fades. */
        private boolean keepsChannels(Graph merged, int[] channels) {
            for (int node = 0; node < next.graph().size(); node++) {
                if (channels[node] != UNREAD && channels[node] != next.channels()[node]) {
                    return false;
                }
            }
            for (int i = 0; i < rewired.size(); i++) {
                int node = rewired.get(i);
                if (ChannelRules.count(merged, node, channels, this::fileChannels) != channels[node]) {
                    return false;
                }
            }
            return true;
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
