package vorlauf.compile;

import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import vorlauf.graph.Signal;

/**
 * A graph of one channel as a list that can be enumerated, shrunk and printed: each row reads rows before it. Heard is the
 * sum of the rows that no other reads.
 */
record Recipe(List<Row> rows) {
    /**
     * One node, or a small pattern of nodes.
     *
     * @param first row that it reads, where its kind reads one
     * @param second the other row, where its kind reads two
     * @param number what tells it from others of its kind
     */
    record Row(Kind kind, int first, int second, int number) {}

    /** What a row does: as a patch, with %1$s and %2$s for what it reads and %3$d for its number. */
    enum Kind {
        SINE(0, "sine(100 + 37 * %3$d)"),
        SAW(0, "saw(60 + 41 * %3$d)"),
        NOISE(0, "whiteNoise(%3$d)"),
        PLUS(2, "%1$s.plus(%2$s)"),
        MINUS(2, "%1$s.minus(%2$s)"),
        TIMES(2, "%1$s.clip(-2, 2).times(%2$s.clip(-2, 2))"),
        GAIN(1, "%1$s.gain(0.3 + 0.01 * %3$d)"),
        LOWPASS(1, "%1$s.lowpass(300 + 70 * %3$d, 0.8)"),
        MOVING_LOWPASS(2, "%1$s.lowpass(%2$s.clip(-1, 1).times(200).plus(500 + %3$d), constant(0.9))"),
        ONE_POLE(1, "%1$s.onePole(200 + 90 * %3$d)"),
        BAND(1, "%1$s.stateVariable(400 + 50 * %3$d, 1.5).band()"),
        DELAY(1, "%1$s.delaySamples(%3$d)"),
        TANH(1, "%1$s.tanh()"),
        FREQUENCY(1, "sine(%1$s.clip(-1, 1).times(100).plus(300 + %3$d))"),
        LOOP(1, "looped(%1$s.clip(-2, 2), 1 + %3$d)"),
        INPUT(0, "input(2).channel(%3$d %% 2)");

        private final int reads;
        private final String patch;

        Kind(int reads, String patch) {
            this.reads = reads;
            this.patch = patch;
        }

        int reads() {
            return reads;
        }
    }

    private static final int MOST_NUMBERS = 40;

    /** A recipe of so many rows behind two sources. */
    static Recipe random(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Row> rows = new ArrayList<>(sources());
        Kind[] kinds = Kind.values();
        while (rows.size() < size + 2) {
            Kind kind = kinds[random.nextInt(kinds.length)];
            int at = rows.size();
            rows.add(new Row(kind, random.nextInt(at), random.nextInt(at), random.nextInt(MOST_NUMBERS)));
        }
        return new Recipe(rows);
    }

    /** All recipes of so many rows of these kinds behind two sources. */
    static void all(int size, List<Kind> kinds, Consumer<Recipe> each) {
        all(sources(), size, kinds, each);
    }

    private static void all(List<Row> rows, int more, List<Kind> kinds, Consumer<Recipe> each) {
        if (more == 0) {
            each.accept(new Recipe(rows));
            return;
        }
        for (Kind kind : kinds) {
            for (int first = 0; first < rows.size(); first++) {
                for (int second = 0; second < (kind.reads() == 2 ? rows.size() : 1); second++) {
                    List<Row> longer = new ArrayList<>(rows);
                    longer.add(new Row(kind, first, second, rows.size()));
                    all(longer, more - 1, kinds, each);
                }
            }
        }
    }

    private static List<Row> sources() {
        return List.of(new Row(Kind.SINE, 0, 0, 3), new Row(Kind.NOISE, 0, 0, 5));
    }

    /** The smallest recipe found by leaving out one row after the other that still fails. */
    Recipe shrunk(Predicate<Recipe> fails) {
        Recipe smallest = this;
        for (int row = rows.size() - 1; row >= 0; row--) {
            if (row >= smallest.rows.size() || smallest.rows.size() == 1) {
                continue;
            }
            Recipe smaller = smallest.without(row);
            if (fails.test(smaller)) {
                smallest = smaller;
                row = smallest.rows.size();
            }
        }
        return smallest;
    }

    /** The same where whoever read this row reads what it read. */
    private Recipe without(int gone) {
        Row removed = rows.get(gone);
        int instead = removed.kind().reads() == 0 ? 0 : removed.first();
        List<Row> left = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (i == gone) {
                continue;
            }
            boolean first = i > 0 && left.isEmpty();
            Kind kind = first ? Kind.SINE : row.kind(); // row 0 can read nothing
            left.add(
                    new Row(kind, moved(row.first(), gone, instead), moved(row.second(), gone, instead), row.number()));
        }
        return new Recipe(left);
    }

    private static int moved(int read, int gone, int instead) {
        int to = read == gone ? instead : read;
        return to > gone ? to - 1 : to;
    }

    /** The graph, made anew. */
    Signal signal() {
        List<Signal> made = new ArrayList<>();
        for (Row row : rows) {
            int number = row.number();
            Signal a = row.kind().reads() > 0 ? made.get(row.first()) : constant(0);
            Signal b = row.kind().reads() > 1 ? made.get(row.second()) : constant(0);
            made.add(
                    switch (row.kind()) {
                        case SINE -> sine(100 + 37 * number);
                        case SAW -> saw(60 + 41 * number);
                        case NOISE -> whiteNoise(number);
                        case PLUS -> a.plus(b);
                        case MINUS -> a.minus(b);
                        case TIMES -> a.clip(-2, 2).times(b.clip(-2, 2));
                        case GAIN -> a.gain(0.3 + 0.01 * number);
                        case LOWPASS -> a.lowpass(300 + 70 * number, 0.8);
                        case MOVING_LOWPASS ->
                            a.lowpass(b.clip(-1, 1).times(200).plus(500 + number), constant(0.9));
                        case ONE_POLE -> a.onePole(200 + 90 * number);
                        case BAND -> a.stateVariable(400 + 50 * number, 1.5).band();
                        case DELAY -> a.delaySamples(number);
                        case TANH -> a.tanh();
                        case FREQUENCY -> sine(a.clip(-1, 1).times(100).plus(300 + number));
                        case LOOP -> looped(a.clip(-2, 2), 1 + number);
                        case INPUT -> input(2).channel(number % 2);
                    });
        }
        List<Signal> heard = new ArrayList<>();
        for (int row : heardRows()) {
            heard.add(made.get(row));
        }
        return mix(heard);
    }

    private static Signal looped(Signal input, int samples) {
        return feedback(loop -> input.plus(loop.delaySamples(samples).times(0.6)));
    }

    /** The graph as a patch that runs. */
    String patch() {
        StringBuilder text = new StringBuilder("""
                import static vorlauf.graph.Signals.*;

                import java.util.List;
                import vorlauf.graph.Signal;

                Signal looped(Signal input, int samples) {
                    return feedback(loop -> input.plus(loop.delaySamples(samples).times(0.6)));
                }

                Signal patch() {
                """);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String made =
                    String.format(Locale.ROOT, row.kind().patch, "s" + row.first(), "s" + row.second(), row.number());
            text.append("    Signal s").append(i).append(" = ").append(made).append(";\n");
        }
        List<String> heard = heardRows().stream().map(row -> "s" + row).toList();
        return text.append("    return mix(List.of(")
                .append(String.join(", ", heard))
                .append("));\n}\n")
                .toString();
    }

    private List<Integer> heardRows() {
        boolean[] read = new boolean[rows.size()];
        for (Row row : rows) {
            if (row.kind().reads() > 0) {
                read[row.first()] = true;
            }
            if (row.kind().reads() > 1) {
                read[row.second()] = true;
            }
        }
        List<Integer> heard = new ArrayList<>();
        for (int i = 0; i < read.length; i++) {
            if (!read[i]) {
                heard.add(i);
            }
        }
        return heard;
    }
}
