package vorlauf.compile;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Operation;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;

/**
 * Pass <i>declared</i>: walks a signal once and numbers its nodes in the order in which it comes to them; keys and loops
 * become attributes and edges.
 *
 * <p>Below a signal that was in the graph before, the walk goes along the edges of that graph and looks nothing up; the
 * result is the same. The walk is iterative, so that a ladder of a million nodes needs no stack.
 */
final class Declaration {
    private static final int NONE = SignalEntries.NONE;
    private static final int[] NO_INPUTS = {};

    /** Keys and loops in a row that are followed before it is asked whether they come back to themselves. */
    private static final int USUAL_WRAPPERS = 16;

    /** Nodes after which a graph that shares nothing with the one before is read without it. */
    private static final int LOOKED_AT = 64;

    private final int maximumNodes;
    private final List<Problem> problems;
    private final @Nullable Declared before;
    private final Declared.@Nullable Index index;
    private final SignalEntries entries;
    private int[] nodeOf;
    private final int[] nodeOfOld;
    private Signal[] signals;
    private String[] keys;
    private int[][] inputs;
    private String[] @Nullable [] inputKeys;
    private int[] entryOf;
    private int[] sameAs;

    /** For a node that is new the one of the graph before that was read in its place, or {@link #NONE}: its inputs may be the same. */
    private int[] inPlaceOf;

    private int size;
    private int shared;

    /** Edges to each node, the key between the output and the root, and the greatest hash of a signal. */
    private int[] readings;

    private String rootKey = "";
    private int newest;

    private Declaration(@Nullable Declared before, int likelySize, int maximumNodes, List<Problem> problems) {
        this.before = before;
        this.maximumNodes = maximumNodes;
        this.problems = problems;
        int room = Math.max(64, likelySize + likelySize / 8);
        index = before == null ? null : before.index();
        entries = index == null ? new SignalEntries(room) : index.entries();
        nodeOf = new int[entries.size() + room];
        Arrays.fill(nodeOf, NONE);
        nodeOfOld = new int[before == null ? 0 : before.graph().size()];
        Arrays.fill(nodeOfOld, NONE);
        signals = new Signal[room];
        keys = new String[room];
        inputs = new int[room][];
        inputKeys = new String[room][];
        entryOf = new int[room];
        sameAs = new int[room];
        inPlaceOf = new int[room];
        readings = new int[room];
        newest = before == null ? -1 : before.newest();
    }

    /**
     * The graph of a signal; problems of naming are added to {@code problems}.
     *
     * @param before the graph before, which had no problems, or null; only the time depends on it
     */
    static Declared read(Signal root, @Nullable Declared before, int maximumNodes, List<Problem> problems) {
        int likelySize = before == null ? 0 : before.graph().size();
        boolean known =
                before != null && before.index() != null && !before.index().isWorn();
        Declared base = known ? before : null;
        Declared declared = new Declaration(base, likelySize, maximumNodes, problems).walk(root);
        return declared == null ? read(root, likelySize, maximumNodes, problems) : declared;
    }

    private static Declared read(Signal root, int likelySize, int maximumNodes, List<Problem> problems) {
        Declared declared = new Declaration(null, likelySize, maximumNodes, problems).walk(root);
        if (declared == null) {
            throw new IllegalStateException("a graph is read alone");
        }
        return declared;
    }

    /** The graph, or null where it is better read without the one before. */
    private @Nullable Declared walk(Signal declaredRoot) {
        int root = number(declaredRoot, NONE, 0);
        inPlaceOf[root] = before == null ? NONE : before.graph().root();
        for (int next = 0; next < size && size <= maximumNodes; next++) {
            int old = sameAs[next];
            if (old != NONE && before != null) {
                followInputs(next, before.graph().inputs(old), before.inputKeys()[old]);
            } else if (!readInputs(next)) {
                return null;
            }
        }
        if (size > maximumNodes) {
            problems.add(new Problem(
                    declaredRoot.place(),
                    "the graph has more than " + maximumNodes + " nodes, the most that is allowed"));
            Graph silence = new Graph(new Graph.Node[] {Graph.Node.number(0)}, 0, new Keys(0));
            int[] none = {NONE};
            return new Declared(silence, null, "", new String[1][], none, newest, new int[1]);
        }
        return new Declared(
                graph(root),
                new Declared.Index(entries, Arrays.copyOf(entryOf, size), nodeOf, Arrays.copyOf(signals, size)),
                rootKey,
                Arrays.copyOf(inputKeys, size),
                Arrays.copyOf(sameAs, size),
                newest,
                Arrays.copyOf(readings, size));
    }

    private Graph graph(int root) {
        Graph.Node[] nodes = new Graph.Node[size];
        Graph old = before == null ? null : before.graph();
        int[] from = new int[size];
        for (int i = 0; i < size; i++) {
            from[i] = old != null && sameAs[i] != NONE && isSame(i, old, sameAs[i]) ? sameAs[i] : NONE;
            if (from[i] == NONE) {
                nodes[i] = new Graph.Node(signals[i].operation(), inputs[i], keys[i], signals[i]);
            }
        }
        return old == null ? new Graph(nodes, root, keys()) : new Graph(nodes, root, keys(), old, from);
    }

    @SuppressWarnings("ReferenceEquality") // inputs that kept their numbers are the same array
    private boolean isSame(int node, Graph graph, int old) {
        return inputs[node] == graph.inputs(old) && keys[node].equals(graph.name(old));
    }

    /** Looks the inputs of a new signal up; false where nothing so far is in the graph before. */
    private boolean readInputs(int node) {
        List<Signal> declared = signals[node].inputs();
        int count = declared.size();
        int[] numbered = count == 0 ? NO_INPUTS : new int[count];
        inputs[node] = numbered;
        int old = inPlaceOf[node];
        List<Signal> oldDeclared = old == NONE || index == null ? List.of() : index.signals()[old].inputs();
        int at = 0;
        for (int i = 0; i < count; i++, at++) {
            Signal input = declared.get(i);
            at += isAt(oldDeclared, at, input)
                    ? 0
                    : isAt(oldDeclared, at + 1, input) ? 1 : isAt(oldDeclared, at - 1, input) ? -1 : 0;
            if (before != null && isAt(oldDeclared, at, input)) {
                numbered[i] = follow(before, old, at, node, i);
            } else {
                int fresh = size;
                numbered[i] = number(input, node, i);
                if (before != null && numbered[i] == fresh && at < oldDeclared.size()) {
                    inPlaceOf[fresh] = before.graph().inputs(old)[at];
                }
            }
            readings[numbered[i]]++;
            if (before != null && shared == 0 && size > LOOKED_AT && problems.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // signals are the same where they are one object
    private static boolean isAt(List<Signal> signals, int place, Signal signal) {
        return place >= 0 && place < signals.size() && signals.get(place) == signal;
    }

    /** Goes along an edge of the graph before, from its reader to the input of a new one: nothing is looked up. */
    private int follow(Declared known, int oldReader, int oldSlot, int reader, int slot) {
        String[] oldKeys = known.inputKeys()[oldReader];
        String key = oldKeys == null ? "" : oldKeys[oldSlot];
        if (!key.isEmpty()) {
            keyEdge(reader, slot, key);
        }
        int old = known.graph().inputs(oldReader)[oldSlot];
        int input = nodeOfOld[old];
        if (input == NONE) {
            return addShared(old, key);
        }
        addKey(input, key);
        return input;
    }

    /** Goes along the edges of a node of the graph before. */
    private void followInputs(int node, int[] oldInputs, String @Nullable [] edgeKeys) {
        int[] numbered = oldInputs; // often the numbers are the same
        boolean moved = false;
        for (int i = 0; i < oldInputs.length; i++) {
            int old = oldInputs[i];
            String key = edgeKeys == null ? "" : edgeKeys[i];
            int input = nodeOfOld[old];
            if (input == NONE) {
                input = addShared(old, key);
            } else {
                addKey(input, key);
            }
            readings[input]++;
            if (input != old && !moved) {
                moved = true;
                numbered = oldInputs.clone();
            }
            if (moved) {
                numbered[i] = input;
            }
        }
        inputs[node] = numbered;
        inputKeys[node] = edgeKeys;
    }

    /** The number of the node behind a signal, following keys and loops to what they stand for. */
    private int number(Signal declared, int reader, int slot) {
        Signal signal = declared;
        String key = "";
        int wrappers = 0;
        for (Signal next = behind(signal); next != signal; next = behind(signal)) {
            if (++wrappers == USUAL_WRAPPERS) {
                Signal again = firstAgain(declared);
                if (again != null) {
                    problem(
                            again,
                            "a cycle without a delay: the feedback returns itself; put delay(...) into the loop");
                    return add(Signals.constant(0), ""); // so that the other problems are found too
                }
            }
            if (signal.operation() instanceof Operation.Keyed keyed) {
                key = named(signal, key, keyed.name());
            }
            signal = next;
        }
        if (reader == NONE) {
            rootKey = key;
        } else if (!key.isEmpty()) {
            keyEdge(reader, slot, key);
        }
        return add(signal, key);
    }

    private void keyEdge(int reader, int slot, String key) {
        String[] edgeKeys = inputKeys[reader];
        if (edgeKeys == null) {
            edgeKeys = new String[signals[reader].inputs().size()];
            Arrays.fill(edgeKeys, "");
            inputKeys[reader] = edgeKeys;
        }
        edgeKeys[slot] = key;
    }

    /** What a wrapper stands for; any other signal itself. */
    static Signal behind(Signal signal) {
        return switch (signal.operation()) {
            case Operation.Keyed ignored -> signal.inputs().getFirst();
            case Operation.Feedback ignored -> signal.inputs().getFirst();
            case Operation.Loop loop -> loop.result();
            default -> signal;
        };
    }

    /** The first wrapper to which the way behind a signal comes back, or null. */
    private static @Nullable Signal firstAgain(Signal declared) {
        IdentityHashMap<Signal, Boolean> passed = new IdentityHashMap<>();
        Signal signal = declared;
        for (Signal next = behind(signal); next != signal; next = behind(signal)) {
            if (passed.put(signal, true) != null) {
                return signal;
            }
            signal = next;
        }
        return null;
    }

    private String named(Signal signal, String outer, String name) {
        if (name.isBlank()) {
            problem(signal, "a key is blank; give the node a name");
        } else if (!outer.isEmpty() && !outer.equals(name)) {
            twoKeys(signal, outer, name);
        }
        return outer.isEmpty() ? name : outer;
    }

    private void twoKeys(Signal signal, String one, String other) {
        problem(signal, "one node has two keys, '" + one + "' and '" + other + "'; leave one of them out");
    }

    /** Adds a problem once: edges that lead through the same key say the same. */
    private void problem(Signal signal, String message) {
        Problem problem = new Problem(signal.place(), message);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private int add(Signal signal, String key) {
        int entry = entries.entry(signal);
        int known = entry < nodeOf.length ? nodeOf[entry] : NONE;
        if (known != NONE) {
            addKey(known, key);
            return known;
        }
        int old = index == null ? NONE : index.node(entry);
        newest = Math.max(newest, signal.hashCode());
        return old == NONE ? add(signal, key, entry, NONE) : addShared(old, key);
    }

    private int addShared(int old, String key) {
        if (index == null) {
            throw new IllegalStateException("node " + old + " was not declared");
        }
        shared++;
        nodeOfOld[old] = size;
        return add(index.signals()[old], key, index.entryOf()[old], old);
    }

    private int add(Signal signal, String key, int entry, int old) {
        if (size == signals.length) {
            grow();
        }
        if (entry >= nodeOf.length) {
            int length = nodeOf.length;
            nodeOf = Arrays.copyOf(nodeOf, 2 * (entry + 1));
            Arrays.fill(nodeOf, length, nodeOf.length, NONE);
        }
        signals[size] = signal;
        keys[size] = key;
        entryOf[size] = entry;
        sameAs[size] = old;
        inPlaceOf[size] = NONE;
        nodeOf[entry] = size;
        return size++;
    }

    private void grow() {
        int room = 2 * size;
        signals = Arrays.copyOf(signals, room);
        keys = Arrays.copyOf(keys, room);
        inputs = Arrays.copyOf(inputs, room);
        inputKeys = Arrays.copyOf(inputKeys, room);
        entryOf = Arrays.copyOf(entryOf, room);
        sameAs = Arrays.copyOf(sameAs, room);
        inPlaceOf = Arrays.copyOf(inPlaceOf, room);
        readings = Arrays.copyOf(readings, room);
    }

    private void addKey(int node, String key) {
        if (key.isEmpty()) {
            return;
        }
        String known = keys[node];
        if (!known.isEmpty() && !known.equals(key)) {
            twoKeys(signals[node], known, key);
        }
        keys[node] = key;
    }

    /** The node of each key; a key of two nodes is a problem. */
    private Keys keys() {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += keys[i].isEmpty() ? 0 : 1;
        }
        Keys owners = new Keys(count);
        for (int i = 0; count > 0 && i < size; i++) {
            String key = keys[i];
            int first = key.isEmpty() ? Keys.NONE : owners.putIfAbsent(key, i);
            if (first != Keys.NONE) {
                Signal owner = signals[first];
                problems.add(new Problem(
                        signals[i].place(),
                        "key '" + key + "' is also given to "
                                + owner.operation().label() + " at " + owner.place() + "; keys name one node each"));
            }
        }
        return owners;
    }
}
