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
    private static final int NONE = -1;

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

    /** Whether what leaves a sum falls silent by a number that is its factor. */
    static boolean fallsByNumber(Graph graph, int node) {
        int gain = isPannedProduct(graph, node) ? graph.inputs(node)[0] : node;
        return Gains.isProduct(graph.operation(gain)) && isNumber(graph, graph.inputs(gain)[fadedInput(graph, gain)]);
    }

    /** The input of a product that is its factor, what a panned signal is; {@link #NONE} of all else. */
    private static int fadedInput(Graph graph, int node) {
        if (graph.kind(node) == Graph.PAN) {
            return 0;
        }
        return !Gains.isProduct(graph.operation(node)) ? NONE : isNumber(graph, graph.inputs(node)[0]) ? 0 : 1;
    }

    private static boolean isPannedProduct(Graph graph, int node) {
        return graph.kind(node) == Graph.PAN && Gains.isProduct(graph.operation(graph.inputs(node)[0]));
    }

    private static boolean isNumber(Graph graph, int node) {
        return graph.kind(node) == Graph.CONSTANT || graph.kind(node) == Graph.CONTROL;
    }

    private static final class Builder {

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
        private final IntList waiting = new IntList(16);

        /** How often a sum that is looked at reads each node of the next graph beyond what it has read before. */
        private final int[] unread;

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
            unread = new int[next.graph().size()];
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
                setInputs(node, mixed(inputs, oldInputs));
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
         * The inputs of a sum: those of the graph before, of which what leaves falls silent in its place, and behind their sum
         * what comes. So all that was there is rendered as it was, and keeps its partial sum until the settled plan is adopted.
         */
        private int[] mixed(int[] inputs, int[] oldInputs) {
            for (int input : inputs) {
                unread[input]++;
            }
            int[] faded = new int[oldInputs.length];
            for (int slot = 0; slot < oldInputs.length; slot++) {
                int old = oldInputs[slot];
                int input = mergedOfOld[old];
                if (input >= 0 && input < unread.length && unread[input] > 0) {
                    unread[input]--;
                    faded[slot] = differs(input, old) ? fade(fromOld(old), input) : input;
                } else {
                    faded[slot] = leaving(old);
                }
            }
            IntList comers = new IntList(2);
            for (int input : inputs) {
                if (unread[input] > 0) {
                    unread[input]--;
                    comers.add(appearing(input));
                }
            }
            if (comers.isEmpty()) {
                return faded;
            }
            int[] behind = new int[1 + comers.size()];
            behind[0] = added(new Operation.Mix(), faded);
            System.arraycopy(comers.toArray(), 0, behind, 1, comers.size());
            return behind;
        }

        /** What falls silent; a gain by its factor, so that it stays one. */
        private int leaving(int old) {
            int faded = fadedInput(before.graph(), old);
            if (faded == NONE) {
                return fade(fromOld(old), silence());
            }
            int[] inputs = before.graph().inputs(old).clone();
            for (int slot = 0; slot < inputs.length; slot++) {
                inputs[slot] = slot != faded
                        ? fromOld(inputs[slot])
                        : isPannedProduct(before.graph(), old)
                                ? leaving(inputs[slot])
                                : fade(fromOld(inputs[slot]), silence());
            }
            return add(before.graph().node(old).withInputs(inputs), NONE);
        }

        /** What fades in; a gain by its factor, so that it stays one. */
        private int appearing(int node) {
            int faded = fadedInput(next.graph(), node);
            if (faded == NONE) {
                return fade(silence(), node);
            }
            int[] inputs = next.graph().inputs(node).clone();
            inputs[faded] =
                    isPannedProduct(next.graph(), node) ? appearing(inputs[faded]) : fade(silence(), inputs[faded]);
            return add(next.graph().node(node).withInputs(inputs), NONE);
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
            while (!waiting.isEmpty()) {
                int leaver = waiting.removeLast();
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
                waiting.add(old);
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
