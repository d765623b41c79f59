package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Signal;

/**
 * A graph in which a voice of a sum has gone, come or both: all other nodes keep their numbers, but for the last ones, which
 * fill what is free. What comes has the numbers of what goes, as far as these suffice, and those behind all others.
 */
final class Substitution {
    private static final int NONE = -1;

    private final Declared before;
    private final int oldSum;
    private final int goesSlot;
    private final int[] goes;
    private final int comesSlot;
    private final String comesKey;
    private final @Nullable Declared comer;
    private final int size;

    /** The number of each node that comes. */
    private final int[] comes;

    /** For each node of before its number, {@link #NONE} of one that goes. */
    private final int[] numberOf;

    /** For each node the one of before that it is, {@link #NONE} of one that comes. */
    private final int[] match;

    /**
     * @param before the graph, of which all that goes on has its new signals already
     * @param oldSum the sum there
     * @param goesSlot which of its inputs goes; less than 0 for none
     * @param goes the nodes of that, its top first
     * @param comesSlot which input of the sum comes; less than 0 for none
     * @param comesKey the name of that
     * @param comer the graph of that; null for none
     */
    Substitution(
            Declared before,
            int oldSum,
            int goesSlot,
            int[] goes,
            int comesSlot,
            String comesKey,
            @Nullable Declared comer) {
        this.before = before;
        this.oldSum = oldSum;
        this.goesSlot = goesSlot;
        this.goes = goes;
        this.comesSlot = comesSlot;
        this.comesKey = comesKey;
        this.comer = comer;
        int old = before.graph().size();
        comes = new int[comer == null ? 0 : comer.graph().size()];
        size = old - goes.length + comes.length;
        numberOf = new int[old];
        Arrays.setAll(numberOf, node -> node);
        for (int node : goes) {
            numberOf[node] = NONE;
        }
        match = new int[size];
        Arrays.setAll(match, node -> node < old ? node : NONE);
        number();
    }

    private void number() {
        int[] free = goes.clone();
        Arrays.sort(free);
        for (int i = 0; i < comes.length; i++) {
            comes[i] = i < free.length ? free[i] : before.graph().size() + i - free.length;
            match[comes[i]] = NONE;
        }
        int last = before.graph().size();
        for (int i = comes.length; i < free.length && free[i] < size; i++) {
            do {
                last--;
            } while (numberOf[last] == NONE);
            numberOf[last] = free[i];
            match[free[i]] = last;
        }
    }

    /** What comes, by itself; null for nothing. */
    @Nullable
    Declared comer() {
        return comer;
    }

    /** For each node the one of before that it continues, or -1. */
    int[] match() {
        return match;
    }

    /** The edit that it is. */
    VoiceEdit edit() {
        VoiceEdit.Voice gone = goesSlot < 0 ? null : new VoiceEdit.Voice(goesSlot, goes);
        VoiceEdit.Voice come = comesSlot < 0 ? null : new VoiceEdit.Voice(comesSlot, comes);
        return new VoiceEdit(oldSum, numberOf[oldSum], gone, come, false);
    }

    // ---- the graph --------------------------------------------------------------------------------------------------

    /** The next graph as it would be read, but for the numbers of its nodes; null where a control would have another place. */
    @Nullable
    Declared declared() {
        Graph old = before.graph();
        Graph.Node[] nodes = new Graph.Node[size];
        int[] from = match.clone();
        int[] readings = new int[size];
        String[] @Nullable [] inputKeys = new String[size][];
        for (int node = 0; node < size; node++) {
            int same = match[node];
            if (same < 0) {
                continue;
            }
            if (same != node && old.kind(same) == Graph.CONTROL) {
                return null;
            }
            readings[node] = before.readings()[same];
            inputKeys[node] = before.inputKeys()[same];
            int[] inputs = same == oldSum ? inputsOfSum() : inputs(old.inputs(same));
            if (inputs != null) {
                nodes[node] = old.node(same).withInputs(inputs);
                from[node] = NONE;
            }
        }
        inputKeys[numberOf[oldSum]] = keysOfSum();
        if (comer != null) {
            for (int i = 0; i < comes.length; i++) {
                int[] inputs = comer.graph().inputs(i).clone();
                for (int slot = 0; slot < inputs.length; slot++) {
                    inputs[slot] = comes[inputs[slot]];
                }
                Graph.Node node = comer.graph().node(i);
                nodes[comes[i]] = new Graph.Node(node.operation(), inputs, i == 0 ? comesKey : "", node.declared());
                readings[comes[i]] = i == 0 ? 1 : comer.readings()[i];
            }
        }
        Graph next = new Graph(nodes, numberOf[old.root()], keys(), old, from);
        return new Declared(next, index(), before.rootKey(), inputKeys, Declared.UNKNOWN, before.newest(), readings);
    }

    /** The inputs of a node by their numbers now; null where these are the same. */
    private int @Nullable [] inputs(int[] old) {
        int[] inputs = null;
        for (int slot = 0; slot < old.length; slot++) {
            if (numberOf[old[slot]] != old[slot]) {
                inputs = inputs == null ? old.clone() : inputs;
                inputs[slot] = numberOf[old[slot]];
            }
        }
        return inputs;
    }

    private int[] inputsOfSum() {
        IntList inputs = new IntList(before.graph().inputs(oldSum).length + 1);
        for (int input : before.graph().inputs(oldSum)) {
            if (numberOf[input] != NONE) {
                inputs.add(numberOf[input]);
            }
        }
        if (comesSlot >= 0) {
            inputs.insert(comesSlot, comes[0]);
        }
        return inputs.toArray();
    }

    private String @Nullable [] keysOfSum() {
        int[] inputs = before.graph().inputs(oldSum);
        String[] old = before.inputKeys()[oldSum];
        List<String> keys = new ArrayList<>(inputs.length + 1);
        for (int slot = 0; slot < inputs.length; slot++) {
            if (slot != goesSlot) {
                keys.add(old == null ? "" : old[slot]);
            }
        }
        if (comesSlot >= 0) {
            keys.add(comesSlot, comesKey);
        }
        return keys.stream().allMatch(String::isEmpty) ? null : keys.toArray(String[]::new);
    }

    private Keys keys() {
        Graph old = before.graph();
        int count = 1;
        for (int node = 0; node < old.size(); node++) {
            count += old.name(node).isEmpty() ? 0 : 1;
        }
        Keys keys = new Keys(count);
        for (int node = 0; node < old.size(); node++) {
            if (numberOf[node] != NONE && !old.name(node).isEmpty()) {
                keys.putIfAbsent(old.name(node), numberOf[node]);
            }
        }
        if (!comesKey.isEmpty()) {
            keys.putIfAbsent(comesKey, comes[0]);
        }
        return keys;
    }

    private Declared.@Nullable Index index() {
        Declared.Index old = before.index();
        if (old == null || old.isWorn()) {
            return null;
        }
        int[] entryOf = new int[size];
        Signal[] signals = new Signal[size];
        int[] nodeOf = Arrays.copyOf(
                old.nodeOf(), Math.max(old.nodeOf().length, old.entries().size() + comes.length));
        Arrays.fill(nodeOf, old.nodeOf().length, nodeOf.length, SignalEntries.NONE);
        for (int node : goes) {
            nodeOf[old.entryOf()[node]] = SignalEntries.NONE;
        }
        for (int node = 0; node < size; node++) {
            if (match[node] >= 0) {
                entryOf[node] = old.entryOf()[match[node]];
                signals[node] = old.signals()[match[node]];
                nodeOf[entryOf[node]] = node;
            }
        }
        for (int i = 0; comer != null && i < comes.length; i++) {
            Signal signal = Objects.requireNonNull(comer.graph().node(i).declared());
            entryOf[comes[i]] = old.entries().entry(signal);
            signals[comes[i]] = signal;
            nodeOf[entryOf[comes[i]]] = comes[i];
        }
        return new Declared.Index(old.entries(), entryOf, nodeOf, signals);
    }

    // ---- what is known of it ----------------------------------------------------------------------------------------

    /**
     * The same checked; null where there are cycles, or the sum gets other channels.
     *
     * @param next the graph
     * @param old what was known of the graph before
     * @param come what is known of the voice that comes; null for none
     */
    @Nullable
    Checked checked(Declared next, Checked old, @Nullable Checked come) {
        if (old.components().anyCycle() || (come != null && come.components().anyCycle())) {
            return null;
        }
        int[] channels = new int[size];
        for (int node = 0; node < size; node++) {
            channels[node] = match[node] < 0 ? 0 : old.channels()[match[node]];
        }
        for (int i = 0; come != null && i < comes.length; i++) {
            channels[comes[i]] = come.channels()[i];
        }
        int sum = numberOf[oldSum];
        int most = 1;
        for (int input : next.graph().inputs(sum)) {
            most = Math.max(most, channels[input]);
        }
        boolean fits = most == channels[sum] && (come == null || come.channels()[0] == 1 || come.channels()[0] == most);
        return fits ? new Checked(next.graph(), channels, components(old.components(), come)) : null;
    }

    /** The order of before: what comes stands behind the inputs of the sum that are in front of it. */
    private Components components(Components old, @Nullable Checked come) {
        int[] inputs = before.graph().inputs(oldSum);
        int behind = 0;
        for (int slot = 0, place = 0; slot < inputs.length && place < comesSlot; slot++) {
            if (slot != goesSlot) {
                behind = Math.max(behind, old.componentOf()[inputs[slot]] + 1);
                place++;
            }
        }
        int[] order = new int[size];
        int length = 0;
        for (int place = 0; place < old.order().length; place++) {
            if (place == behind && come != null) {
                for (int node : come.components().order()) {
                    order[length++] = comes[node];
                }
            }
            int node = numberOf[old.order()[place]];
            if (node != NONE) {
                order[length++] = node;
            }
        }
        return Components.withoutCycles(order, size);
    }
}
