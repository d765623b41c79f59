package vorlauf.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.SlowNode;

/**
 * Late blocks by their causes: how many, how much time, which was the worst.
 *
 * <p>Threads: any, one at a time.
 */
final class LateBlockTable {
    private static final int KEPT = 8;

    /** The worst of each cause. */
    private final Map<String, List<EngineEvent.LateBlock>> byCause = new TreeMap<>();

    private final Map<String, Long> counts = new TreeMap<>();

    private final Map<String, Double> milliseconds = new TreeMap<>();
    private long blocks;

    void add(EngineEvent.LateBlock block) {
        String cause = block.cause().label();
        blocks++;
        counts.merge(cause, 1L, Long::sum);
        milliseconds.merge(cause, block.milliseconds(), Double::sum);
        List<EngineEvent.LateBlock> worst = byCause.computeIfAbsent(cause, name -> new ArrayList<>());
        worst.add(block);
        worst.sort(Comparator.comparingDouble(EngineEvent.LateBlock::milliseconds).reversed());
        if (worst.size() > KEPT) {
            worst.removeLast();
        }
    }

    /** Adds a line for each cause to a report, the one with most time first. */
    void addTo(Table table) {
        table.add("late blocks", "%d", blocks);
        for (String cause : causes()) {
            EngineEvent.LateBlock worst = byCause.get(cause).getFirst();
            table.add(
                    "",
                    "%-18s %6d blocks, %8.1f ms, worst %.2f ms at frame %d: %s%s",
                    cause,
                    counts.get(cause),
                    milliseconds.get(cause),
                    worst.milliseconds(),
                    worst.positionFrames(),
                    worst.cause().text(),
                    worst.slowest().map(node -> "; " + node.text()).orElse(""));
        }
    }

    private List<String> causes() {
        return counts.keySet().stream()
                .sorted(Comparator.comparingDouble((String cause) -> milliseconds.get(cause))
                        .reversed())
                .toList();
    }

    /** The same for programs. */
    Map<String, Object> figures() {
        List<Object> causes = new ArrayList<>();
        for (String cause : causes()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("cause", cause);
            one.put("blocks", counts.get(cause));
            one.put("milliseconds", rounded(milliseconds.get(cause)));
            one.put("worst", byCause.get(cause).stream().map(LateBlockTable::figures).toList());
            causes.add(one);
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("blocks", blocks);
        figures.put("causes", causes);
        return figures;
    }

    private static Map<String, Object> figures(EngineEvent.LateBlock block) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("positionFrames", block.positionFrames());
        figures.put("atNanos", block.atNanos());
        figures.put("milliseconds", rounded(block.milliseconds()));
        figures.put("blockMilliseconds", rounded(block.blockMilliseconds()));
        figures.put("revision", block.revision());
        figures.put("cause", block.cause().text());
        block.slowest().ifPresent(node -> figures.put("slowest", figures(node)));
        return figures;
    }

    /** A slow node for programs. */
    static Map<String, Object> figures(SlowNode node) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("node", node.node());
        figures.put("milliseconds", rounded(node.milliseconds()));
        figures.put("inLateBlock", node.inLateBlock());
        return figures;
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.4f", value));
    }
}
