package vorlauf.simulate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vorlauf.engine.BlockWork;
import vorlauf.engine.SlowNode;

/**
 * What blocks of an engine cost in a scenario, part by part: the block's own cost is shared out by what each part is expected to
 * take, and a node's own cost comes on top of its part. A stall is spent where it comes.
 *
 * <p>Threads: one.
 */
final class BlockCosts {
    private final Length.Sampler whole;
    private final List<NodeCost> nodes;
    private final List<Length.Sampler> ofNode = new ArrayList<>();
    private final StallTimeline stalls;
    private final Set<String> dear = new HashSet<>();
    private final BitSet met = new BitSet();
    private @Nullable BlockWork placedIn;

    /** For each node with a cost of its own the part that it is in, or -1. */
    private final int[] partOf;

    BlockCosts(Scenario scenario, List<NodeCost> nodes, StallTimeline stalls) {
        this.nodes = nodes;
        this.stalls = stalls;
        whole = scenario.renderCost().sampler(new RandomStream(scenario.seed(), "renderCost"));
        for (int i = 0; i < nodes.size(); i++) {
            ofNode.add(nodes.get(i).cost().sampler(new RandomStream(scenario.seed(), "nodeCosts" + i)));
        }
        partOf = new int[nodes.size()];
    }

    /** When a block is done, and each part of it. */
    long done(long startNanos, @Nullable BlockWork work, long[] partDoneNanos) {
        long wholeNanos = whole.nextNanos();
        if (work == null) {
            return stalls.completion(startNanos, wholeNanos);
        }
        place(work);
        List<BlockWork.Part> parts = work.parts();
        long atNanos = startNanos;
        long spentNanos = 0;
        double share = 0;
        for (int part = 0; part < parts.size(); part++) {
            share += parts.get(part).share();
            long upToNanos = part + 1 == parts.size() ? wholeNanos : (long) (Math.min(1, share) * wholeNanos);
            long ownNanos = 0;
            for (int i = 0; i < partOf.length; i++) {
                ownNanos += partOf[i] == part ? ofNode.get(i).nextNanos() : 0;
            }
            atNanos = stalls.completion(atNanos, upToNanos - spentNanos + ownNanos);
            spentNanos = upToNanos;
            partDoneNanos[part] = atNanos;
        }
        return atNanos;
    }

    private void place(BlockWork work) {
        if (work == placedIn) {
            return;
        }
        placedIn = work;
        for (int i = 0; i < partOf.length; i++) {
            partOf[i] = partOf(work, nodes.get(i));
            if (partOf[i] >= 0) {
                met.set(i);
                dear.add(work.name(work.parts().get(partOf[i])));
            }
        }
    }

    private static int partOf(BlockWork work, NodeCost cost) {
        for (int part = 0; part < work.parts().size(); part++) {
            BlockWork.Part one = work.parts().get(part);
            if (!one.settling() && work.nodes(one).stream().anyMatch(cost::means)) {
                return part;
            }
        }
        return -1;
    }

    /** How the time of a slow node is known. */
    SlowNode.Basis basis(SlowNode node) {
        return dear.contains(node.node()) ? SlowNode.Basis.INJECTED : SlowNode.Basis.ESTIMATED;
    }

    /** Costs of nodes that no graph has had, a line each. */
    List<String> unmet() {
        List<String> lines = new ArrayList<>();
        for (int i = met.nextClearBit(0); i < nodes.size(); i = met.nextClearBit(i + 1)) {
            lines.add(String.format(
                    Locale.ROOT,
                    "nodeCosts[%d].node is \"%s\"; no graph had such a node",
                    i,
                    nodes.get(i).node()));
        }
        return lines;
    }
}
