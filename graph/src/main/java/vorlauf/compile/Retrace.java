package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Operation;
import vorlauf.graph.Signal;

/**
 * Reads a graph of the same shape as the one before, in which numbers alone have other values: the usual edit. Both are walked
 * together; node numbers, channels, keys and cycles are those of before, and nothing is looked up. One voice of a sum may also
 * have come for another of its shape: then it has another key. Where a voice comes, goes, or comes for one of another shape, numbers
 * are those of a {@link Substitution}.
 *
 * <p>A signal that is the same object has the same beneath it, and the walk goes on below the others alone. It gives up where
 * more differs, and where it cannot tell that each new signal is one new node: the result is always that of {@link Declaration},
 * but for the numbers of a substitution.
 */
final class Retrace {
    private static final int NONE = -1;
    private static final int[] NO_NODES = {};
    private static final Signal[] NO_SIGNALS = {};
    private static final int MOST_WRAPPERS = 16;

    /** Numbers of signals, in all, for each node, among which new ones are told apart. */
    private static final int NUMBERS_OF_A_NODE = 64;

    private final Declared before;
    private final Graph graph;

    /** New signals of nodes; null where a node has that of before, or was not seen. */
    private final @Nullable Signal[] fresh;

    private final IntList changed = new IntList(64);
    private final boolean[] moved;

    /** How often a node that has a new signal was come to. */
    private final int[] come;

    private final IntList movedNodes = new IntList(16);
    private final IntList readers = new IntList(16);
    private int newest;

    /** Whether a sum may have one voice less, one more, or one for another of any shape. */
    private final boolean anyVoice;

    /** The sum that has, and which of its inputs went and came; {@link #NONE} for none. */
    private int sum = NONE;

    private int goes = NONE;
    private int comes = NONE;
    private String comesKey = "";
    private @Nullable Signal comer;

    /** The edge whose key is another one than before, or null. */
    private @Nullable Renamed renamed;

    /** What the last edge led to. */
    private Signal behind;

    private Retrace(Signal root, Declared before, boolean anyVoice) {
        this.anyVoice = anyVoice;
        behind = root;
        this.before = before;
        graph = before.graph();
        fresh = new Signal[graph.size()];
        moved = new boolean[graph.size()];
        come = new int[graph.size()];
        newest = before.newest();
    }

    /** An input of a sum that has another key than before. */
    private record Renamed(int sum, int slot, String key) {}

    /**
     * A graph that differs in numbers from the one before, and may have one voice for another.
     *
     * @param declared the graph
     * @param moved nodes that are numbers with another value, in order
     * @param readers nodes that read one of these, in order
     * @param renewed a voice that is another one than before: what stands in the place of its nodes is new, and nothing else reads it;
     *     null for none
     */
    record Found(
            Declared declared,
            int[] moved,
            int[] readers,
            @Nullable VoiceEdit renewed) {}

    /** Null where the graph has another shape than the one before, or it is better read without that. */
    static @Nullable Found of(Signal root, Declared before) {
        Retrace retrace = new Retrace(root, before, false);
        if (!retrace.walk(root) || !retrace.isOneToOne(NO_SIGNALS)) {
            return null;
        }
        Renamed renamed = retrace.renamed;
        VoiceEdit renewed = renamed == null ? null : retrace.renewed(renamed);
        return renamed != null && renewed == null ? null : retrace.found(renewed);
    }

    /**
     * A graph of which a voice has gone, come or both, by {@link Substitution}; null where more has changed, or that voice has names
     * of its own or reads what is read elsewhere.
     */
    static @Nullable Substitution substitution(Signal root, Declared before, int maximumNodes) {
        Retrace retrace = new Retrace(root, before, true);
        if (!retrace.walk(root) || retrace.sum == NONE || !retrace.movedNodes.isEmpty()) {
            return null;
        }
        int goes = retrace.goes;
        int[] gone = goes == NONE ? NO_NODES : retrace.alone(before.graph().inputs(retrace.sum)[goes]);
        Signal comer = retrace.comer;
        List<Problem> problems = new ArrayList<>();
        Declared come = comer == null ? null : Declaration.read(comer, null, maximumNodes, problems);
        Declared.Index index = come == null ? null : come.index();
        boolean alone = gone != null
                && problems.isEmpty()
                && (come == null || come.standsAlone(before.newest()))
                && retrace.isOneToOne(index == null ? NO_SIGNALS : index.signals());
        if (gone == null || !alone) {
            return null;
        }
        Declared inPlace = retrace.found(null).declared();
        return new Substitution(inPlace, retrace.sum, goes, gone, retrace.comes, retrace.comesKey, come);
    }

    private boolean walk(Signal root) {
        if (!before.rootKey().equals(keyTo(root)) || !enter(behind, graph.root())) {
            return false;
        }
        if (!changed.isEmpty()) {
            come[graph.root()]--; // the output is no reader
        }
        boolean same = true;
        for (int next = 0; same && next < changed.size(); next++) {
            same = follow(changed.get(next));
        }
        return same;
    }

    /** Goes on to the inputs of a new signal. */
    @SuppressWarnings("ReferenceEquality") // what is the same object needs no look
    private boolean follow(int node) {
        Signal now = fresh[node];
        Signal then = graph.node(node).declared();
        int[] inputs = graph.inputs(node);
        String[] keys = before.inputKeys()[node];
        if (now == null || then == null) {
            return false;
        }
        if (anyVoice && graph.kind(node) == Graph.MIX) {
            return followSum(node, now.inputs(), then.inputs());
        }
        if (now.inputs().size() != inputs.length) {
            return false;
        }
        List<Signal> declared = now.inputs();
        List<Signal> declaredBefore = then.inputs();
        boolean reads = false;
        for (int slot = 0; slot < inputs.length; slot++) {
            Signal input = declared.get(slot);
            if (input == declaredBefore.get(slot)) {
                continue; // where that is new elsewhere, it is not come to often enough
            }
            String key = keys == null ? "" : keys[slot];
            String found = keyTo(input);
            if (found == null
                    || !enter(behind, inputs[slot])
                    || !(key.equals(found) || rename(node, slot, key, found))) {
                return false;
            }
            reads |= moved[inputs[slot]];
        }
        if (reads) {
            readers.add(node);
        }
        return true;
    }

    /** The same of a sum: its inputs are those of before, but for one that went and one that came. */
    @SuppressWarnings("ReferenceEquality") // what is the same object needs no look
    private boolean followSum(int node, List<Signal> now, List<Signal> then) {
        int[] inputs = graph.inputs(node);
        boolean known = true;
        boolean reads = false;
        int slot = 0;
        int old = 0;
        while (known && (slot < now.size() || old < inputs.length)) {
            if (isPair(node, now, slot, then, old)) {
                known = slot == old || !key(node, old).isEmpty(); // else it is another one by its place
                known &= now.get(slot) == then.get(old) || (keyTo(now.get(slot)) != null && enter(behind, inputs[old]));
                reads |= moved[inputs[old]];
                slot++;
                old++;
            } else if (isPair(node, now, slot, then, old + 1)) {
                known = goes(node, old++);
            } else if (isPair(node, now, slot + 1, then, old)) {
                known = comes(node, slot, now.get(slot), false);
                slot++;
            } else { // one for another, or one at the end
                known = old == inputs.length || goes(node, old++);
                known &= slot == now.size()
                        || comes(node, slot, now.get(slot), slot == now.size() - 1 && old == inputs.length);
                slot = Math.min(now.size(), slot + 1);
            }
        }
        if (reads) {
            readers.add(node);
        }
        return known;
    }

    private String key(int node, int slot) {
        String[] keys = before.inputKeys()[node];
        return keys == null ? "" : keys[slot];
    }

    @SuppressWarnings("ReferenceEquality") // what is the same object needs no look
    private boolean isPair(int node, List<Signal> now, int slot, List<Signal> then, int old) {
        return slot < now.size()
                && old < then.size()
                && (now.get(slot) == then.get(old) || key(node, old).equals(keyTo(now.get(slot))));
    }

    private boolean goes(int node, int slot) {
        boolean first = goes == NONE && (sum == NONE || sum == node);
        sum = node;
        goes = slot;
        return first;
    }

    private boolean comes(int node, int slot, Signal declared, boolean atEnd) {
        boolean first = comes == NONE && (sum == NONE || sum == node);
        String key = keyTo(declared);
        if (key == null || (key.isEmpty() ? !atEnd : graph.keys().node(key) != Keys.NONE)) {
            return false;
        }
        sum = node;
        comes = slot;
        comesKey = key;
        comer = behind;
        return first;
    }

    /** Notes that an input of a sum has another key; false where it may be another node of before, or is one too many. */
    private boolean rename(int node, int slot, String was, String key) {
        boolean one = renamed == null
                && graph.kind(node) == Graph.MIX
                && !was.isEmpty()
                && !key.isEmpty()
                && graph.keys().node(key) == Keys.NONE;
        renamed = one ? new Renamed(node, slot, key) : renamed;
        return one;
    }

    /** The voice behind a key that is new; null where it has nodes of before, names of its own or other readers. */
    private @Nullable VoiceEdit renewed(Renamed edge) {
        int[] nodes = alone(graph.inputs(edge.sum())[edge.slot()]);
        boolean isNew = nodes != null && Arrays.stream(nodes).allMatch(node -> fresh[node] != null);
        return nodes != null && isNew ? VoiceEdit.replaced(edge.sum(), edge.slot(), nodes) : null;
    }

    /** The nodes of a voice of before, its top first; null where one of them has a name of its own or another reader. */
    private int @Nullable [] alone(int top) {
        int[] edges = new int[graph.size()];
        IntList nodes = new IntList(16);
        nodes.add(top);
        boolean alone = before.readings()[top] == 1;
        for (int i = 0; i < nodes.size() && alone; i++) {
            for (int input : graph.inputs(nodes.get(i))) {
                alone &= input != top && graph.name(input).isEmpty();
                if (edges[input]++ == 0) {
                    nodes.add(input);
                }
            }
        }
        for (int i = 1; i < nodes.size() && alone; i++) {
            alone = edges[nodes.get(i)] == before.readings()[nodes.get(i)];
        }
        return alone ? nodes.toArray() : null;
    }

    /** Notes what an edge leads to; false where that cannot be the node of before. */
    @SuppressWarnings("ReferenceEquality") // identity is what is asked for
    private boolean enter(Signal signal, int node) {
        Signal known = fresh[node];
        Graph.Node then = graph.node(node);
        if (known != null || signal == then.declared()) {
            come[node]++;
            return known == null || known == signal;
        }
        boolean fits = signal.hashCode() > before.newest() && mayTakePlace(signal.operation(), then.operation());
        if (fits) {
            fresh[node] = signal;
            come[node] = 1;
            changed.add(node);
            newest = Math.max(newest, signal.hashCode());
            if (signal.operation() instanceof Operation.Constant now
                    && then.operation() instanceof Operation.Constant old
                    && now.value() != old.value()) {
                moved[node] = true;
                movedNodes.add(node);
            }
        }
        return fits;
    }

    /** Whether all but the value of a number is as before. Files are looked at anew, since they may have changed. */
    @SuppressWarnings("ReferenceEquality") // most operations are shared
    static boolean mayTakePlace(Operation now, Operation then) {
        if (now instanceof Operation.Constant) { // half of a graph
            return then instanceof Operation.Constant;
        }
        if (now == then) {
            return true;
        }
        return switch (now) {
            case Operation.AudioFile ignored -> false;
            case Operation.Custom ignored -> now.sameKind(then);
            case Operation.WaveShape ignored -> now.sameKind(then);
            default -> now.equals(then);
        };
    }

    /** Follows keys and loops to the signal behind them; gives the key on the way, or null where that is a mistake. */
    private @Nullable String keyTo(Signal declared) {
        String key = "";
        behind = declared;
        for (int wrappers = 0; wrappers < MOST_WRAPPERS; wrappers++) {
            if (behind.operation() instanceof Operation.Keyed keyed) {
                if (keyed.name().isBlank() || !(key.isEmpty() || key.equals(keyed.name()))) {
                    return null;
                }
                key = keyed.name();
            }
            Signal next = Declaration.behind(behind);
            if (next.equals(behind)) {
                return key;
            }
            behind = next;
        }
        return null;
    }

    /** Whether each new signal is one node, none of {@code others} is among them, and no reader of before still has an old one. */
    private boolean isOneToOne(Signal[] others) {
        int[] readings = before.readings();
        for (Signal other : others) {
            newest = Math.max(newest, other.hashCode());
        }
        long span = (long) newest - before.newest();
        if (span > (long) NUMBERS_OF_A_NODE * graph.size()) {
            return false;
        }
        long[] seen = new long[(int) (span >>> 6) + 1];
        boolean oneToOne = true;
        for (int i = 0; oneToOne && i < changed.size(); i++) {
            Signal signal = fresh[changed.get(i)];
            oneToOne = come[changed.get(i)] == readings[changed.get(i)] && signal != null && isFirst(signal, seen);
        }
        for (int i = 0; oneToOne && i < others.length; i++) {
            oneToOne = isFirst(others[i], seen);
        }
        return oneToOne;
    }

    private boolean isFirst(Signal signal, long[] seen) {
        int number = signal.hashCode() - before.newest() - 1;
        boolean first = (seen[number >>> 6] & 1L << number) == 0;
        seen[number >>> 6] |= 1L << number;
        return first;
    }

    private Found found(@Nullable VoiceEdit renewed) {
        Graph.Node[] nodes = graph.nodes().clone();
        Renamed name = renamed;
        VoiceEdit.Voice voice = renewed == null ? null : renewed.comes();
        int top = voice == null ? -1 : voice.nodes()[0];
        for (int i = 0; i < changed.size(); i++) {
            int node = changed.get(i);
            Signal signal = fresh[node];
            if (signal != null) {
                String key = node == top && name != null ? name.key() : nodes[node].key();
                nodes[node] = new Graph.Node(signal.operation(), graph.inputs(node), key, signal);
            }
        }
        int[] numbers = movedNodes.toArray();
        Arrays.sort(numbers);
        int[] all = changed.toArray();
        Declared declared = before.retraced(graph.with(nodes, all, top), all, newest);
        return new Found(
                name == null ? declared : declared.renamed(name.sum(), name.slot(), name.key()),
                numbers,
                readers.toArray(),
                renewed);
    }
}
