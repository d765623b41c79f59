package vorlauf.drawing;

import static vorlauf.drawing.Svg.number;

import java.util.List;
import java.util.Locale;

/**
 * A plan to be drawn: its steps from top to bottom, the rows that are rendered together as a row of squares, sixteen
 * lanes to a bundle, and what each step costs as a bar.
 *
 * <p>Threads: any; immutable. Errors: a step without a row or with a negative cost is an
 * {@link IllegalArgumentException}.
 *
 * @param title one line above the picture
 * @param steps in the order of rendering
 */
public record PlanPicture(String title, List<Line> steps) {
    /** Rows that one instruction of the widest vector unit renders at once. */
    public static final int LANES = 16;

    private static final int MOST_LINES = 48;
    private static final int BUNDLES = 4;
    private static final int MOST_TEXT_ROWS = 8;
    private static final double MARGIN = 24;
    private static final double NAMES = 216;
    private static final double PITCH = 10;
    private static final double BUNDLE_GAP = 6;
    private static final double SQUARES = BUNDLES * (LANES * PITCH + BUNDLE_GAP) + 16;
    private static final double BAR = 130;
    private static final double HEADER = 86;
    private static final double LINE_PITCH = 22;
    private static final double SQUARE_ROW_PITCH = 13;
    private static final double WIDTH = MARGIN + NAMES + SQUARES + BAR + 72 + MARGIN;

    /** How the rows of a step are rendered. */
    public enum Form {
        /** Independent of each other, beside each other. */
        LANES,
        /** Each reads the one before it. */
        RUN,
        /** By itself. */
        ALONE
    }

    /**
     * A step.
     *
     * @param name what it does
     * @param form how its rows are rendered
     * @param rows how many there are, at least 1
     * @param nanosPerFrame what it is expected to take
     */
    public record Line(String name, Form form, int rows, double nanosPerFrame) {
        public Line {
            if (rows < 1 || !(nanosPerFrame >= 0)) {
                throw new IllegalArgumentException("the step '" + name + "' has " + rows + " rows and takes "
                        + nanosPerFrame + " ns; at least 1 row and 0 ns are needed");
            }
        }

        private int squareRows() {
            return Math.min(MOST_TEXT_ROWS, Math.ceilDiv(rows, BUNDLES * LANES));
        }

        private double height() {
            return LINE_PITCH + (squareRows() - 1) * SQUARE_ROW_PITCH;
        }
    }

    public PlanPicture {
        steps = List.copyOf(steps);
    }

    /** The picture as a complete SVG document: its own light background, no scripts, no styles, no references. */
    public String svg() {
        List<Line> shown = steps.subList(0, Math.min(MOST_LINES, steps.size()));
        double lines = shown.stream().mapToDouble(Line::height).sum();
        double height = Math.ceil(HEADER + lines + (shown.size() < steps.size() ? LINE_PITCH : 0) + MARGIN - 8);
        double most = steps.stream().mapToDouble(Line::nanosPerFrame).max().orElse(0);
        Svg svg = new Svg();
        svg.open("svg")
                .with("xmlns", "http://www.w3.org/2000/svg")
                .with("width", WIDTH)
                .with("height", height)
                .with("viewBox", "0 0 " + number(WIDTH) + " " + number(height))
                .with("role", "img")
                .with("font-family", "sans-serif");
        svg.element("title", title);
        svg.empty("rect").with("width", WIDTH).with("height", height).with("fill", Look.PAGE);
        svg.text(Words.shortened(title, 90), MARGIN, 32, 19, Look.INK).with("font-weight", "bold");
        svg.text(counts(), MARGIN, 50, 12, Look.QUIET_INK);
        svg.text("step", MARGIN, 74, 11, Look.QUIET_INK);
        svg.text("rows, sixteen lanes to a bundle", MARGIN + NAMES, 74, 11, Look.QUIET_INK);
        svg.text("expected a frame", MARGIN + NAMES + SQUARES, 74, 11, Look.QUIET_INK);
        double top = HEADER;
        for (Line line : shown) {
            draw(svg, line, top, most);
            top += line.height();
        }
        if (shown.size() < steps.size()) {
            svg.text("and " + (steps.size() - shown.size()) + " steps more", MARGIN, top + 13, 12, Look.QUIET_INK);
        }
        svg.close("svg");
        return svg.toString();
    }

    private String counts() {
        int rows = steps.stream().mapToInt(Line::rows).sum();
        double nanos = steps.stream().mapToDouble(Line::nanosPerFrame).sum();
        return String.format(
                Locale.ROOT,
                "%,d row%s in %,d step%s, %.1f ns a frame expected",
                rows,
                rows == 1 ? "" : "s",
                steps.size(),
                steps.size() == 1 ? "" : "s",
                nanos);
    }

    private static void draw(Svg svg, Line line, double top, double most) {
        svg.text(Words.shortened(line.name(), 32), MARGIN, top + 13, 12.5, Look.INK);
        Look look = Look.of(
                switch (line.form()) {
                    case LANES -> GraphPicture.Kind.FILTER;
                    case RUN -> GraphPicture.Kind.DELAY;
                    case ALONE -> GraphPicture.Kind.CONSTANT;
                });
        int drawn = Math.min(line.rows(), MOST_TEXT_ROWS * BUNDLES * LANES);
        int places = line.form() == Form.LANES ? Math.ceilDiv(drawn, LANES) * LANES : drawn;
        for (int row = 0; row < places; row++) {
            int column = row % (BUNDLES * LANES);
            int bundle = column / LANES;
            int squareRow = row / (BUNDLES * LANES);
            svg.empty("rect")
                    .with("x", MARGIN + NAMES + column * PITCH + bundle * BUNDLE_GAP)
                    .with("y", top + 4 + squareRow * SQUARE_ROW_PITCH)
                    .with("width", PITCH - 1.5)
                    .with("height", PITCH)
                    .with("fill", row < drawn ? look.line() : Look.PAGE)
                    .with("stroke", row < drawn ? look.line() : "#c3cad2")
                    .with("stroke-width", 0.8);
        }
        double left = MARGIN + NAMES + SQUARES;
        double width = most > 0 ? BAR * line.nanosPerFrame() / most : 0;
        svg.empty("rect")
                .with("x", left)
                .with("y", top + 4)
                .with("width", Math.max(0.5, width))
                .with("height", PITCH)
                .with("fill", "#86b6df");
        svg.text(
                String.format(Locale.ROOT, "%.2f ns", line.nanosPerFrame()),
                left + Math.max(0.5, width) + 6,
                top + 13,
                11.5,
                Look.INK);
    }
}
