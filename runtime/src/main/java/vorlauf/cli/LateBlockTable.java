package vorlauf.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import vorlauf.engine.EngineEvent;

/**
 * Late blocks by their causes: how many, how much time, which were the worst.
 *
 * <p>Threads: any, one at a time.
 */
final class LateBlockTable {
    private static final int KEPT = 8;
    private static final Comparator<EngineEvent.LateBlock> WORST_FIRST =
            Comparator.comparingDouble(EngineEvent.LateBlock::milliseconds).reversed();

    private final Map<String, Sum> byCause = new TreeMap<>();
    private long blocks;

    /** All late blocks of one cause. */
    private static final class Sum {
        private final String cause;
        private final List<EngineEvent.LateBlock> worst = new ArrayList<>();
        private long blocks;
        private double milliseconds;

        Sum(String cause) {
            this.cause = cause;
        }

        void add(EngineEvent.LateBlock block) {
            blocks++;
            milliseconds += block.milliseconds();
            worst.add(block);
            worst.sort(WORST_FIRST);
            if (worst.size() > KEPT) {
                worst.removeLast();
            }
        }

        double milliseconds() {
            return milliseconds;
        }
    }

    void add(EngineEvent.LateBlock block) {
        blocks++;
        byCause.computeIfAbsent(block.cause().label(), Sum::new).add(block);
    }

    /** Adds a line for each cause to a report, the one with most time first. */
    void addTo(Table table) {
        table.add("late blocks", "%d", blocks);
        for (Sum sum : sums()) {
            EngineEvent.LateBlock worst = sum.worst.getFirst();
            table.add(
                    "",
                    "%-18s %6d blocks, %8.1f ms, worst %.2f ms at frame %d: %s%s",
                    sum.cause,
                    sum.blocks,
                    sum.milliseconds,
                    worst.milliseconds(),
                    worst.positionFrames(),
                    worst.cause().text(),
                    worst.slowestThatCounts().map(node -> "; " + node.text()).orElse(""));
        }
    }

    private List<Sum> sums() {
        return byCause.values().stream()
                .sorted(Comparator.comparingDouble(Sum::milliseconds).reversed())
                .toList();
    }

    /** The same for programs. */
    Map<String, Object> figures() {
        List<Object> causes = new ArrayList<>();
        for (Sum sum : sums()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("cause", sum.cause);
            one.put("blocks", sum.blocks);
            one.put("milliseconds", rounded(sum.milliseconds));
            one.put("worst", sum.worst.stream().map(LateBlockTable::figures).toList());
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
        block.slowest().ifPresent(node -> figures.put("slowest", node.figures()));
        return figures;
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.4f", value));
    }
}
