package vorlauf.compile;

import java.util.Arrays;
import vorlauf.dsp.DelayLine;
import vorlauf.graph.Operation;

/**
 * Finds which node of the graph before each node of the next graph continues.
 *
 * <p>Identity is an explicit key, else the place in the structure: the path from the nearest key, or from the output. Both
 * graphs are walked together along equal paths, so no path is ever spelled out. A node continues another one where their
 * kinds and channel counts are equal; below a node of another kind the paths go on.
 */
final class Matcher {
    private static final int NONE = -1;

    private final Checked before;
    private final Checked next;
    private final int[] sameAs;
    private final CompileSettings settings;
    private final int[] match;
    private final boolean[] visited;
    private final boolean[] taken;

    /** Pairs that wait: a node, and the node of the graph before that has the same path or {@link #NONE}. */
    private final IntList pairs = new IntList(64);

    private Matcher(Checked before, Checked next, int[] sameAs, CompileSettings settings) {
        this.before = before;
        this.next = next;
        this.sameAs = sameAs;
        this.settings = settings;
        match = new int[next.graph().size()];
        visited = new boolean[next.graph().size()];
        taken = new boolean[before.graph().size()];
        Arrays.fill(match, NONE);
    }

    /**
     * For each node of {@code next} the node of {@code before} that it continues, or -1.
     *
     * @param sameAs for nodes of {@code next} the node of {@code before} that is the same signal, or -1
     */
    static int[] match(Checked before, Checked next, int[] sameAs, CompileSettings settings) {
        return new Matcher(before, next, sameAs, settings).walk();
    }

    private int[] walk() {
        visit(next.graph().root(), before.graph().root());
        while (!pairs.isEmpty()) {
            int atSamePath = pairs.removeLast();
            visit(pairs.removeLast(), atSamePath);
        }
        return match;
    }

    private void visit(int node, int atSamePath) {
        if (visited[node]) {
            return;
        }
        visited[node] = true;
        int old = identity(node, atSamePath);
        if (old != NONE && !taken[old] && continues(node, old)) {
            match[node] = old;
            taken[old] = true;
        }
        int[] inputs = next.graph().inputs(node);
        int known = old == NONE ? 0 : before.graph().inputs(old).length;
        for (int slot = inputs.length - 1; slot >= 0; slot--) {
            if (!visited[inputs[slot]]) {
                pairs.add(inputs[slot]);
                pairs.add(slot < known ? before.graph().inputs(old)[slot] : NONE);
            }
        }
    }

    private int identity(int node, int atSamePath) {
        String key = next.graph().name(node);
        String keyAtSamePath = atSamePath == NONE ? "" : before.graph().name(atSamePath);
        if (key.equals(keyAtSamePath)) {
            return atSamePath;
        }
        return key.isEmpty() ? NONE : before.graph().keys().node(key);
    }

    private boolean continues(int node, int old) {
        if (node < sameAs.length && sameAs[node] == old) {
            return true;
        }
        return next.channels()[node] == before.channels()[old]
                && next.graph().operation(node).sameKind(before.graph().operation(old))
                && sameLine(next.graph().operation(node), before.graph().operation(old))
                && (next.graph().inputs(node).length == before.graph().inputs(old).length
                        || next.graph().operation(node) instanceof Operation.Mix);
    }

    /** A delay continues another one only where its line is as long: lines are never copied. */
    private boolean sameLine(Operation now, Operation then) {
        return !(now instanceof Operation.Delay delay && then instanceof Operation.Delay old)
                || capacity(delay) == capacity(old);
    }

    private int capacity(Operation.Delay delay) {
        long frames = delay.frames(settings.sampleRateHertz());
        return frames == 0 ? 0 : DelayLine.capacity(frames, settings.blockFrames());
    }
}
